"""A sheet's segments as the lines and tables of the document model."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter

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
    for segment in segments_of(rows_of(sheet), sheet.framed):
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
    spanning = [c for row in rows for c in row.spanning]
    top, bottom = rows[0].index, max(r.index for r in rows)
    left, right = _columns(rows, spanning)
    for cell in spanning:
        cell.rowspan = min(cell.rowspan, bottom - cell.row + 1)
        cell.colspan = max(1, min(cell.colspan, right - cell.col + 1))
    box = (top, left, bottom, right)
    if (bottom - top + 1) * (right - left + 1) <= max(SPARE_BLANKS, 4 * sum(len(row.cells) for row in rows)):
        cells = _with_blanks(sheet, rows, spanning, box, address_of)
    else:
        cells = [c for row in rows for c in row.cells]
    if top or left:
        for cell in cells:
            cell.row -= top
            cell.col -= left
    extent = f"{address_of(top, left)}:{address_of(bottom, right)}"
    return Table(cells, [Place(sheet=sheet.name, cell=extent)], title)


def _columns(rows: list[Row], spanning: list[Cell]) -> tuple[int, int]:
    """First and last column of a table, by its wide rows: a heading merged over half the sheet does not widen it."""
    wide = {row.index for row in rows if row.is_wide}
    ends = [c.col + c.colspan - 1 for c in spanning if c.row in wide and c.colspan <= MAX_SPAN]
    return min(row.cells[0].col for row in rows), max(ends + [row.cells[-1].col for row in rows])


def _with_blanks(
    sheet: Sheet, rows: list[Row], spanning: list[Cell], box: tuple[int, int, int, int], address_of: Address
) -> list[Cell]:
    """A table's cells and its empty ones, so that a missing value has a place too."""
    top, left, bottom, right = box
    filled = {row.index: row.cells for row in rows}
    covered: dict[int, set[int]] = {}
    for cell in spanning:
        for row in range(cell.row, cell.row + cell.rowspan):
            covered.setdefault(row, set()).update(range(cell.col, cell.col + cell.colspan))
    cells: list[Cell] = []
    for row in range(top, bottom + 1):
        there = filled.get(row, [])
        if len(there) <= right - left:
            used = {c.col for c in there} | covered.get(row, set())
            free = [col for col in range(left, right + 1) if col not in used]
            blanks = [_blank(sheet, row, col, address_of) for col in free]
            there = sorted(there + blanks, key=attrgetter("col")) if blanks else there
        cells += there
    return cells


def _blank(sheet: Sheet, row: int, col: int, address_of: Address) -> Cell:
    return Cell(row, col, "", f"{sheet.name}!{address_of(row, col)}", fill=sheet.fills.get((row, col)))
