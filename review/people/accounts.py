"""Local accounts: adding people, their passwords, and checking one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, Engine, insert, select, update

from review.roles import ROLES
from warehouse import audit
from warehouse.engine import begin_write
from warehouse.tables.base import table_of
from warehouse.tables.person import Person as PersonTable

PEOPLE = table_of(PersonTable)
SHORTEST = 12  # characters of a password; length protects, rules about signs do not


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is signed in, or could be. ``name`` is what stands at their decisions."""

    person_id: int
    login: str
    name: str
    role: str
    language: str | None = None
    shortcuts: bool = True


class CannotAdd(ValueError):
    """An account that cannot be made; ``reason`` is ``login``, ``role``, ``short`` or ``taken``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def add_person(
    engine: Engine, login: str, name: str, role: str, password: str | None, by: str, subject: str | None = None
) -> int:
    """A new account; without a password for those who sign in through a provider. Raises CannotAdd."""
    login = login.strip().lower()
    if not login or len(login) > 100 or not name.strip():
        raise CannotAdd("login")
    if role not in ROLES:
        raise CannotAdd("role")
    hashed = None if password is None else hash_of(password)
    with begin_write(engine) as connection:
        if connection.execute(select(PEOPLE.c.person_id).where(PEOPLE.c.login == login)).first():
            raise CannotAdd("taken")
        row: dict[str, Any] = {
            "login": login,
            "name": name.strip(),
            "role": role,
            "password_hash": hashed,
            "subject": subject,
        }
        row |= {"active": True, "shortcuts": True, "created_at": datetime.now(UTC)}
        number = connection.execute(insert(PEOPLE).values(row).returning(PEOPLE.c.person_id)).scalar_one()
        audit.append(connection, by, "person.add", login, {"role": role, "name": name.strip()})
        return number


def set_password(engine: Engine, login: str, password: str, by: str) -> bool:
    """Give somebody a new password; False where there is no such account. Raises CannotAdd where it is too short."""
    hashed = hash_of(password)
    with begin_write(engine) as connection:
        changed = connection.execute(
            update(PEOPLE).where(PEOPLE.c.login == login.strip().lower()).values(password_hash=hashed)
        ).rowcount
        if changed:
            audit.append(connection, by, "person.password", login.strip().lower(), {})
        return bool(changed)


def hash_of(password: str) -> str:
    """The argon2id hash of a new password; raises CannotAdd where it is too short."""
    if len(password) < SHORTEST:
        raise CannotAdd("short")
    return _hasher().hash(password)


def has_accounts(engine: Engine) -> bool:
    """Whether anybody can sign in."""
    with engine.connect() as connection:
        return connection.execute(select(PEOPLE.c.person_id).where(PEOPLE.c.active).limit(1)).first() is not None


def person_of(connection: Connection, person_id: int) -> Person | None:
    """The active person of that number."""
    row = connection.execute(select(PEOPLE).where(PEOPLE.c.person_id == person_id, PEOPLE.c.active)).first()
    return None if row is None else _person(row)


def check_password(engine: Engine, login: str, password: str) -> Person | None:
    """Who signs in with this; None where login or password are wrong, after the same time in both cases."""
    with engine.connect() as connection:
        asked = select(PEOPLE).where(PEOPLE.c.login == login.strip().lower(), PEOPLE.c.active)
        row = connection.execute(asked).first()
    stored = row.password_hash if row is not None and row.password_hash else _nobody()
    try:
        right = _hasher().verify(stored, password)
    except (VerificationError, InvalidHashError):
        right = False
    return _person(row) if right and row is not None and row.password_hash else None


def _person(row) -> Person:
    return Person(row.person_id, row.login, row.name, row.role, row.language, row.shortcuts)


@cache
def _hasher() -> PasswordHasher:
    # 19 MiB and two passes (OWASP's first choice): 30 ms here; twice the memory would let few sign-ins fill a machine
    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@cache
def _nobody() -> str:
    """A hash that no password has: whoever guesses a login that is not there waits as long."""
    return _hasher().hash("\0nobody")
