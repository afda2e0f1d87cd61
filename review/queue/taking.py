"""Who has taken a finding: one person at a time, until it is given back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine, delete, insert, select

from review.people.accounts import Person
from review.queue.rows import ASSIGNMENTS, FINDINGS
from warehouse.engine import begin_write


def take(engine: Engine, finding_id: int, person: Person, now: datetime) -> bool:
    """The finding is this person's, whoever had it before; False where there is no such finding."""
    with begin_write(engine) as connection:
        if connection.execute(select(FINDINGS.c.finding_id).where(FINDINGS.c.finding_id == finding_id)).first() is None:
            return False
        connection.execute(delete(ASSIGNMENTS).where(ASSIGNMENTS.c.finding_id == finding_id))
        row = {"finding_id": finding_id, "person_id": person.person_id, "assigned_at": now}
        connection.execute(insert(ASSIGNMENTS).values(row))
        return True


def give_back(engine: Engine, finding_id: int, person: Person) -> None:
    """The finding is nobody's, if it was this person's."""
    of_person = (ASSIGNMENTS.c.finding_id == finding_id, ASSIGNMENTS.c.person_id == person.person_id)
    with begin_write(engine) as connection:
        connection.execute(delete(ASSIGNMENTS).where(*of_person))
