"""The numbers of dimension members: what a figure's labels are called in the star."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, select

from schemas.report import Figure
from warehouse.bulk import in_portions, insert_if_new
from warehouse.names import name_numbers
from warehouse.tables.base import table_of
from warehouse.tables.dimensions import ALWAYS, UNKNOWN, Area, Category, Department, Partnership
from warehouse.text import storable

DIMENSIONS: dict[str, Table] = {
    "partnership": table_of(Partnership),
    "department": table_of(Department),
    "area": table_of(Area),
    "category": table_of(Category),
}
FIRST_YEAR, LAST_YEAR = 1900, 2199


@dataclass(frozen=True, slots=True)
class Span:
    """A member's number and the years in which it is valid."""

    number: int
    first: int
    last: int


class Members:
    """The numbers of all labels of some figures; labels that are new are added first."""

    def __init__(self, connection: Connection, figures: Sequence[Figure]) -> None:
        self.names = name_numbers(connection, figures)
        self._spans = {
            dimension: _spans(connection, table, dimension, {f.values.get(dimension) for f in figures})
            for dimension, table in DIMENSIONS.items()
        }

    def number(self, dimension: str, label: str | None, year: int | None) -> int:
        """The member that a label means in a year; the last one where the year is not known."""
        if not label:
            return UNKNOWN
        spans = self._spans[dimension][label]
        if len(spans) == 1 or year is None:
            return spans[-1].number
        return next((s.number for s in spans if s.first <= year <= s.last), spans[-1].number)


def _spans(connection: Connection, table: Table, dimension: str, labels: Iterable[Any]) -> dict[str, list[Span]]:
    """The spans of each label, as it is written in the figures, by time."""
    kept = {label: storable(label) for label in labels if label}
    wanted = sorted(set(kept.values()))
    found = _found(connection, table, dimension, wanted)
    if new := [label for label in wanted if label not in found]:
        # in one order, so that two processes that add the same labels cannot wait for each other
        insert_if_new(connection, table, [{dimension: label, "valid_from": ALWAYS} for label in new])
        found |= _found(connection, table, dimension, new)
    return {label: found[stored] for label, stored in kept.items()}


def _found(connection: Connection, table: Table, dimension: str, labels: Sequence[str]) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {}
    for some in in_portions(labels):
        asked = select(table).where(table.c[dimension].in_(some)).order_by(table.c.valid_from)
        for row in connection.execute(asked).mappings():
            span = Span(row[f"{dimension}_id"], row["valid_from"].year, _last(row["valid_to"]))
            found.setdefault(row[dimension], []).append(span)
    return found


def _last(day: date | None) -> int:
    return LAST_YEAR if day is None else day.year
