"""Figures as rows of their tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Table

from extractors.place import Place
from schemas.report import Figure
from warehouse.members import FIRST_YEAR, LAST_YEAR, Members
from warehouse.tables.base import table_of
from warehouse.tables.dimensions import UNKNOWN
from warehouse.tables.facts import FactBudget, FactIndicator, FactStatus
from warehouse.text import storable, storable_or_none
from warehouse.values import NotStorable, converter, in_ore, whole

FACTS: dict[str, Table] = {
    "status": table_of(FactStatus),
    "budget": table_of(FactBudget),
    "indicator": table_of(FactIndicator),
}
YEAR = {"status": "period_year", "budget": "year", "indicator": "year"}
PLACE = ("page", "x0", "top", "x1", "bottom", "sheet", "cell")
COMMON = ("report_id", "revision", "figure_key", "state", "corrected", "raw_text", "name_id", "year_id", *PLACE)
LABELS = ("partnership", "department", "area", "category")


class FactRows:
    """Makes rows of one fact table, as tuples in the order of ``columns``."""

    def __init__(self, view: str, report_id: int, revision: int, members: Members) -> None:
        table = FACTS[view]
        self._key, self._members, self._year = (report_id, revision), members, YEAR[view]
        self._dimensions = [label for label in LABELS if f"{label}_id" in table.c]
        own = [c for c in table.columns if not (c.primary_key or c.name in COMMON or c.foreign_keys)]
        self._own: list[tuple[str, Callable[[Any], Any]]] = [(c.name, converter(c)) for c in own]
        self._known = {self._year, "effort", "effort_key", *self._dimensions, *(c.name for c in own)}
        self.columns = (*COMMON, *(f"{label}_id" for label in self._dimensions), *(c.name for c in own))

    def row(self, figure: Figure) -> tuple[Any, ...]:
        """One figure. Raises NotStorable for a column that the table does not have and a value of another type."""
        values: dict[str, Any] = figure.values
        if "amount_dkk" in values:
            values = values | {"amount_ore": in_ore(values["amount_dkk"])}
            del values["amount_dkk"]
        if not values.keys() <= self._known:
            raise NotStorable(f"{figure.view} has no column {', '.join(sorted(values.keys() - self._known))}")
        get, number = values.get, self._members.number
        year = _year(get(self._year))
        return (
            *self._key,
            storable(figure.key),
            figure.state,
            figure.corrected,
            storable(figure.raw_text),
            self._members.names[get("effort")],
            UNKNOWN if year is None else year,
            *place_row(figure.place),
            *[number(label, get(label), year) for label in self._dimensions],
            *[convert(get(name)) for name, convert in self._own],
        )


def place_row(place: Place) -> tuple[Any, ...]:
    """The seven columns of a place."""
    box = (_as_float(place.x0), _as_float(place.top), _as_float(place.x1), _as_float(place.bottom))
    return (place.page, *box, storable_or_none(place.sheet), place.cell)


def _as_float(length: float | None) -> float | None:
    return None if length is None else float(length)


def _year(value: Any) -> int | None:
    year = whole(value)
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotStorable(f"no year of the warehouse: {year}")
    return year
