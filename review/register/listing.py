"""The register a page at a time: efforts that nobody has vouched for first, each with its names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Select, select, tuple_

from schemas.labels import label_key
from warehouse.aliases import ALIASES, EFFORTS, NAMES
from warehouse.tables.effort import ALWAYS

A_PAGE = 40
ALL, UNKNOWN, KNOWN = "alle", "ukendte", "kendte"


@dataclass(frozen=True, slots=True)
class Name:
    """A name of an effort, and the years in which it means it (None: no bound)."""

    label: str
    from_year: int | None
    to_year: int | None


@dataclass(frozen=True, slots=True)
class Listed:
    """An effort with its names; ``confirmed``: somebody has vouched for it."""

    effort_id: int
    name: str
    confirmed: bool
    names: list[Name] = field(default_factory=list)


def listed(connection: Connection, sought: str, which: str, after: int | None) -> list[Listed]:
    """The efforts with a name like ``sought``, from the one after ``after``; one more than a page tells of more."""
    asked = select(EFFORTS).where(_means_something(sought))
    if which != ALL:
        asked = asked.where(EFFORTS.c.confirmed.is_(which == KNOWN))
    order = (EFFORTS.c.confirmed, EFFORTS.c.name, EFFORTS.c.effort_id)
    if after is not None:
        asked = asked.where(tuple_(*order) > select(*order).where(EFFORTS.c.effort_id == after).scalar_subquery())
    rows = connection.execute(asked.order_by(*order).limit(A_PAGE + 1)).all()
    found = {row.effort_id: Listed(row.effort_id, row.name, row.confirmed) for row in rows}
    for row in connection.execute(_names(list(found))):
        found[row.effort_id].names.append(Name(row.label, *_years(row)))
    return list(found.values())


def _means_something(sought: str) -> Any:
    """The efforts that some name means now; with a word sought, that some name with it means."""
    named = select(ALIASES.c.effort_id).where(ALIASES.c.recorded_to.is_(None))
    if letters := label_key(sought):
        named = named.join(NAMES, NAMES.c.name_id == ALIASES.c.name_id)
        named = named.where(NAMES.c.label_key.contains(letters, autoescape=True))
    return EFFORTS.c.effort_id.in_(named) & EFFORTS.c.name.is_not(None)


def _names(efforts: Sequence[int]) -> Select[Any]:
    asked = select(ALIASES.c.effort_id, NAMES.c.label, ALIASES.c.from_year, ALIASES.c.to_year)
    asked = asked.join(NAMES, NAMES.c.name_id == ALIASES.c.name_id)
    now = ALIASES.c.recorded_to.is_(None) & NAMES.c.label.is_not(None)
    return asked.where(ALIASES.c.effort_id.in_(efforts), now).order_by(NAMES.c.name_id, ALIASES.c.from_year)


def _years(row: Any) -> tuple[int | None, int | None]:
    first, last = ALWAYS
    return (None if row.from_year == first else row.from_year, None if row.to_year == last else row.to_year)
