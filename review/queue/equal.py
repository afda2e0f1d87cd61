"""Findings that say the same of the same: one rule and one raw value, so that one decision can settle them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Select, func, select

from review.queue.listing import told
from review.queue.rows import WAITING, source_of
from review.queue.wanted import OPEN, Wanted

MOST_GROUPS, MOST_AT_ONCE = 50, 100
Named = tuple[str, str | None]  # rule and value


@dataclass(frozen=True, slots=True)
class Group:
    """Open findings of one rule about one value (None: nothing stands there), and how many they are."""

    rule: str
    value: str | None
    many: int


def groups(connection: Connection, wanted: Wanted, person_id: int) -> list[Group]:
    """Where more than one open finding under the filters is equal, the largest groups first."""
    asked = source_of(Wanted()).asked(replace(wanted, state=OPEN), person_id, "rule", "value").subquery()
    many = func.count().label("many")
    grouped = select(asked.c.rule, asked.c.value, many).group_by(asked.c.rule, asked.c.value).having(func.count() > 1)
    rows = connection.execute(grouped.order_by(many.desc(), asked.c.rule, asked.c.value).limit(MOST_GROUPS))
    return [Group(row.rule, row.value, row.many) for row in rows]


def members(connection: Connection, group: Named, wanted: Wanted, person_id: int) -> list[dict[str, Any]]:
    """The first open findings of a group under the filters, those with most at stake first; at most as many as are
    settled at once.
    """
    asked = _members(group, wanted, person_id)
    ordered = asked.order_by(WAITING.c.amount_ore.desc(), WAITING.c.figures.desc(), WAITING.c.finding_id)
    return told(connection, list(connection.execute(ordered.limit(MOST_AT_ONCE)).scalars()), wanted, person_id)


def how_many(connection: Connection, group: Named, wanted: Wanted, person_id: int) -> int:
    """How many open findings a group has under the filters."""
    asked = _members(group, wanted, person_id).subquery()
    return connection.execute(select(func.count()).select_from(asked)).scalar_one()


def _members(group: Named, wanted: Wanted, person_id: int) -> Select:
    rule, value = group
    asked = source_of(Wanted()).asked(replace(wanted, state=OPEN), person_id, "finding_id")
    return asked.where(WAITING.c.rule == rule, WAITING.c.value.is_(None) if value is None else WAITING.c.value == value)
