"""Tables of goals: for each indicator a baseline of the area and what it is compared with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.kinds.effort_table import value_of
from extractors.kinds.headers import Header, find_header
from extractors.kinds.kind import Kind
from extractors.kinds.periods import YEAR, period_of, year_in
from extractors.kinds.places import Places
from extractors.kinds.units import unit_of
from extractors.kinds.values import CellValue, read_values
from extractors.labels import kept
from extractors.model import Cell, Table
from extractors.raw import Drift, RawFigure, RawReport, RawValue

MEASURES = ("baseline", "comparison")


@dataclass(frozen=True, slots=True)
class Section:
    """What a table of goals belongs to: the heading above it, and its effort within a sub-agreement."""

    topic: RawValue | None = None
    effort: RawValue | None = None


def goal_header(table: Table, kind: Kind) -> Header | None:
    """The header of a table of goals; None for any other table."""
    header = find_header(table, kind)
    return header if header and "indicator" in header.columns and "baseline" in header.columns else None


class GoalTable:
    """Reads one table of goals into a report."""

    def __init__(self, report: RawReport, table: Table, number: int, section: Section, places: Places) -> None:
        self.report, self.table, self.number = report, table, number
        self.section, self.places, self.kind = section, places, places.kind
        self.goal: RawValue | None = None

    def read(self, header: Header) -> None:
        """A row a value: of the baseline, and of what it is compared with."""
        self._report_drift(header)
        grid = self.table.grid()
        for r in range(header.first_row, len(grid)):
            cells = {name: grid[r][col] for name, col in header.columns.items()}
            self._row({name: cell for name, cell in cells.items() if cell is not None}, r, header)

    def _report_drift(self, header: Header) -> None:
        for name in header.missing:
            expected = self.kind.words["column_names"].get(name, name)
            self.report.drifts.append(Drift("table.column_missing", self.table.places[0], None, expected))
        for cell in header.unexpected:
            if any(c.col == cell.col and c.row >= header.first_row and not c.blank for c in self.table.cells):
                self.report.drifts.append(Drift("table.column_unexpected", cell.place, cell.text))

    def _row(self, cells: dict[str, Cell], r: int, header: Header) -> None:
        if "goal" in cells and cells["goal"].text:
            self.goal = value_of(cells["goal"], label=True)
        about = {"goal": self.goal} if self.goal else {}
        label = cells.get("indicator")
        # a blank label takes the header of its column
        named = (
            label if label is not None and label.text else next(c for c in header.cells if self._is_label(c, header))
        )
        about["indicator"] = value_of(named, label=True)
        if self.section.topic:
            about["topic"] = self.section.topic
        if self.section.effort:
            about["effort"] = self.section.effort
        if (source := cells.get("data_source")) is not None and source.text:
            about["data_source"] = value_of(source, label=True)
        for measure in MEASURES:
            cell = cells.get(measure)
            if cell is not None:
                self._values({**about, "measure": RawValue(measure)}, cell, cells.get("year"), (r, header))

    def _is_label(self, cell: Cell, header: Header) -> bool:
        return cell.col == header.columns["indicator"]

    def _values(self, about: dict[str, RawValue], cell: Cell, year: Cell | None, at: tuple[int, Header]) -> None:
        r, header = at
        values = read_values(cell.text) if not cell.problem else [CellValue(cell.text)]
        heading = next((c.text for c in header.cells if c.col == cell.col), None)
        in_percent = any(v.is_percent for v in values)
        periods = _periods(year, sum(not v.aside for v in values))
        for position, value in zip(_positions(values), values, strict=True):
            unit = unit_of(value, [about["indicator"].text, heading], self.kind)
            if in_percent and not value.aside and not value.words:
                unit = "percent"
            columns = {**about, **self._qualified(value, unit, cell), **periods[position]}
            columns |= self._own_period(value, cell)
            columns |= {"unit": RawValue(unit), "value": RawValue(value.text, cell.place, problem=cell.problem)}
            self.report.figures.append(RawFigure("indicator", columns, cell.place, cell.text, self.number, r))

    def _qualified(self, value: CellValue, unit: str, cell: Cell) -> dict[str, RawValue]:
        """The place that a value is about and what divides it from the others of its cell."""
        area: str | None = None
        divisions: list[str] = []
        label = (
            kept(re.sub(rf"\s*\(?(?<!\d){YEAR}(?!\d)\)?\s*$", "", value.label or "").strip(" ,"))
            if value.label
            else None
        )
        if label:
            area = self.places.name_of(label)
            divisions += [] if area else [label]
        if value.words and unit not in self.kind.words["plain_units"]:
            there = re.match(r"^(?:i|på|for)\s+(.+)$", value.words)
            place = self.places.name_of(there.group(1)) if there and area is None else None
            area = area or place
            divisions += [] if place else [value.words]
        out = {"area": RawValue(area, cell.place)} if area else {}
        return {**out, "breakdown": RawValue(" / ".join(divisions), cell.place)} if divisions else out

    def _own_period(self, value: CellValue, cell: Cell) -> dict[str, RawValue]:
        """The year that a value names for itself: ``72 % (2019)``."""
        year = year_in(value.label)
        return {"year": RawValue(year, cell.place)} if year else {}


def _positions(values: Sequence[CellValue]) -> list[int]:
    """The place in the row of values that each belongs to; an aside shares that of the value before it."""
    out: list[int] = []
    for value in values:
        out.append((out[-1] if out else 0) if value.aside else len(set(out)))
    return out


def _periods(cell: Cell | None, count: int) -> list[dict[str, RawValue]]:
    """The period of each of a cell's values: one for all, or as many years as values."""
    if cell is None or cell.blank:
        return [{}] * max(count, 1)
    shown = _mended(cell.text)
    if period := period_of(shown):
        label = {"period_label": RawValue(period.label, cell.place)} if period.label else {}
        year = {"year": RawValue(period.year, cell.place)} if period.year else {}
        return [{**year, **label}] * max(count, 1)
    years = re.findall(rf"(?<!\d){YEAR}(?!\d)", shown)
    if len(years) == count > 1:
        return [{"year": RawValue(y, cell.place)} for y in years]
    first = {"year": RawValue(years[0], cell.place)} if len(set(years)) == 1 else {}
    return [{**first, "period_label": RawValue(shown, cell.place)}] * max(count, 1)


def _mended(text: str) -> str:
    """A school year that a narrow column broke, in one piece: ``Skoleår et 2017/1 8``."""
    whole = re.sub(r"(?i)\b(skole)\s?(år)\s?(et)?(?=\s|\d)", r"\1\2\3", text)
    return re.sub(rf"({YEAR})\s*([/–-])\s*(\d)\s?(\d)(?!\d)", r"\1\2\3\4", whole)
