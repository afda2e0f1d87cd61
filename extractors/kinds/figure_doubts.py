"""Why the labels of a table's figures may not be their own: what shows that the table was not read as it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extractors.kinds.figure_rows import FigureTable
from extractors.kinds.figure_table import FigureColumn, is_value, says_nothing
from extractors.kinds.headers import Row
from extractors.kinds.kind import Kind
from extractors.kinds.table_parts import own_cells
from extractors.model import Cell
from extractors.raw import RawFigure

FEW = 2  # rows: fewer with numbers in other columns may be a part of the table
NO_NAMES = ("value", "unit")  # columns of a figure that are no part of what it is called


def mark_doubts(figures: Sequence[RawFigure], found: FigureTable, kind: Kind) -> None:
    """Sets the doubt of each figure of a table; the surest reason first, one for a whole table before one for a row."""
    whole = _of_table(found, kind)
    names = Counter(_names(f) for f in figures)
    rows = {f.row: _of_row(f.row - found.offset, found) for f in figures}
    moved = _moved(found)
    for figure in figures:
        shared = "shared" if names[_names(figure)] > 1 else None
        below = "moved" if moved is not None and figure.row - found.offset > moved else None
        figure.doubt = whole or below or rows[figure.row] or shared


def _of_table(found: FigureTable, kind: Kind) -> str | None:
    columns = found.shape.columns
    if found.table.loose or (found.topic and (is_value(found.topic) or says_nothing(found.topic, kind))):
        return "loose"
    if len(columns) > 1 and any(_is_nameless(c) for c in columns):
        return "nameless"
    headers = [found.shape.label_header, *(cell for c in columns for cell in c.path)]
    return "gapped" if any(cell is not None and cell.gapped for cell in headers) else None


def _is_nameless(column: FigureColumn) -> bool:
    return column.name is None and column.period is None and column.measure is None


def _of_row(r: int, found: FigureTable) -> str | None:
    grid, label = found.table.grid(), found.shape.label_col
    columns = [c.col for c in found.shape.columns]
    if any(cell.gapped for cell in _cells(grid[r], [*columns, *([label] if label is not None else [])])):
        return "gapped"
    if label is None or _cells(grid[r], [label]):
        return None
    others = [row for row in grid[found.shape.first_row :] if _cells(row, columns) and _cells(row, [label])]
    return "unlabelled" if others else None


def _moved(found: FigureTable) -> int | None:
    """The row below which the numbers stand in other columns than above: below a heading, or in quite other ones."""
    grid, first = found.table.grid(), found.shape.first_row
    numbers = [{cell.col for cell in own_cells(row, r) if is_value(cell.text)} for r, row in enumerate(grid)]
    for r in range(first + 1, len(grid) - 1):
        above, below = set().union(*numbers[first : r + 1]), set().union(*numbers[r + 1 :])
        other = above != below if _is_heading(grid, r) else not above & below and r + FEW < len(grid)
        if above and below and other:
            return r
    return None


def _is_heading(grid: Sequence[Row], r: int) -> bool:
    cells = own_cells(grid[r], r)
    return len(cells) == 1 and not is_value(cells[0].text) and cells[0].bold and cells[0].col == 0


def _cells(row: Row, columns: Sequence[int]) -> list[Cell]:
    """The filled cells of a row in some columns."""
    return [cell for c in columns if (cell := row[c]) is not None and not cell.blank]


def _names(figure: RawFigure) -> tuple[tuple[str, str | None], ...]:
    return tuple(sorted((name, value.text) for name, value in figure.values.items() if name not in NO_NAMES))
