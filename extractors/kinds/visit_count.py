"""Counts of visits: a row a place, a column a month, and the sums of both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from extractors.kinds.effort_table import value_of
from extractors.kinds.headers import LOOK, Row, likeness
from extractors.kinds.kind import Kind
from extractors.kinds.metadata import describe
from extractors.kinds.periods import Period, period_of
from extractors.kinds.table_parts import TablePart, own_cells, parts_of
from extractors.labels import kept, key
from extractors.model import Cell, Document, Table
from extractors.raw import Drift, RawFigure, RawReport, RawValue

READ = ("place", "total")  # beside the periods; other columns that the kind names only tell it from other kinds
PERIODS = 2  # columns that name a month or a year: with fewer a table tells nothing over time


@dataclass(slots=True)
class Columns:
    """Where the columns of a table are; ``first_row`` is the first row below the header."""

    first_row: int
    named: dict[str, int]
    periods: dict[int, Period]
    unknown: list[Cell]


def interpret(document: Document, kind: Kind) -> RawReport:
    """An indicator for each place and month, and for each stated sum."""
    report = RawReport(kind.name, kind.version, decimal_mark=kind.decimal_mark, group_mark=kind.group_mark)
    describe(report, document, kind)
    for number, table in enumerate(document.tables):
        for part in parts_of(table, lambda grid, r: _is_header(grid, r, kind)):
            columns = _columns(part.table, kind)
            if columns is not None:
                report.drifts += [Drift("table.column_unexpected", c.place, c.text) for c in columns.unknown]
                report.figures += _figures(part, number, columns, report, kind)
    report.about = _sender(document, kind) or _places(report)
    return report


def column_names(table: Table, kind: Kind) -> set[str]:
    """The names of the kind's columns that a table has, ``period`` among them; none where it is no count by place."""
    columns = _columns(table, kind)
    return {*columns.named, "period"} if columns is not None else set()


def _columns(table: Table, kind: Kind) -> Columns | None:
    """The columns by the first row that names places and periods."""
    grid = table.grid()
    return next((_read_header(grid, r, kind) for r in range(min(LOOK, len(grid))) if _is_header(grid, r, kind)), None)


def _is_header(grid: Sequence[Row], r: int, kind: Kind) -> bool:
    columns = _read_header(grid, r, kind)
    return "place" in columns.named and len(columns.periods) >= PERIODS


def _read_header(grid: Sequence[Row], r: int, kind: Kind) -> Columns:
    columns = Columns(r + 1, {}, {}, [])
    for cell in own_cells(grid[r], r):
        period = period_of(cell.text) or _month_of(cell)
        best = max(kind.columns, key=lambda c: likeness(cell.text, c.headers))
        if period is not None:
            columns.periods[cell.col] = period
            continue
        known = likeness(cell.text, best.headers) and best.name not in columns.named
        if known:
            columns.named[best.name] = cell.col
        if not known or best.name not in READ:
            columns.unknown.append(cell)
    return columns


def _month_of(cell: Cell) -> Period | None:
    """The month that a workbook's cell begins: its header may be the first day of it, shown as a whole date."""
    day = cell.native
    return Period(str(day.year), cell.text) if isinstance(day, date) and day.day == 1 else None


def _figures(part: TablePart, number: int, columns: Columns, report: RawReport, kind: Kind) -> Iterator[RawFigure]:
    grid = part.table.grid()
    about = _about(part.table, grid[columns.first_row - 1][columns.named["place"]], report, kind)
    for r in range(columns.first_row, len(grid)):
        place = grid[r][columns.named["place"]]
        if place is None or place.blank:
            continue
        is_sum = key(place.text) in {key(word) for word in kind.words["sums"]}
        row = about if is_sum else {**about, "area": value_of(place, label=True)}
        for cell, period in _values(grid[r], r, columns):
            if cell.text.casefold() not in kind.words["no_value"]:
                total = is_sum or period is None
                values = {**row, **_when(period, cell, columns, report), "value": value_of(cell)}
                yield RawFigure("indicator", values, cell.place, cell.text, number, part.offset + r, is_total=total)


def _values(row: Row, r: int, columns: Columns) -> Iterator[tuple[Cell, Period | None]]:
    """The filled cells of a row with their periods; none for the cell that states the row's sum."""
    for cell in own_cells(row, r):
        if cell.col in columns.periods or cell.col == columns.named.get("total"):
            yield cell, columns.periods.get(cell.col)


def _about(table: Table, corner: Cell | None, report: RawReport, kind: Kind) -> dict[str, RawValue]:
    """What all values of a table have in common: the heading above it, what is counted, the unit.

    A heading that was read into the corner of the table is one, too. Without one the report's title tells.
    """
    headings = [corner.text if corner else None, kept(table.title), report.title.text if report.title else None]
    told = [(name, text) for text in headings if text for name in _counted(text, kind)]
    indicator, topic = told[0] if told else (headings[1] or headings[2], headings[1] or headings[2])
    named = {"topic": topic, "indicator": indicator, "unit": "count"}
    return {name: RawValue(text, table.places[0]) for name, text in named.items()}


def _counted(heading: str, kind: Kind) -> list[str]:
    """What a heading says that is counted, by the kind's words."""
    known = kind.words["indicators"].items()
    return [name for name, words in known if re.search(words, heading, re.IGNORECASE)]


def _when(period: Period | None, cell: Cell, columns: Columns, report: RawReport) -> dict[str, RawValue]:
    """A month without a year of its own, and a sum over months, are of the report's year; a sum over years of none."""
    years = {p.year for p in columns.periods.values() if p.year}
    if period is None:
        year = RawValue(years.pop(), cell.place) if len(years) == 1 else None if years else report.period
    else:
        year = RawValue(period.year, cell.place) if period.year else report.period
    label = RawValue(period.label if period is not None else None, cell.place)
    return {"year": year or RawValue(None), "period_label": label}


def _sender(document: Document, kind: Kind) -> list[str]:
    """Who sends the report, by a line that says so."""
    found = (re.search(kind.words["sender"], text, re.IGNORECASE) for text, _ in document.texts())
    return next(([m.group(1).strip()] for m in found if m), [])


def _places(report: RawReport) -> list[str]:
    """The places that are counted: what a report is about that names no sender."""
    areas = (figure.values["area"].text for figure in report.figures if "area" in figure.values)
    return list(dict.fromkeys(a for a in areas if a))
