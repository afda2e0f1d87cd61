"""Who looks at a finding right now, so that two people do not settle it side by side."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, delete, insert, select

from review.people.accounts import PEOPLE, Person
from warehouse.engine import begin_write
from warehouse.tables.base import table_of
from warehouse.tables.desk_work import Presence

PRESENCE = table_of(Presence)
STILL_THERE = timedelta(seconds=50)  # a page tells every 15 seconds that it is open
FORGOTTEN = timedelta(hours=1)


def note_presence(engine: Engine, finding_id: int, person: Person, now: datetime) -> None:
    """Somebody looks at a finding."""
    here = (PRESENCE.c.finding_id == finding_id, PRESENCE.c.person_id == person.person_id)
    with begin_write(engine) as connection:
        connection.execute(delete(PRESENCE).where(PRESENCE.c.seen_at < now - FORGOTTEN))
        connection.execute(delete(PRESENCE).where(*here))
        row = {"finding_id": finding_id, "person_id": person.person_id, "seen_at": now}
        connection.execute(insert(PRESENCE).values(row))


def others_at(connection: Connection, finding_id: int, person: Person, now: datetime) -> list[str]:
    """The names of the others who look at it."""
    asked = (
        select(PEOPLE.c.name)
        .join(PRESENCE, PRESENCE.c.person_id == PEOPLE.c.person_id)
        .where(PRESENCE.c.finding_id == finding_id, PRESENCE.c.person_id != person.person_id)
        .where(PRESENCE.c.seen_at > now - STILL_THERE)
        .order_by(PEOPLE.c.name)
    )
    return list(connection.execute(asked).scalars())
