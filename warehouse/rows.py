"""Figures and findings as rows of their tables: strict, so that nothing is rounded, guessed or dropped on the way."""

from __future__ import annotations

import operator
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Integer, Table

from extractors.place import Place
from schemas.report import Figure, Finding
from warehouse.tables.base import table_of
from warehouse.tables.facts import FactBudget, FactIndicator, FactStatus
from warehouse.tables.types import ExactNumber
from warehouse.text import storable, storable_or_none

FACTS: dict[str, Table] = {
    "status": table_of(FactStatus),
    "budget": table_of(FactBudget),
    "indicator": table_of(FactIndicator),
}
LARGEST_ORE = 2**63 - 1
PLACE = ("page", "x0", "top", "x1", "bottom", "sheet", "cell")
NOT_FROM_VALUES = {"report_id", "effort_id", "figure_key", "state", "raw_text", "corrected", *PLACE}


class NotStorable(ValueError):
    """A checked report that contradicts itself, or a value that a column cannot hold exactly."""


def figure_row(figure: Figure, report_id: int, efforts: dict[str, int]) -> dict[str, Any]:
    """One figure as a row of its fact table; ``efforts`` has the number of each effort key.

    Raises NotStorable for a column that the table does not have and for a value of another type.
    """
    values = dict(figure.values)
    key = values.pop("effort_key", None)
    if figure.view == "budget":
        values["amount_ore"] = in_ore(values.pop("amount_dkk", None))
    columns = own_columns(figure.view)
    if unknown := values.keys() - columns.keys():
        raise NotStorable(f"{figure.view} has no column {', '.join(sorted(unknown))}")
    row = {name: typed(column, values.get(name)) for name, column in columns.items()}
    return row | {
        "report_id": report_id,
        "effort_id": efforts[storable(key)] if key else None,
        "figure_key": storable(figure.key),
        "state": figure.state,
        "raw_text": storable(figure.raw_text),
        "corrected": False,
        **place_row(figure.place),
    }


def finding_rows(findings: Iterable[Finding], report_id: int, first_seen: Any) -> list[dict[str, Any]]:
    """Findings as rows, each with the ``figure_keys`` that it is about.

    A key that comes back gets ``#2``, ``#3``, … in reading order: no finding may fall out.
    """
    rows, seen = [], dict[str, int]()
    for finding in findings:
        key = storable(finding.key)
        seen[key] = seen.get(key, 0) + 1
        numbered = key if seen[key] == 1 else f"{key}#{seen[key]}"
        rows.append(_finding_row(finding, numbered) | {"report_id": report_id, "first_seen": first_seen})
    return rows


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


def own_columns(view: str) -> dict[str, Column[Any]]:
    """The columns of a fact table that a figure's values fill."""
    table = FACTS[view]
    return {c.name: c for c in table.columns if c.name not in NOT_FROM_VALUES and not c.primary_key}


def typed(column: Column[Any], value: Any) -> Any:
    """The value if it is of the column's type, else NotStorable: databases differ in what they would make of it."""
    if value is None:
        return False if isinstance(column.type, Boolean) else None
    if isinstance(column.type, Boolean):
        fits = isinstance(value, bool)
    elif isinstance(column.type, Integer | BigInteger):
        fits = hasattr(value, "__index__") and not isinstance(value, bool)
        value = operator.index(value) if fits else value
    elif isinstance(column.type, ExactNumber):
        fits = isinstance(value, Decimal) and value.is_finite()
    else:
        fits = isinstance(value, str)
        value = storable(value) if fits else value
    if not fits:
        raise NotStorable(f"{column.name} cannot hold {value!r} of type {type(value).__name__}")
    return value


def place_row(place: Place) -> dict[str, Any]:
    """The seven columns of a place."""
    box = {name: _as_float(getattr(place, name)) for name in ("x0", "top", "x1", "bottom")}
    return {"page": place.page, **box, "sheet": storable_or_none(place.sheet), "cell": place.cell}


def _as_float(length: float | None) -> float | None:
    return None if length is None else float(length)


def _finding_row(finding: Finding, key: str) -> dict[str, Any]:
    texts = ("message", "how_to_fix", "message_en", "how_to_fix_en", "effort", "field", "value", "expected")
    return {
        "finding_key": key,
        "rule": finding.rule,
        "rule_version": finding.rule_version,
        "severity": finding.severity,
        "figure": finding.figure,
        "state": "open",
        "figure_keys": list(dict.fromkeys(storable(k) for k in finding.figure_keys)),
        **{name: storable_or_none(getattr(finding, name)) for name in texts},
        **place_row(finding.place),
    }
