"""Accounts: finding people, adding them, and checking who signs in with a password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, and_, insert, or_, select

from review.people.passwords import hash_of, is_password
from review.people.refused import Refused
from review.roles import ROLES
from warehouse import audit
from warehouse.engine import begin_write
from warehouse.tables.base import table_of
from warehouse.tables.person import Person as PersonTable

PEOPLE = table_of(PersonTable)
LOCAL = "local"  # the subject of whoever started the app on a machine without accounts (review.people.only_person)
LONGEST = 100  # characters of a login or a name


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is signed in, or could be. ``name`` is what stands at their decisions."""

    person_id: int
    login: str
    name: str
    role: str
    language: str | None = None
    shortcuts: bool = True


def add_person(
    engine: Engine, login: str, name: str, role: str, password: str | None, by: str, subject: str | None = None
) -> int:
    """A new account; without a password for those who sign in through a provider. Raises Refused."""
    login, name = login.strip().lower(), name.strip()
    _check(login, name, role)
    hashed = None if password is None else hash_of(password)
    with begin_write(engine) as connection:
        if connection.execute(select(PEOPLE.c.person_id).where(PEOPLE.c.login == login)).first():
            raise Refused("taken")
        row: dict[str, Any] = {"login": login, "name": name, "role": role, "password_hash": hashed, "subject": subject}
        row |= {"active": True, "shortcuts": True, "created_at": datetime.now(UTC)}
        number = connection.execute(insert(PEOPLE).values(row).returning(PEOPLE.c.person_id)).scalar_one()
        audit.append(connection, by, "person.add", login, {"role": role, "name": name})
        return number


def can_sign_in() -> ColumnElement[bool]:
    """Who is active and has a way in: a password, or a provider that knows them."""
    through_provider = and_(PEOPLE.c.subject.is_not(None), PEOPLE.c.subject != LOCAL)
    return and_(PEOPLE.c.active, or_(PEOPLE.c.password_hash.is_not(None), through_provider))


def has_accounts(engine: Engine) -> bool:
    """Whether anybody can sign in."""
    with engine.connect() as connection:
        return connection.execute(select(PEOPLE.c.person_id).where(can_sign_in()).limit(1)).first() is not None


def person_of(connection: Connection, person_id: int) -> Person | None:
    """The active person of that number."""
    row = connection.execute(select(PEOPLE).where(PEOPLE.c.person_id == person_id, PEOPLE.c.active)).first()
    return None if row is None else person_in(row)


def check_password(engine: Engine, login: str, password: str) -> Person | None:
    """Who signs in with this; None where login or password are wrong, after the same time in both cases.

    Raises TooBusy where too many others are being looked at.
    """
    with engine.connect() as connection:
        asked = select(PEOPLE).where(PEOPLE.c.login == login.strip().lower(), PEOPLE.c.active)
        row = connection.execute(asked).first()
    right = is_password(row.password_hash if row is not None else None, password)
    return person_in(row) if right and row is not None else None


def person_in(row: Row[Any]) -> Person:
    """The person that a row of the table tells of."""
    return Person(row.person_id, row.login, row.name, row.role, row.language, row.shortcuts)


def _check(login: str, name: str, role: str) -> None:
    if not 0 < len(login) <= LONGEST or any(sign.isspace() or not sign.isprintable() for sign in login):
        raise Refused("login")
    if not 0 < len(name) <= LONGEST or not name.isprintable():
        raise Refused("name")
    if role not in ROLES:
        raise Refused("role")
