"""A sheet's segments as the lines and tables of the document model."""

from __future__ import annotations

from collections.abc import Callable

from extractors.model import Cell, Line, Table
from extractors.place import Place
from extractors.workbook.rows import MAX_SPAN, Row, rows_of
from extractors.workbook.segments import is_labelled, segments_of
from extractors.workbook.sheet import Sheet

MAX_TITLE_LETTERS = 150
SPARE_BLANKS = 20_000  # a grid of this size is filled with its blank cells, and a larger one that is not mostly blank

Address = Callable[[int, int], str]


def parts_of(sheet: Sheet, address_of: Address) -> list[Line | Table]:
    """The visible sheet in reading order. ``address_of`` gives the address in the file of a seen row and column."""
    parts: list[Line | Table] = []
    above: list[Line] = []
    for segment in segments_of(rows_of(sheet.cells, sheet.framed), sheet.framed):
        if segment.is_table:
            parts.append(_table(sheet, segment.rows, _title(above), address_of))
            above = []
        else:
            above += (lines := [line for row in segment.rows for line in _lines(row)])
            parts += lines
    return parts


def _lines(row: Row) -> list[Line]:
    if len(row.cells) == 1 or not (is_labelled(row) or len(row.cells) == 2):
        return [Line(c.text, c.place, c.bold) for c in row.cells]
    pairs = zip(row.cells[::2], row.cells[1::2], strict=False)
    return [Line(f"{a.text.rstrip(': ')}: {b.text}", a.place, a.bold) for a, b in pairs]


def _title(above: list[Line]) -> str | None:
    """The nearest line above a table that reads as a heading: bold, or short and no sentence, label or list."""
    for line in reversed(above):
        short = len(line.text) <= MAX_TITLE_LETTERS
        if short and (line.bold or (line.text[-1:] not in (".", ";", ":") and ": " not in line.text)):
            return line.text
    return None


def _table(sheet: Sheet, rows: list[Row], title: str | None, address_of: Address) -> Table:
    top, bottom = rows[0].index, max(r.index for r in rows)
    left, right = _columns(rows)
    cells = [c for row in rows for c in row.cells]
    for cell in cells:
        if cell.rowspan > 1 or cell.colspan > 1:
            cell.rowspan = min(cell.rowspan, bottom - cell.row + 1)
            cell.colspan = max(1, min(cell.colspan, right - cell.col + 1))
    area = (bottom - top + 1) * (right - left + 1)
    is_dense = area <= max(SPARE_BLANKS, 4 * len(cells))
    if is_dense and (blanks := _blanks(sheet, cells, (top, left, bottom, right), address_of)):
        cells = sorted(cells + blanks, key=lambda c: (c.row, c.col))
    extent = f"{address_of(top, left)}:{address_of(bottom, right)}"
    for cell in cells:
        cell.row -= top
        cell.col -= left
    return Table(cells, [Place(sheet=sheet.name, cell=extent)], title)


def _columns(rows: list[Row]) -> tuple[int, int]:
    """First and last column of a table, by its wide rows: a heading merged over half the sheet does not widen it."""
    cells = [c for row in rows if row.is_wide for c in row.cells]
    ends = [c.col + (c.colspan if c.colspan <= MAX_SPAN else 1) - 1 for c in cells]
    every = [c.col for row in rows for c in row.cells]
    return min(every), max(*ends, *every)


def _blanks(sheet: Sheet, cells: list[Cell], box: tuple[int, int, int, int], address_of: Address) -> list[Cell]:
    """The empty cells of a table, so that a missing value has a place too."""
    top, left, bottom, right = box
    taken: dict[int, set[int]] = {}
    for cell in cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            used = taken.setdefault(row, set())
            used.add(cell.col)
            if cell.colspan > 1:
                used.update(range(cell.col, cell.col + cell.colspan))
    blanks = []
    for row in range(top, bottom + 1):
        used = taken.get(row, set())
        if len(used) == right - left + 1:
            continue
        for col in range(left, right + 1):
            if col not in used:
                place = Place(sheet=sheet.name, cell=address_of(row, col))
                blanks.append(Cell(row, col, "", place, fill=sheet.fills.get((row, col))))
    return blanks
