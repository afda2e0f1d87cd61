"""Tables that stand so close that they were read as one, cut apart again at the header rows within."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.kinds.headers import Row
from extractors.model import Cell, Table

Begins = Callable[[Sequence[Row], int], bool]


@dataclass(frozen=True, slots=True)
class TablePart:
    """Some rows of a table as a table of their own; ``offset`` is the row of the whole that it begins with.

    Its title is that of the whole for the first part, and what stands alone in the row above for the others.
    """

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
        title = table.title if start == 0 else _heading(grid[start - 1], start - 1)
        yield TablePart(Table(cells, table.places, title, loose=table.loose), start)


def _heading(row: Row, r: int) -> str | None:
    """The text of a row that holds one bold cell alone: the title of the table below."""
    cells = own_cells(row, r)
    return cells[0].text if len(cells) == 1 and cells[0].bold else None


def own_cells(row: Row, r: int) -> list[Cell]:
    """The filled cells that begin in a row of a grid."""
    out: list[Cell] = []
    for cell in row:
        if cell is not None and cell.row == r and not cell.blank and (not out or out[-1] is not cell):
            out.append(cell)
    return out


def is_dash(cell: Cell) -> bool:
    """Whether a cell of amounts holds none: it is blank, or has a dash where an amount would stand."""
    return cell.blank or (cell.native is None and not cell.problem and not re.search(r"\w", cell.text))
