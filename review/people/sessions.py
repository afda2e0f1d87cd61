"""Sign-ins that are under way, kept in the warehouse: ended there, they are over everywhere."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, delete, insert, select, update

from review.desk import Desk
from review.people.accounts import Person, person_of
from warehouse.engine import begin_write
from warehouse.tables.base import table_of
from warehouse.tables.person import PersonSession

SESSIONS = table_of(PersonSession)
NOTED_EVERY = timedelta(minutes=1)  # that somebody is there: to write it for each page would be a write for each page


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who it is, and the word that their forms must carry."""

    person: Person
    csrf_token: str


def begin_session(desk: Desk, person_id: int) -> str:
    """A new sign-in; returns the value of its cookie, which is stored nowhere."""
    token, now = secrets.token_urlsafe(32), desk.clock()
    row = {"token_hash": hashed(token), "person_id": person_id, "csrf_token": secrets.token_urlsafe(32)}
    with begin_write(desk.engine) as connection:
        connection.execute(delete(SESSIONS).where(SESSIONS.c.started_at < now - desk.longest))
        connection.execute(insert(SESSIONS).values(row | {"started_at": now, "seen_at": now}))
    return token


def signed_in(desk: Desk, token: str) -> SignedIn | None:
    """Who has this cookie; None where the sign-in is over, by time or by signing out."""
    now = desk.clock()
    with desk.engine.connect() as connection:
        row = connection.execute(select(SESSIONS).where(SESSIONS.c.token_hash == hashed(token))).first()
        if row is None or now - row.seen_at > desk.idle or now - row.started_at > desk.longest:
            return None
        person = person_of(connection, row.person_id)
    if person is None:
        return None
    if now - row.seen_at > NOTED_EVERY:
        _note(desk.engine, row.token_hash, now)
    return SignedIn(person, row.csrf_token)


def end_session(desk: Desk, token: str) -> None:
    """Signing out."""
    with begin_write(desk.engine) as connection:
        connection.execute(delete(SESSIONS).where(SESSIONS.c.token_hash == hashed(token)))


def end_sessions_of(connection: Connection, person_id: int, keep: str | None = None) -> int:
    """Sign a person out everywhere but where the cookie's hash is ``keep``; returns from how many places.

    In the transaction that changes their role or password, or closes their account.
    """
    ended = delete(SESSIONS).where(SESSIONS.c.person_id == person_id, SESSIONS.c.token_hash != (keep or ""))
    return connection.execute(ended).rowcount


def hashed(token: str) -> str:
    """What is kept of a cookie's value."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


def _note(engine: Engine, token_hash: str, now: datetime) -> None:
    with begin_write(engine) as connection:
        connection.execute(update(SESSIONS).where(SESSIONS.c.token_hash == token_hash).values(seen_at=now))
