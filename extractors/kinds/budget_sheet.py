"""Budget sheets: expenditure posts by year, then who pays, in sections that each end with a sum."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.kinds.effort_table import value_of
from extractors.kinds.headers import Row, likeness
from extractors.kinds.kind import Kind
from extractors.kinds.metadata import describe
from extractors.labels import kept, key
from extractors.model import Cell, Document, Table
from extractors.raw import Drift, RawFigure, RawReport, RawValue

YEAR = re.compile(r"^(?:(?:år|budget)\s*)?((?:19|20)\d\d)$", re.IGNORECASE)
NUMBER = re.compile(r"^[\s(+\-−–]*\d[\d.,\s]*[)\-]*\s*(?:t?\.?\s?kr\.?)?$")


@dataclass(slots=True)
class Columns:
    """Roles of a sheet's columns by position: ``line``, ``line_type``, ``total``, ``note``, a year or a source."""

    roles: dict[int, str] = field(default_factory=dict)
    years: dict[int, str] = field(default_factory=dict)
    sources: dict[int, str] = field(default_factory=dict)
    unknown: dict[int, Cell] = field(default_factory=dict)
    first_row: int = 0

    @property
    def amounts(self) -> list[int]:
        """Positions of the columns that hold amounts."""
        total = [c for c, role in self.roles.items() if role == "total"]
        return sorted([*self.years, *self.sources, *total])

    def first(self, role: str) -> int | None:
        """Position of the first column with a role."""
        return min((c for c, r in self.roles.items() if r == role), default=None)


def interpret(document: Document, kind: Kind) -> RawReport:
    """Every amount of the sheet: a row a line and year, a row a line and payer, stated sums marked as such."""
    report = RawReport(kind.name, kind.version, decimal_mark=kind.decimal_mark, group_mark=kind.group_mark)
    report.period = _period(document, kind)
    describe(report, document, kind)
    area = _labelled(document, kind.words["area"])
    report.about = [area.text] if area and area.text else []
    scale = _scale(document, kind)
    for number, table in enumerate(document.tables):
        columns = read_columns(table, kind)
        if columns is None:
            continue
        _report_drift(report, table, columns, kind)
        if report.period is None:
            report.period = _period_of(columns, table)
        _Reader(report, table, number, columns, kind, scale).read()
    return report


def read_columns(table: Table, kind: Kind) -> Columns | None:
    """The roles of a table's columns by the header rows at its top, None where it is no budget sheet."""
    grid = table.grid()
    columns = Columns()
    top = _header_end(grid)
    for col in range(table.col_count):
        path = [c for c in _column(grid[:top], col) if c.text]
        _set_role(columns, col, path, kind)
    columns.first_row = top
    named = columns.first("line") is not None and columns.first("total") is not None
    return columns if named and (columns.years or columns.sources) else None


def column_names(table: Table, kind: Kind) -> set[str]:
    """The names of the columns that a budget sheet's table has, ``year`` and ``source`` among them."""
    columns = read_columns(table, kind)
    if columns is None:
        return set()
    return {*columns.roles.values(), *(["year"] if columns.years else []), *(["source"] if columns.sources else [])}


def _header_end(grid: Sequence[Row]) -> int:
    """The first row that names a section or holds an amount that is no year."""
    for r, row in enumerate(grid):
        cells = _own(row, grid, r)
        texts = [c.text for c in cells if c.text]
        if r and len(texts) == 1 and (cells[0].colspan > 3 or cells[0].colspan == 1):
            return r
        if any((NUMBER.match(t) and not YEAR.match(t)) for t in texts):
            return r
    return len(grid)


def _own(row: Row, grid: Sequence[Row], r: int) -> list[Cell]:
    """The filled cells that begin in a row."""
    out: list[Cell] = []
    for cell in row:
        if cell is not None and cell.row == r and not cell.blank and (not out or out[-1] is not cell):
            out.append(cell)
    return out


def _column(rows: Sequence[Row], col: int) -> list[Cell]:
    out: list[Cell] = []
    for row in rows:
        cell = row[col]
        if cell is not None and (not out or out[-1] is not cell):
            out.append(cell)
    return out


def _set_role(columns: Columns, col: int, path: list[Cell], kind: Kind) -> None:
    if not path:
        return
    last = path[-1]
    if year := YEAR.match(last.text):
        columns.years[col] = year.group(1)
    elif source := _source(path, kind):
        columns.sources[col] = source
    else:
        scores = [(likeness(c.text, spec.headers), spec.name) for c in path for spec in kind.columns]
        best, name = max(scores, default=(0.0, ""))
        if best:
            columns.roles[col] = name
        else:
            columns.unknown[col] = last


def _source(path: list[Cell], kind: Kind) -> str | None:
    words = key(" ".join(c.text for c in path))
    for source, ways in kind.words["sources"].items():
        if any(all(key(w) in words for w in way) for way in ways):
            return source
    return None


class _Reader:
    """Reads the rows of one sheet, section by section."""

    def __init__(self, report: RawReport, table: Table, number: int, columns: Columns, kind: Kind, scale: int) -> None:
        self.report, self.table, self.number = report, table, number
        self.columns, self.kind, self.scale = columns, kind, scale
        self.section: RawValue | None = None
        self.sums = {key(s) for s in kind.words["sums"]}
        self.placeholders = [re.compile(p, re.IGNORECASE) for p in kind.words["placeholder"]]

    def read(self) -> None:
        """All rows below the header."""
        grid = self.table.grid()
        for r in range(self.columns.first_row, len(grid)):
            cells = _own(grid[r], grid, r)
            amounts = [c for c in cells if c.col in self._amount_columns()]
            if not cells or self._is_header(cells):
                continue
            if not amounts:
                self._begin_section(cells)
            else:
                self._add_row(grid[r], amounts, r)

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
        if len(cells) == 1 and not self._is_placeholder(cells[0].text):
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
        self.report.figures.append(
            RawFigure("budget", values, cell.place, cell.text, self.number, r, self.scale, is_sum or is_line_total)
        )

    def _source_of(self, cell: Cell) -> str:
        covered = [self.columns.sources[c] for c in range(cell.col, cell.col + cell.colspan) if c in self.columns.sources]
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


def _period(document: Document, kind: Kind) -> RawValue | None:
    """From the start to the end that the sheet states."""
    start, end = _labelled(document, kind.words["start"]), _labelled(document, kind.words["end"])
    if start is None or end is None:
        return None
    return RawValue(f"{start.text} – {end.text}", start.place)


def _period_of(columns: Columns, table: Table) -> RawValue | None:
    years = sorted(columns.years.values())
    return RawValue(f"{years[0]} – {years[-1]}", table.places[0]) if years else None


def _scale(document: Document, kind: Kind) -> int:
    """What the sheet says of its unit, else what the kind declares."""
    for scale, patterns in kind.words["scales"].items():
        for line in document.lines:
            if any(re.search(p, line.text, re.IGNORECASE) for p in patterns):
                return int(scale)
    return kind.scale
