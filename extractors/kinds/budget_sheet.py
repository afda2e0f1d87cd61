"""Budget sheets: expenditure posts by year, then who pays, in sections that each end with a sum."""

from __future__ import annotations

import re

from extractors.kinds.budget_columns import Columns, own_cells, read_columns
from extractors.kinds.effort_table import FIGURE, value_of
from extractors.kinds.headers import Row
from extractors.kinds.kind import Kind
from extractors.kinds.metadata import describe
from extractors.kinds.money_unit import scale_said
from extractors.kinds.stated_financing import stated_financing
from extractors.kinds.table_parts import is_dash
from extractors.labels import kept, key
from extractors.model import Cell, Document, Table
from extractors.raw import Drift, RawFigure, RawReport, RawValue


def interpret(document: Document, kind: Kind) -> RawReport:
    """Every amount of the sheet: a row a line and year, a row a line and payer, stated sums marked as such."""
    report = RawReport(kind.name, kind.version, decimal_mark=kind.decimal_mark, group_mark=kind.group_mark)
    report.period = stated_period(document, kind)
    describe(report, document, kind)
    area = _labelled(document, kind.words["area"])
    report.about = [area.text] if area and area.text else []
    add_sheets(report, document, kind)
    return report


def add_sheets(report: RawReport, document: Document, kind: Kind) -> int:
    """Adds the amounts of every budget sheet's table to a report, of whatever kind; returns how many there are.

    A table with the same columns as the one before it goes on with it: with its sections, its rows and its number.
    """
    scale = _scale(document, kind)
    before: _Reader | None = None
    found = 0
    for number, table in enumerate(document.tables):
        columns = read_columns(table, kind)
        if columns is None:
            continue
        found += 1
        _report_drift(report, table, columns, kind)
        if report.period is None:
            report.period = _period_of(columns, table)
        reader = _Reader(report, table, number, columns, kind, scale)
        if before is not None and before.goes_on_in(reader):
            reader.go_on_from(before)
        reader.read()
        before = reader
    report.financing += stated_financing(document, kind, scale) if found else []
    return found


class _Reader:
    """Reads the rows of one sheet, section by section."""

    def __init__(self, report: RawReport, table: Table, number: int, columns: Columns, kind: Kind, scale: int) -> None:
        self.report, self.table, self.number = report, table, number
        self.columns, self.kind, self.scale = columns, kind, scale
        self.section: RawValue | None = None
        self.offset = 0
        self.sums = {key(s) for s in kind.words["sums"]}
        self.placeholders = [re.compile(p, re.IGNORECASE) for p in kind.words["placeholder"]]

    def read(self) -> None:
        """All rows below the header."""
        grid = self.table.grid()
        for r in range(self.columns.first_row, len(grid)):
            cells = own_cells(grid[r], grid, r)
            amounts = [c for c in cells if c.col in self._amount_columns()]
            if not cells or self._is_header(cells):
                continue
            if not amounts:
                self._begin_section(cells)
            else:
                self._add_row(grid[r], amounts, r)

    def goes_on_in(self, other: _Reader) -> bool:
        """Whether another table is the next page of this one."""
        ours, theirs = self.columns, other.columns
        paged = self.table.places[0].sheet is None
        return paged and (ours.years, ours.sources) == (theirs.years, theirs.sources) and ours.amounts == theirs.amounts

    def go_on_from(self, before: _Reader) -> None:
        """Takes over the number, the section and the roles of the page before."""
        self.number, self.section = before.number, before.section
        self.offset = before.offset + before.table.row_count
        self.columns.roles = {**self.columns.roles, **before.columns.roles}

    def _amount_columns(self) -> set[int]:
        return set(self.columns.amounts)

    def _is_header(self, cells: list[Cell]) -> bool:
        """A row that names the columns again, or names those that the header left open."""
        texts = [c for c in cells if c.col not in self._amount_columns()]
        named = {c.col: spec.name for c in texts for spec in self.kind.columns if key(c.text) in spec.headers}
        if not named or len(named) < len(texts):
            return False
        self.columns.roles.update(named)
        return True

    def _begin_section(self, cells: list[Cell]) -> None:
        if len(cells) != 1 or self._is_placeholder(cells[0].text):
            return
        if FIGURE.search(cells[0].text):
            self.report.drifts.append(Drift("table.number_unread", cells[0].place, cells[0].text))
        else:
            self.section = value_of(cells[0], label=True)

    def _is_placeholder(self, text: str | None) -> bool:
        return not text or any(p.match(text) for p in self.placeholders)

    def _text_at(self, row: Row, role: str) -> RawValue | None:
        col = self.columns.first(role)
        cell = row[col] if col is not None else None
        if cell is None or self._is_placeholder(cell.text):
            return None
        return RawValue(kept(cell.text), cell.place)

    def _add_row(self, row: Row, amounts: list[Cell], r: int) -> None:
        line, line_type = self._text_at(row, "line"), self._text_at(row, "line_type")
        if line is None and line_type is None and all(_is_nothing(c) for c in amounts):
            return  # a line of the form that nobody filled in
        is_sum = line is not None and self._is_sum(line.text)
        about = {} if self.section is None else {"effort": self.section}
        if line is not None:
            about["line"] = line
        if line_type is not None and not (line and line.text == line_type.text):
            about["line_type"] = line_type
        if note := self._text_at(row, "note"):
            about["note"] = note
        for cell in amounts:
            if not is_dash(cell):
                self._add(about, cell, r, is_sum)
        if is_sum:
            self.section = None

    def _is_sum(self, text: str | None) -> bool:
        k = key(text)
        return k in self.sums or k.endswith("ialt") or k.startswith("ialt")

    def _add(self, about: dict[str, RawValue], cell: Cell, r: int, is_sum: bool) -> None:
        values = {**about, "measure": RawValue("budget"), "amount_dkk": value_of(cell)}
        is_line_total = False
        if cell.col in self.columns.years:
            values["year"] = RawValue(self.columns.years[cell.col], cell.place)
        elif cell.col in self.columns.sources:
            values["source"] = RawValue(self._source_of(cell), cell.place)
        else:
            is_line_total = True
        number, row = self.number, self.offset + r
        self.report.figures.append(
            RawFigure("budget", values, cell.place, cell.text, number, row, self.scale, is_sum or is_line_total)
        )

    def _source_of(self, cell: Cell) -> str:
        covered = [
            self.columns.sources[c] for c in range(cell.col, cell.col + cell.colspan) if c in self.columns.sources
        ]
        for name, parts in self.kind.words["merged_sources"].items():
            if len(covered) > 1 and set(covered) <= set(parts):
                return name
        return covered[0]


def _is_nothing(cell: Cell) -> bool:
    if cell.native is not None or cell.problem:
        return cell.problem is None and cell.native == 0
    return key(cell.text) in {"", "0"}


def _report_drift(report: RawReport, table: Table, columns: Columns, kind: Kind) -> None:
    for col, cell in columns.unknown.items():
        if any(not c.blank for c in table.cells if c.col == col and c.row >= columns.first_row):
            report.drifts.append(Drift("table.column_unexpected", cell.place, cell.text))


def _labelled(document: Document, patterns: list[str]) -> RawValue | None:
    for line in document.lines:
        for pattern in patterns:
            if m := re.search(pattern, line.text, re.IGNORECASE):
                return RawValue(m.group(1).strip(), line.place)
    return None


def stated_period(document: Document, kind: Kind) -> RawValue | None:
    """From the start to the end that a budget sheet states above its table; None where it states none."""
    start, end = _labelled(document, kind.words["start"]), _labelled(document, kind.words["end"])
    if start is None or end is None:
        return None
    return RawValue(f"{start.text} – {end.text}", start.place)


def _period_of(columns: Columns, table: Table) -> RawValue | None:
    years = sorted(columns.years.values())
    return RawValue(f"{years[0]} – {years[-1]}", table.places[0]) if years else None


def _scale(document: Document, kind: Kind) -> int:
    """What the sheet says of its unit, else what the kind declares."""
    return scale_said(["\n".join(line.text for line in document.lines)], kind) or kind.scale
