"""Figures and findings as rows of their tables: strict, so that nothing is rounded, guessed or dropped on the way."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Integer, Table

from extractors.place import Place
from schemas.report import Figure, Finding
from warehouse.members import FIRST_YEAR, LAST_YEAR, Members
from warehouse.tables.base import table_of
from warehouse.tables.dimensions import UNKNOWN
from warehouse.tables.facts import FactBudget, FactIndicator, FactStatus
from warehouse.tables.types import ExactNumber, plain_digits
from warehouse.text import storable, storable_or_none

FACTS: dict[str, Table] = {
    "status": table_of(FactStatus),
    "budget": table_of(FactBudget),
    "indicator": table_of(FactIndicator),
}
YEAR = {"status": "period_year", "budget": "year", "indicator": "year"}
LARGEST_ORE = 2**63 - 1
PLACE = ("page", "x0", "top", "x1", "bottom", "sheet", "cell")
COMMON = ("report_id", "revision", "figure_key", "state", "corrected", "raw_text", "name_id", "year_id", *PLACE)
LABELS = ("partnership", "department", "area", "category")


class NotStorable(ValueError):
    """A checked report that contradicts itself, or a value that a column cannot hold exactly."""


class FactRows:
    """Makes rows of one fact table, as tuples in the order of ``columns``."""

    def __init__(self, view: str, report_id: int, revision: int, members: Members) -> None:
        table = FACTS[view]
        self._key, self._members, self._year = (report_id, revision), members, YEAR[view]
        self._dimensions = [label for label in LABELS if f"{label}_id" in table.c]
        own = [c for c in table.columns if not (c.primary_key or c.name in COMMON or c.foreign_keys)]
        self._own: list[tuple[str, Callable[[Any], Any]]] = [(c.name, _converter(c)) for c in own]
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
        year = _year(values.get(self._year))
        return (
            *self._key,
            storable(figure.key),
            figure.state,
            figure.corrected,
            storable(figure.raw_text),
            self._members.names[values.get("effort")],
            UNKNOWN if year is None else year,
            *place_row(figure.place),
            *(self._members.number(label, values.get(label), year) for label in self._dimensions),
            *(convert(values.get(name)) for name, convert in self._own),
        )


def in_ore(kroner: Decimal | None) -> int | None:
    """Kroner as whole øre; raises NotStorable for parts of an øre, and for what 64 bits cannot hold."""
    if kroner is None:
        return None
    if isinstance(kroner, bool) or not isinstance(kroner, Decimal | int) or not Decimal(kroner).is_finite():
        raise NotStorable(f"amount_dkk must be an exact decimal, not {kroner!r}")
    numerator, denominator = Decimal(kroner).as_integer_ratio()
    ore, rest = divmod(numerator * 100, denominator)
    if rest or abs(ore) > LARGEST_ORE:
        raise NotStorable(f"amount_dkk cannot be held exactly as øre: {kroner}")
    return ore


def finding_rows(findings: Iterable[Finding]) -> Iterator[tuple[str, Finding]]:
    """Each finding with its key; one that comes back gets ``#2``, ``#3``, … in reading order: none may fall out."""
    seen = dict[str, int]()
    for finding in findings:
        key = storable(finding.key)
        seen[key] = seen.get(key, 0) + 1
        yield key if seen[key] == 1 else f"{key}#{seen[key]}", finding


def finding_row(finding: Finding, key: str) -> dict[str, Any]:
    """A finding as a row, but for its report, revision and time."""
    texts = ("message", "how_to_fix", "message_en", "how_to_fix_en", "effort", "field", "value", "expected")
    return {
        "finding_key": key,
        "rule": finding.rule,
        "rule_version": finding.rule_version,
        "severity": finding.severity,
        "figure": finding.figure,
        **{name: storable_or_none(getattr(finding, name)) for name in texts},
        **dict(zip(PLACE, place_row(finding.place), strict=True)),
    }


def place_row(place: Place) -> tuple[Any, ...]:
    """The seven columns of a place."""
    box = (_as_float(place.x0), _as_float(place.top), _as_float(place.x1), _as_float(place.bottom))
    return (place.page, *box, storable_or_none(place.sheet), place.cell)


def _as_float(length: float | None) -> float | None:
    return None if length is None else float(length)


def _year(value: Any) -> int | None:
    year = _whole(value)
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        raise NotStorable(f"no year of the warehouse: {year}")
    return year


def _converter(column: Column[Any]) -> Callable[[Any], Any]:
    """What turns a value into that of a column, or raises NotStorable: databases differ in what they make of others."""
    if isinstance(column.type, Boolean):
        return _flag
    if isinstance(column.type, Integer | BigInteger):
        return _whole
    if isinstance(column.type, ExactNumber):
        return _exact
    return _text


def _text(value: Any) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise _unfit(value)
    return storable(value)


def _whole(value: Any) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not hasattr(value, "__index__"):
        raise _unfit(value)
    return operator.index(value)


def _flag(value: Any) -> bool:
    if value is None:
        return False
    if not isinstance(value, bool):
        raise _unfit(value)
    return value


def _exact(value: Any) -> str | None:
    if value is None:
        return None
    if not isinstance(value, Decimal) or not value.is_finite():
        raise _unfit(value)
    return plain_digits(value)


def _unfit(value: Any) -> NotStorable:
    return NotStorable(f"no column here can hold {value!r} of type {type(value).__name__}")
