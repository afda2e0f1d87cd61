"""Which column of a budget sheet is what: lines, years, who pays, totals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.kinds.headers import Row, likeness
from extractors.kinds.kind import Kind
from extractors.labels import key
from extractors.model import Cell, Table

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
        cells = own_cells(row, grid, r)
        texts = [c.text for c in cells if c.text]
        if r and len(texts) == 1 and (cells[0].colspan > 3 or cells[0].colspan == 1):
            return r
        if any((NUMBER.match(t) and not YEAR.match(t)) for t in texts):
            return r
    return len(grid)


def own_cells(row: Row, grid: Sequence[Row], r: int) -> list[Cell]:
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
    """Who pays, by a header's words; None also where they name several: whose the amounts are cannot be told."""
    words = key(" ".join(c.text for c in path))
    ways = kind.words["sources"].items()
    named = [source for source, all_of in ways if any(all(key(w) in words for w in way) for way in all_of)]
    return named[0] if len(named) == 1 else None
