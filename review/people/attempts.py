"""Guessing passwords is slow: few tries a minute for a login, and for an address."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, func, insert, select

from review.desk import Desk
from warehouse.engine import begin_write
from warehouse.tables.base import table_of
from warehouse.tables.person import SignInAttempt

ATTEMPTS = table_of(SignInAttempt)
WINDOW, KEPT = timedelta(minutes=1), timedelta(days=1)
OF_LOGIN, OF_ADDRESS = 10, 30  # failed tries in a minute


def too_many(desk: Desk, login: str, address: str) -> bool:
    """Whether this login (from this address) or this address has failed too often in the last minute.

    A login is slowed down for one address only: otherwise a stranger could keep somebody out by failing for them.
    """
    since = desk.clock() - WINDOW
    failed = select(func.count()).where(
        ATTEMPTS.c.tried_at > since, ~ATTEMPTS.c.succeeded, ATTEMPTS.c.address == address
    )
    with desk.engine.connect() as connection:
        of_login = connection.execute(failed.where(ATTEMPTS.c.login == login.lower()[:100])).scalar_one()
        return of_login >= OF_LOGIN or connection.execute(failed).scalar_one() >= OF_ADDRESS


def note_attempt(desk: Desk, login: str, address: str, succeeded: bool) -> None:
    """Remember a try for a day."""
    now = desk.clock()
    row = {"login": login.lower()[:100], "address": address, "tried_at": now, "succeeded": succeeded}
    with begin_write(desk.engine) as connection:
        connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.tried_at < now - KEPT))
        connection.execute(insert(ATTEMPTS).values(row))
