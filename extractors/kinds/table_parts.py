"""Tables that stand so close that they were read as one, cut apart again at the header rows within."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.kinds.headers import Row
from extractors.model import Cell, Table

Begins = Callable[[Sequence[Row], int], bool]


@dataclass(frozen=True, slots=True)
class TablePart:
    """Some rows of a table as a table of their own; ``offset`` is the row of the whole that it begins with."""

    table: Table
    offset: int


def parts_of(table: Table, begins: Begins) -> Iterator[TablePart]:
    """The table cut before each row, but the first, that begins a new one; ``begins`` is given the grid and the row."""
    grid = table.grid()
    cuts = [0, *(r for r in range(1, len(grid)) if begins(grid, r)), len(grid)]
    if len(cuts) == 2:
        yield TablePart(table, 0)
        return
    for start, end in pairwise(cuts):
        cells = [replace(c, row=c.row - start) for c in table.cells if start <= c.row < end]
        yield TablePart(Table(cells, table.places, table.title if start == 0 else None), start)


def own_cells(row: Row, r: int) -> list[Cell]:
    """The filled cells that begin in a row of a grid."""
    out: list[Cell] = []
    for cell in row:
        if cell is not None and cell.row == r and not cell.blank and (not out or out[-1] is not cell):
            out.append(cell)
    return out
