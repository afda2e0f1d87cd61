"""The places where somebody is signed in, as they see and end them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, delete, select

from review.desk import Desk
from review.people.sessions import SESSIONS
from warehouse.engine import begin_write

SHOWN = 16  # signs of the cookie's hash that name a sign-in: nobody can make a cookie of them


def sessions_of(desk: Desk, person_id: int) -> Sequence[Row[Any]]:
    """The sign-ins of a person that are not over, the latest used first."""
    now = desk.clock()
    asked = select(SESSIONS).where(
        SESSIONS.c.person_id == person_id,
        SESSIONS.c.seen_at >= now - desk.idle,
        SESSIONS.c.started_at >= now - desk.longest,
    )
    with desk.engine.connect() as connection:
        return connection.execute(asked.order_by(SESSIONS.c.seen_at.desc())).all()


def end_own(desk: Desk, person_id: int, name: str) -> bool:
    """End one sign-in of this person; False where they have none of that name."""
    for session in sessions_of(desk, person_id):
        if session.token_hash[:SHOWN] == name:
            with begin_write(desk.engine) as connection:
                connection.execute(delete(SESSIONS).where(SESSIONS.c.token_hash == session.token_hash))
            return True
    return False
