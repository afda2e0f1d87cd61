"""Tables of amounts by line (or effort) and year: which column is what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.kinds.headers import LOOK, SHORT, Row, likeness
from extractors.kinds.kind import Kind
from extractors.model import Cell, Table

YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
AMOUNT = re.compile(
    r"^[(+\-−–]?\s*\d{1,3}(?:[. ]?\d{3})*(?:,\d+)?\s*\)?\s*(?:t\.?\s?kr\.?|kr\.?)?(?:,-)?$", re.IGNORECASE
)
LABELS = ("effort", "area", "note")  # a year in their header is no column of amounts


@dataclass(slots=True)
class YearColumns:
    """Positions of the columns by name, of the years, and of those that no one knows.

    ``first_row`` is the first row below the header. ``years`` maps a position to the year in its header.
    """

    named: dict[str, int] = field(default_factory=dict)
    years: dict[int, str] = field(default_factory=dict)
    unknown: list[Cell] = field(default_factory=list)
    header: list[Cell] = field(default_factory=list)
    first_row: int = 0

    @property
    def amounts(self) -> list[int]:
        """Positions of the columns that hold amounts, from left to right."""
        return sorted([*self.years, *(self.named[n] for n in ("amount", "total") if n in self.named)])

    def names(self) -> set[str]:
        """The names of the columns, ``year`` among them where there are years."""
        return {*self.named, *(["year"] if self.years else [])}


def read_columns(table: Table, kind: Kind) -> YearColumns | None:
    """The columns by the header row that names most of them; None where none names amounts and what they are for."""
    best: YearColumns | None = None
    grid = table.grid()
    for r, row in enumerate(grid[:LOOK]):
        cells = distinct(row)
        if any(AMOUNT.match(c.text) and not _one_year(c.text) for c in cells):
            break
        columns = _named(cells, r, kind)
        if best is None or _worth(columns) > _worth(best):
            best = columns
    if best is None or not best.amounts:
        return None
    if "line" not in best.named and "effort" not in best.named:
        _take_first_as_line(best, grid)
    return best if "line" in best.named or "effort" in best.named else None


def distinct(row: Row) -> list[Cell]:
    """The cells of a row, a spanning one once."""
    return [c for i, c in enumerate(row) if c is not None and (i == 0 or row[i - 1] is not c)]


def _named(cells: Sequence[Cell], r: int, kind: Kind) -> YearColumns:
    columns = YearColumns(header=[c for c in cells if c.text], first_row=r + 1)
    for cell in cells:
        if (year := _one_year(cell.text)) and not _label_column(cell, kind):
            columns.years[cell.col] = year
    wishes = [
        (score, -cell.col, spec.name, cell)
        for cell in cells
        for spec in kind.columns
        if cell.col not in columns.years and (score := likeness(cell.text, spec.headers))
    ]
    for _, _, name, cell in sorted(wishes, key=lambda w: w[:3], reverse=True):
        taken = cell.col in columns.named.values()
        if not taken and name not in columns.named and not _doubtful(name, cell, bool(columns.years), kind):
            columns.named[name] = cell.col
    known = {*columns.named.values(), *columns.years}
    columns.unknown = [c for c in cells if c.col not in known]
    return columns


def _doubtful(name: str, cell: Cell, has_years: bool, kind: Kind) -> bool:
    """A header such as `Økonomi` can name the lines or the amounts: the lines where years hold the amounts."""
    if has_years:
        return name == "amount"
    amount, line = (likeness(cell.text, kind.column(n).headers) for n in ("amount", "line"))
    return name == "line" and amount >= line


def _one_year(text: str) -> str | None:
    """The year of a column's header, where it names just one."""
    found = YEAR.findall(text) if len(text) <= SHORT else []
    return found[0] if len(found) == 1 else None


def _label_column(cell: Cell, kind: Kind) -> bool:
    return any(likeness(cell.text, kind.column(name).headers) for name in LABELS)


def _worth(columns: YearColumns) -> int:
    return len(columns.named) + len(columns.years)


def _take_first_as_line(columns: YearColumns, grid: Sequence[Row]) -> None:
    """Takes the first column as the lines where its header is blank or not known: lines come before their amounts."""
    first = columns.amounts[0]
    for col in range(first):
        if col in columns.named.values():
            continue
        if any(c is not None and c.text for c in (row[col] for row in grid[columns.first_row :])):
            columns.named["line"] = col
            columns.unknown = [c for c in columns.unknown if c.col != col]
            return
