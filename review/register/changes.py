"""The changes that people have made to the register, the latest first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, select

from warehouse.tables.base import table_of
from warehouse.tables.decision import Audit

LOG = table_of(Audit)
ACTIONS = ("effort.join", "effort.split", "effort.confirm", "effort.undo")
A_PAGE = 30


@dataclass(frozen=True, slots=True)
class Made:
    """A change as the log tells of it; ``number`` takes it back, ``undone``: somebody has done so."""

    entry_id: int
    recorded_at: datetime
    actor: str
    action: str
    subject: str
    number: int
    names: Sequence[str]
    to: str | None
    reason: str | None
    undone: bool


def changes(connection: Connection, before: int | None) -> list[Made]:
    """The latest, or those before an entry of the log; one more than a page tells that there are more."""
    asked = select(LOG).where(LOG.c.action.in_(ACTIONS)).order_by(LOG.c.entry_id.desc())
    if before is not None:
        asked = asked.where(LOG.c.entry_id < before)
    undone = _undone(connection)
    return [_made(row, undone) for row in connection.execute(asked.limit(A_PAGE + 1))]


def _undone(connection: Connection) -> set[int]:
    """The numbers of what was taken back; to take back an undo makes the change stand again."""
    asked = select(LOG.c.subject, LOG.c.detail).where(LOG.c.action == "effort.undo").order_by(LOG.c.entry_id.desc())
    found: set[int] = set()
    for row in connection.execute(asked):
        if json.loads(row.detail)["number"] not in found:
            found.add(int(row.subject))
    return found


def _made(row: Row, undone: set[int]) -> Made:
    told = json.loads(row.detail)
    more = (told["number"], told["names"], told.get("to"), told.get("reason"), told["number"] in undone)
    return Made(row.entry_id, row.recorded_at, row.actor, row.action, row.subject, *more)
