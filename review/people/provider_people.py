"""People whom the provider knows: who they are here, by its name for them, and the role that it gives them today."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Engine, Row, select, update

from review.people.accounts import LONGEST, PEOPLE, Person, add_person, person_in
from review.people.sessions import end_sessions_of
from schemas.plain_text import plain
from warehouse import audit
from warehouse.engine import begin_write


class NotLetIn(Exception):
    """``reason`` is ``role`` (none of their groups is one of ours) or ``closed`` (a lead has closed the account)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def person_from(engine: Engine, claims: Mapping[str, Any], role: str | None) -> Person:
    """The person of these claims, made at the first sign-in; name and role are what the provider says now.

    A change of role ends the sign-ins that were made with the other one; so does having none any more. Raises NotLetIn.
    """
    subject = f"{claims['iss']}|{claims['sub']}"
    name = _word(claims, "name", "preferred_username", "email", "sub")
    if role is not None and not _is_known(engine, subject):
        add_person(engine, _free_login(engine, claims, subject), name, role, None, "oidc", subject)
    with begin_write(engine) as connection:
        found = connection.execute(select(PEOPLE).where(PEOPLE.c.subject == subject)).first()
        if found is not None and found.role != role:
            _role_has_changed(connection, found, role)
        if found is not None and role is not None:
            new = {"name": name, "role": role}
            connection.execute(update(PEOPLE).where(PEOPLE.c.person_id == found.person_id).values(new))
            found = connection.execute(select(PEOPLE).where(PEOPLE.c.subject == subject)).one()
    if found is None or role is None:
        raise NotLetIn("role")
    if not found.active:
        raise NotLetIn("closed")
    return person_in(found)


def _role_has_changed(connection: Connection, person: Row[Any], role: str | None) -> None:
    ended = end_sessions_of(connection, person.person_id)
    if role is not None or ended:
        audit.append(connection, "oidc", "person.role", person.login, {"before": person.role, "after": role})


def _is_known(engine: Engine, subject: str) -> bool:
    with engine.connect() as connection:
        return connection.execute(select(PEOPLE.c.person_id).where(PEOPLE.c.subject == subject)).first() is not None


def _free_login(engine: Engine, claims: Mapping[str, Any], subject: str) -> str:
    """A name in the log. One that is somebody else's is not shared: it gets a part of the subject's hash."""
    wanted = "".join(_word(claims, "preferred_username", "email", "sub").lower().split())
    with engine.connect() as connection:
        taken = connection.execute(select(PEOPLE.c.person_id).where(PEOPLE.c.login == wanted)).first()
    return f"{wanted[: LONGEST - 9]}-{hashlib.sha256(subject.encode()).hexdigest()[:8]}" if taken else wanted


def _word(claims: Mapping[str, Any], *names: str) -> str:
    """The first of these claims that is text; the subject always is."""
    found = (plain(claims[name]).strip() for name in names if isinstance(claims.get(name), str))
    return next(word for word in found if word)[:LONGEST]
