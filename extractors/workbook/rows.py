"""The rows of a sheet as its layout is read from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from extractors.model import Cell
from extractors.workbook.sheet import Sheet

MAX_SPAN = 200  # rows that a merged cell is followed down
YEARS = range(1990, 2101)


@dataclass(slots=True)
class Row:
    """A row with at least one filled cell.

    ``spanning`` are its merged cells, ``above`` those of earlier rows that reach into it.
    """

    index: int
    cells: list[Cell] = field(default_factory=list)
    above: list[Cell] = field(default_factory=list)
    spanning: list[Cell] = field(default_factory=list)
    framed: int = 0  # cells with a border or fill, filled or not

    @property
    def is_wide(self) -> bool:
        """Whether two or more columns are filled, as in a row of a table."""
        return len(self.cells) + len(self.above) > 1

    @property
    def texts(self) -> tuple[str, ...]:
        """The row's texts for comparing headers."""
        return tuple(c.text.casefold() for c in self.cells)

    @property
    def starts(self) -> set[int]:
        """Columns at which a filled cell begins."""
        return {c.col for c in self.cells}


def rows_of(sheet: Sheet) -> list[Row]:
    """The rows that hold something, from the top, their cells from the left."""
    rows = {index: Row(index, cells, framed=sheet.framed.get(index, 0)) for index, cells in sorted(sheet.rows.items())}
    for cell in sheet.spanning:
        rows[cell.row].spanning.append(cell)
        for index in range(cell.row + 1, cell.row + min(cell.rowspan, MAX_SPAN)):
            if index in rows:
                rows[index].above.append(cell)
    return list(rows.values())


def blocks_of(rows: list[Row], framed: dict[int, int]) -> list[list[Row]]:
    """Runs of rows with no blank row between; a row with a frame of its own but no text is not blank."""
    blocks: list[list[Row]] = []
    for row in rows:
        if blocks and blank_rows(blocks[-1][-1], row, framed) == 0:
            blocks[-1].append(row)
        else:
            blocks.append([row])
    return blocks


def blank_rows(before: Row, after: Row, framed: dict[int, int]) -> int:
    """How many rows without text, frame or merged cell stand between two rows."""
    if after.index == before.index + 1:
        return 0
    reach = max((c.row + c.rowspan for c in (*before.cells, *before.above)), default=0)
    first = max(before.index + 1, reach)
    if after.index - first > 100:
        return after.index - first
    return sum(1 for index in range(first, after.index) if framed.get(index, 0) < 2)


def is_year(cell: Cell) -> bool:
    """Whether a cell holds a number that reads as a year."""
    value = cell.native
    return isinstance(value, Decimal) and value in YEARS


def is_wording(cell: Cell) -> bool:
    """Whether a cell may name a column: a text or a year."""
    return cell.problem is None and (cell.native is None or is_year(cell))


def is_number(cell: Cell) -> bool:
    """Whether a cell holds a number, or a number that could not be had."""
    return isinstance(cell.native, Decimal) or cell.problem is not None


def columns_covered(rows: Iterable[Row]) -> set[int]:
    """Every column that the rows' cells stand in, merged cells with their whole width (at most ``MAX_SPAN``)."""
    covered: set[int] = set()
    for row in rows:
        covered |= row.starts
        for cell in row.spanning:
            covered.update(range(cell.col, cell.col + min(cell.colspan, MAX_SPAN)))
    return covered
