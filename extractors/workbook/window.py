"""A part of a sheet as it lies in the file, for people to look at: row by row, hidden ones and empty cells too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extractors.model import Cell
from extractors.unreadable import Unreadable
from extractors.workbook.addresses import address, column_letters, parse_address
from extractors.workbook.read import container_of, read_sheets
from extractors.workbook.sheet import Box, Sheet
from extractors.workbook.visible import Shown

MOST_ROWS, MOST_COLUMNS = 200, 100  # of one window
MOST_HEADS = 10_000
ABOVE = 3  # the cell that is looked for stands at a third of the window's height and width


@dataclass(frozen=True, slots=True)
class SheetName:
    """A sheet of a workbook, in the order of the tabs."""

    name: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Band:
    """A row or column by its number from 0 and its name in the program (``14``, ``C``)."""

    number: int
    name: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class SheetWindow:
    """Rows and columns of a sheet that follow each other, and the cells in them; one per merged cell.

    A merged cell that begins outside stands at the window's edge with what is left of its size. Rows and columns of
    cells are those of the sheet, from 0. ``row_count`` and ``col_count`` are how far the whole sheet is filled.
    ``heads`` are cells above the window that were asked for.
    """

    sheets: list[SheetName]
    sheet: int
    rows: list[Band]
    columns: list[Band]
    cells: list[Cell]
    heads: list[Cell]
    row_count: int
    col_count: int


def window_of(
    data: bytes, wanted: str | int | None, at: str | None, corner: str | None, size: tuple[int, int], heads_like: str
) -> SheetWindow | None:
    """The window around a cell, or with ``corner`` as its first one; None where there is no such sheet.

    ``wanted`` is a sheet's name or its number from 0; None means the first one that is shown. ``heads_like`` is a
    pattern of texts that are wanted from above the window. Raises ``Unreadable`` like the reading of a workbook.
    """
    container = container_of(data)
    if container is None:
        raise Unreadable("report.unrecognised", "no workbook")
    sheets, _, _ = read_sheets(data, container)
    number = _number(sheets, wanted)
    if number is None:
        return None
    sheet = sheets[number]
    row_count, col_count = _extent(sheet)
    box = _box(sheet, at, corner, size)
    pattern = re.compile(heads_like, re.IGNORECASE)
    return SheetWindow(
        [SheetName(each.name, each.hidden) for each in sheets],
        number,
        _bands(box[0], box[2], Shown(sheet.hidden_rows), lambda n: str(n + 1)),
        _bands(box[1], box[3], Shown(sheet.hidden_cols), column_letters),
        list(_cells(sheet, box)),
        list(_heads(sheet, box, pattern)),
        row_count,
        col_count,
    )


def _number(sheets: list[Sheet], wanted: str | int | None) -> int | None:
    if isinstance(wanted, int):
        return wanted if 0 <= wanted < len(sheets) else None
    if wanted is None:
        shown = [n for n, sheet in enumerate(sheets) if not sheet.hidden]
        return next((n for n in shown if sheets[n].rows), shown[0] if shown else None)
    return next((n for n, sheet in enumerate(sheets) if sheet.name == wanted), None)


def _extent(sheet: Sheet) -> tuple[int, int]:
    """How many rows and columns are filled, as far as a merged cell with something in it goes."""
    rows = max(sheet.rows, default=-1) + 1
    cols = max((cells[-1].col for cells in sheet.rows.values() if cells), default=-1) + 1
    filled = [b for b in sheet.merges if b[0] < rows and b[1] < cols]
    return max([rows, *(b[2] + 1 for b in filled)]), max([cols, *(b[3] + 1 for b in filled)])


def _box(sheet: Sheet, at: str | None, corner: str | None, size: tuple[int, int]) -> Box:
    """The rows and columns of a window: with its first cell at ``corner``, or else around ``at`` (``C14``, ``B2:F9``).

    It ends where the sheet does, or the cell beyond that is looked for: a missing value has a place too.
    """
    begin = parse_address(corner) if corner else None
    cell = begin or parse_address((at or "A1").partition(":")[0]) or (0, 0)
    spans = []
    sizes = (min(size[0], MOST_ROWS), min(size[1], MOST_COLUMNS))
    for place, most, end in zip(cell, sizes, _extent(sheet), strict=True):
        last = max(end, place + 1)
        first = place if begin else 0 if place < most else max(min(place - most // ABOVE, last - most), 0)
        spans.append((first, min(first + most, last) - 1))
    (top, bottom), (left, right) = spans
    return top, left, bottom, right


def _bands(first: int, last: int, shown: Shown, name: Callable[[int], str]) -> list[Band]:
    return [Band(n, name(n), shown.span_of(n) is not None) for n in range(first, last + 1)]


def _cells(sheet: Sheet, box: Box) -> Iterator[Cell]:
    """The cells in the box, row by row, empty ones left out unless they are merged."""
    top, left, bottom, right = box
    merged = {(max(m[0], top), max(m[1], left)): m for m in sheet.merges if _meets(m, box)}
    covered: set[tuple[int, int]] = set()
    for (row, col), m in merged.items():
        rows, cols = range(row, min(m[2], bottom) + 1), range(col, min(m[3], right) + 1)
        covered |= {(r, c) for r in rows for c in cols} - {(row, col)}
    for row in range(top, bottom + 1):
        there = {c.col: c for c in sheet.rows.get(row, ()) if left <= c.col <= right}
        begin = {col for r, col in merged if r == row}
        for col in sorted(there.keys() | begin):
            if (row, col) in covered:
                continue
            yield _spread(sheet, merged[row, col], (row, col), box) if col in begin else there[col]


def _meets(a: Box, b: Box) -> bool:
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


def _spread(sheet: Sheet, merged: Box, at: tuple[int, int], box: Box) -> Cell:
    """What a merged cell says, where it begins within the box and as large as it is there."""
    top, left = merged[:2]
    cell = next((c for c in sheet.rows.get(top, ()) if c.col == left), None)
    cell = cell or Cell(top, left, "", f"{sheet.name}!{address(top, left)}")
    cell.row, cell.col = at
    cell.rowspan, cell.colspan = min(merged[2], box[2]) - at[0] + 1, min(merged[3], box[3]) - at[1] + 1
    return cell


def _heads(sheet: Sheet, box: Box, pattern: re.Pattern[str]) -> Iterator[Cell]:
    count = 0
    for row in sorted(r for r in sheet.rows if r < box[0]):
        for cell in sheet.rows[row]:
            if box[1] <= cell.col <= box[3] and pattern.search(cell.text):
                yield cell
                count += 1
                if count == MOST_HEADS:
                    return
