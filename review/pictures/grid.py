"""A part of a sheet as a page shows it: rows of cells, with what a template has to know of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from extractors.model import Cell
from extractors.workbook.addresses import address, parse_range
from extractors.workbook.window import Band, SheetName, SheetWindow

NO_RESULT = "formula"


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell that is drawn; ``address`` such as ``C14``, for a merged one that of its first cell.

    ``text`` is what the program shows, as far as the reader knows; ``problem`` an error value such as ``#REF!``, or
    ``formula`` for a formula without a stored result. ``marks`` are raised note marks after the text. ``is_number``
    tells that it belongs to the right, ``fill`` that it is coloured (``#RRGGBB`` where that is known).
    """

    address: str
    text: str = ""
    marks: str = ""
    problem: str | None = None
    rowspan: int = 1
    colspan: int = 1
    bold: bool = False
    is_number: bool = False
    fill: str | None = None
    marked: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row by its number from 1, and its cells from the left; cells under a merged one are left out."""

    number: int
    hidden: bool
    cells: list[GridCell]


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column by its letters."""

    letters: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class SheetGrid:
    """A part of a sheet. ``row_count`` and ``col_count`` are how far the whole sheet is filled.

    ``above``, ``below``, ``before`` and ``after`` are the corners (``A61``) of the parts around it, None where it ends.
    """

    sheets: list[SheetName]
    sheet: SheetName
    columns: list[GridColumn]
    rows: list[GridRow]
    row_count: int
    col_count: int
    above: str | None
    below: str | None
    before: str | None
    after: str | None


def grid_of(window: SheetWindow, marked: str | None) -> SheetGrid:
    """The grid of a window; ``marked`` is the cell, or range of cells, that is to be seen."""
    box = parse_range(marked) if marked else None
    cells = {(cell.row, cell.col): cell for cell in window.cells}
    covered = {at for cell in window.cells for at in _area(cell)} - cells.keys()
    rows = []
    for row in window.rows:
        seen = [column for column in window.columns if (row.number, column.number) not in covered]
        drawn = [_cell(cells.get((row.number, column.number)), row, column, box) for column in seen]
        rows.append(GridRow(row.number + 1, row.hidden, drawn))
    columns = [GridColumn(column.name, column.hidden) for column in window.columns]
    sheet = window.sheets[window.sheet]
    return SheetGrid(window.sheets, sheet, columns, rows, window.row_count, window.col_count, *_around(window))


def _area(cell: Cell) -> Iterable[tuple[int, int]]:
    return product(range(cell.row, cell.row + cell.rowspan), range(cell.col, cell.col + cell.colspan))


def _cell(cell: Cell | None, row: Band, col: Band, box: tuple[int, int, int, int] | None) -> GridCell:
    hidden = row.hidden or col.hidden
    if cell is None:
        return GridCell(address(row.number, col.number), marked=_meets(box, row, col, 1, 1), hidden=hidden)
    return GridCell(
        cell.place.cell or address(row.number, col.number),
        cell.text,
        cell.marks,
        cell.problem,
        cell.rowspan,
        cell.colspan,
        cell.bold,
        isinstance(cell.native, Decimal),
        cell.fill,
        _meets(box, row, col, cell.rowspan, cell.colspan),
        hidden,
    )


def _meets(box: tuple[int, int, int, int] | None, row: Band, col: Band, rowspan: int, colspan: int) -> bool:
    if box is None:
        return False
    down = box[0] < row.number + rowspan and row.number <= box[2]
    return down and box[1] < col.number + colspan and col.number <= box[3]


def _around(window: SheetWindow) -> tuple[str | None, str | None, str | None, str | None]:
    """The corners of the parts above, below, before and after."""
    top, left = window.rows[0].number, window.columns[0].number
    bottom, right = window.rows[-1].number + 1, window.columns[-1].number + 1
    high, wide = bottom - top, right - left
    return (
        address(max(top - high, 0), left) if top else None,
        address(bottom, left) if bottom < window.row_count else None,
        address(top, max(left - wide, 0)) if left else None,
        address(top, right) if right < window.col_count else None,
    )
