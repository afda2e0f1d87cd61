"""The register as people look at it: efforts with their names, and what was said of a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Select, func, select

from warehouse.aliases import ALIASES, EFFORTS, NAMES, labels_of, meanings_of
from warehouse.registered import name_of
from warehouse.tables.effort import ALWAYS


@dataclass(frozen=True, slots=True)
class Named:
    """A label that an effort goes by; a year is None where there is no bound. ``decided_by``: who vouches for it."""

    label: str
    from_year: int | None
    to_year: int | None
    decided_by: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class EffortRow:
    """An effort with all its names."""

    effort_key: str
    name: str
    confirmed: bool
    names: list[Named]


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name in all its spellings, and the efforts that it means."""

    labels: list[str]
    efforts: list[EffortRow]


@dataclass(frozen=True, slots=True)
class Said:
    """What a name meant from one moment to another: an effort by its key and, for people, by its name.

    ``number`` undoes the change; None where it just came in.
    """

    number: int | None
    effort_key: str
    effort: str
    named: Named
    recorded_from: datetime
    recorded_to: datetime | None


def effort_rows(engine: Engine, *, unconfirmed: bool = False) -> list[EffortRow]:
    """The efforts that some name means, by name; with ``unconfirmed`` those with a name that nobody has vouched for."""
    with engine.connect() as connection:
        rows = _efforts(connection)
    return [row for row in rows if not unconfirmed or any(n.decided_by is None for n in row.names)]


def name_rows(engine: Engine, names: Sequence[str]) -> list[NameRow]:
    """What names mean now. Raises Refused for a name that the register does not have."""
    with engine.connect() as connection:
        letters = [name_of(connection, name) for name in names]
        labels = labels_of(connection, letters)
        meant = meanings_of(connection, letters)
        rows = _efforts(connection, {m.effort_id for meanings in meant.values() for m in meanings})
    spellings = [list(labels[name].values()) for name in letters]
    return [NameRow(own, [row for row in rows if any(n.label in own for n in row.names)]) for own in spellings]


def history(engine: Engine, name: str) -> list[Said]:
    """All that was said of a name, the newest first. Raises Refused for a name that the register does not have."""
    opened, closed = ALIASES.alias("opened"), ALIASES.alias("closed")
    first = select(func.min(opened.c.alias_id)).where(opened.c.recorded_from == ALIASES.c.recorded_from)
    changed = select(closed.c.alias_id).where(closed.c.recorded_to == ALIASES.c.recorded_from).exists()
    asked = _joined(ALIASES, EFFORTS.c.name, first.scalar_subquery().label("first"), changed.label("changed"))
    with engine.connect() as connection:
        letters = name_of(connection, name)
        number = next(iter(labels_of(connection, [letters])[letters]))
        rows = connection.execute(asked.where(NAMES.c.name_id == number).order_by(ALIASES.c.alias_id.desc()))
        return [_said(row) for row in rows]


def _efforts(connection: Connection, only: set[int] | None = None) -> list[EffortRow]:
    asked = _joined(ALIASES, EFFORTS.c.name, EFFORTS.c.confirmed).where(ALIASES.c.recorded_to.is_(None))
    if only is not None:
        asked = asked.where(ALIASES.c.effort_id.in_(only))
    found: dict[str, EffortRow] = {}
    for row in connection.execute(asked.order_by(NAMES.c.name_id, ALIASES.c.from_year)):
        effort = found.setdefault(row.effort_key, EffortRow(row.effort_key, row.name, row.confirmed, []))
        effort.names.append(_named(row))
    return sorted(found.values(), key=lambda row: (row.name.casefold(), row.effort_key))


def _joined(*columns: Any) -> Select[Any]:
    named = select(*columns, NAMES.c.label, EFFORTS.c.effort_key).join(NAMES, NAMES.c.name_id == ALIASES.c.name_id)
    return named.join(EFFORTS, EFFORTS.c.effort_id == ALIASES.c.effort_id).where(NAMES.c.label.is_not(None))


def _named(row: Any) -> Named:
    first = None if row.from_year == ALWAYS[0] else row.from_year
    last = None if row.to_year == ALWAYS[1] else row.to_year
    return Named(row.label, first, last, row.decided_by, row.reason)


def _said(row: Any) -> Said:
    number = row.first if row.changed else None
    return Said(number, row.effort_key, row.name, _named(row), row.recorded_from, row.recorded_to)
