"""What a lead may change about people: role, password, and whether they may come in. All of it is in the log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Row, select, update

from review.people.accounts import LOCAL, PEOPLE, add_person, can_sign_in
from review.people.passwords import hash_of
from review.people.refused import Refused
from review.people.sessions import end_sessions_of
from review.roles import LEAD, ROLES
from warehouse import audit
from warehouse.engine import begin_write


def everybody(engine: Engine) -> Sequence[Row[Any]]:
    """All people, those who may come in first, by name."""
    with engine.connect() as connection:
        return connection.execute(select(PEOPLE).order_by(PEOPLE.c.active.desc(), PEOPLE.c.name)).all()


def add_account(engine: Engine, login: str, name: str, role: str, password: str, by: str) -> int:
    """A new account with a password. The first must be a lead, who can add the others. Raises Refused."""
    if role in ROLES and role != LEAD:
        with engine.connect() as connection:
            if not _leads(connection):
                raise Refused("first_lead")
    return add_person(engine, login, name, role, password, by)


def set_role(engine: Engine, login: str, role: str, by: str) -> None:
    """Another role, from the next sign-in on; those under way end. Raises Refused."""
    if role not in ROLES:
        raise Refused("role")
    with begin_write(engine) as connection:
        person = _found(connection, login)
        if person.role == role:
            return
        _keep_a_lead(connection, person)
        _change(connection, person, {"role": role})
        audit.append(connection, by, "person.role", person.login, {"before": person.role, "after": role})


def set_active(engine: Engine, login: str, active: bool, by: str) -> None:
    """Let somebody in again, or no longer. Nobody is deleted: decisions name people. Raises Refused."""
    with begin_write(engine) as connection:
        person = _found(connection, login)
        if person.active == active:
            return
        if not active:
            _keep_a_lead(connection, person)
        _change(connection, person, {"active": active})
        audit.append(connection, by, "person.activate" if active else "person.deactivate", person.login, {})


def set_password(engine: Engine, login: str, password: str, by: str, keep: str | None = None) -> None:
    """A new password; all sign-ins but the one with the hash ``keep`` end. Raises Refused.

    Only whoever has a local account has one: not those of a provider, and not the person of a machine without accounts.
    """
    hashed = hash_of(password)
    with begin_write(engine) as connection:
        person = _found(connection, login)
        if person.subject is not None:
            raise Refused("unknown")
        _change(connection, person, {"password_hash": hashed}, keep)
        audit.append(connection, by, "person.password", person.login, {})


def sign_out_everywhere(engine: Engine, login: str, by: str) -> int:
    """End all sign-ins of somebody; returns how many there were. Raises Refused."""
    with begin_write(engine) as connection:
        person = _found(connection, login)
        ended = end_sessions_of(connection, person.person_id)
        audit.append(connection, by, "person.sign_out", person.login, {"ended": ended})
        return ended


def _change(connection: Connection, person: Row[Any], values: dict[str, Any], keep: str | None = None) -> None:
    connection.execute(update(PEOPLE).where(PEOPLE.c.person_id == person.person_id).values(values))
    end_sessions_of(connection, person.person_id, keep)


def _found(connection: Connection, login: str) -> Row[Any]:
    found = connection.execute(select(PEOPLE).where(PEOPLE.c.login == login.strip().lower())).first()
    if found is None:
        raise Refused("unknown")
    return found


def _leads(connection: Connection) -> set[int]:
    # locked, so that two leads cannot remove each other at the same moment (SQLite has one writer anyhow)
    asked = select(PEOPLE.c.person_id).where(can_sign_in(), PEOPLE.c.role == LEAD).with_for_update()
    return set(connection.execute(asked).scalars())


def _keep_a_lead(connection: Connection, person: Row[Any]) -> None:
    """Somebody must be left who can add people. Whoever came by the start link is not somebody to be left."""
    if person.subject != LOCAL and _leads(connection) == {person.person_id}:
        raise Refused("last_lead")
