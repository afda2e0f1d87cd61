"""Guessing passwords is slow: few tries a minute for a login, and for an address."""

from __future__ import annotations

import ipaddress
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select, text, update

from review.desk import Desk
from warehouse.engine import begin_write
from warehouse.tables.base import table_of
from warehouse.tables.person import SignInAttempt

ATTEMPTS = table_of(SignInAttempt)
ATTEMPTS_LOCK = 0x61667261_00000006  # any fixed number will do: "afra" and 6; 1 to 5 are taken
WINDOW, KEPT = timedelta(minutes=1), timedelta(days=1)
OF_LOGIN, OF_ADDRESS = 10, 30  # failed tries in a minute


def take_attempt(desk: Desk, login: str, address: str) -> int | None:
    """Note a try before the password is looked at, so that many at the same moment count too; returns its number.

    None where this login from this address, or this address, has failed too often in the last minute. A login is
    slowed down for one address only: otherwise a stranger could keep somebody out by failing for them.
    """
    now, login, network = desk.clock(), login.lower()[:100], network_of(address)
    with desk.engine.connect() as connection:
        if _too_many(connection, now, login, network):
            return None
    with begin_write(desk.engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": ATTEMPTS_LOCK})
        if _too_many(connection, now, login, network):
            return None
        connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.tried_at < now - KEPT))
        row = {"login": login, "address": network, "tried_at": now, "succeeded": False}
        return connection.execute(insert(ATTEMPTS).values(row).returning(ATTEMPTS.c.attempt_id)).scalar_one()


def note_success(desk: Desk, attempt: int) -> None:
    """The try was right, and does not count against anybody."""
    with begin_write(desk.engine) as connection:
        connection.execute(update(ATTEMPTS).where(ATTEMPTS.c.attempt_id == attempt).values(succeeded=True))


def network_of(address: str) -> str:
    """What counts as one address: of IPv6 the first 64 bits, which is what one customer gets."""
    try:
        given = ipaddress.ip_address(address)
    except ValueError:
        return address[:100]
    if given.version == 6 and given.ipv4_mapped is None:
        return str(ipaddress.ip_network((int(given) >> 64 << 64, 64)))
    return str(given.ipv4_mapped if given.version == 6 else given)


def _too_many(connection: Connection, now: datetime, login: str, network: str) -> bool:
    failed = select(func.count()).where(
        ATTEMPTS.c.tried_at > now - WINDOW, ~ATTEMPTS.c.succeeded, ATTEMPTS.c.address == network
    )
    of_login = connection.execute(failed.where(ATTEMPTS.c.login == login)).scalar_one()
    return of_login >= OF_LOGIN or connection.execute(failed).scalar_one() >= OF_ADDRESS
