"""One sheet as it stands in the file, hidden parts and all, before it is split into tables and lines."""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass, field
from operator import attrgetter

from extractors.model import Cell
from extractors.unreadable import Unreadable

MAX_CELLS = 1_000_000  # filled cells of one workbook

_COLUMN = attrgetter("col")

Span = tuple[int, int]
Box = tuple[int, int, int, int]


@dataclass(slots=True)
class Sheet:
    """The filled cells of a sheet by row, each row from the left; rows and columns count from 0 at ``A1``.

    ``spanning`` are the cells over several rows or columns, once hidden parts are taken out.
    ``merges`` are boxes (first row, first column, last row, last column). ``hidden_rows`` and ``hidden_cols``
    are spans, both ends in. ``framed`` counts a row's cells that have a border or fill, with or without text;
    ``fills`` has the fill of empty cells by row and column.
    """

    name: str
    hidden: bool = False
    rows: dict[int, list[Cell]] = field(default_factory=dict)
    spanning: list[Cell] = field(default_factory=list)
    merges: list[Box] = field(default_factory=list)
    hidden_rows: list[Span] = field(default_factory=list)
    hidden_cols: list[Span] = field(default_factory=list)
    framed: dict[int, int] = field(default_factory=dict)
    fills: dict[tuple[int, int], str] = field(default_factory=dict)

    @property
    def cells(self) -> list[Cell]:
        """The filled cells, row by row."""
        return [cell for row in sorted(self.rows) for cell in self.rows[row]]

    def add(self, cell: Cell) -> None:
        """Add a cell; the rare file that has them out of order, or twice, is put in order."""
        insort(self.rows.setdefault(cell.row, []), cell, key=_COLUMN)

    def add_fill(self, row: int, col: int, fill: str) -> None:
        """Note the fill of an empty cell."""
        if len(self.fills) < MAX_CELLS:
            self.fills[row, col] = fill


def check_cell_count(count: int) -> None:
    """Raises Unreadable where a workbook has more filled cells than a report can have."""
    if count > MAX_CELLS:
        raise Unreadable(
            "report.too_large", f"more than {MAX_CELLS} filled cells", f"højst {MAX_CELLS} udfyldte felter"
        )
