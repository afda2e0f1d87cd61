"""What a reader of a sheet sees: hidden rows and columns taken out and named, merged cells with their size."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable
from operator import attrgetter

from extractors.model import Cell, Hidden
from extractors.place import Place
from extractors.unreadable import Unreadable
from extractors.unshown import of_cells
from extractors.workbook.addresses import column_letters
from extractors.workbook.sheet import Box, Sheet, Span

FAR_ROWS = 200  # a merged cell over more rows is held against every row
MAX_OVERLAPPING = 2_000  # merged cells that are looked at for one row


Rows = dict[int, list[Cell]]


class Shown:
    """Rows or columns of which some are hidden: positions as they are in the file to positions as they are seen."""

    def __init__(self, hidden: list[Span]) -> None:
        self.spans = _joined(hidden)
        self._starts = [first for first, _ in self.spans]
        self._hidden_before = [0]
        for first, last in self.spans:
            self._hidden_before.append(self._hidden_before[-1] + last - first + 1)
        self._seen_starts = [first - n for first, n in zip(self._starts, self._hidden_before, strict=False)]

    def span_of(self, position: int) -> Span | None:
        """The hidden span that a position is in, or None where it is seen."""
        index = bisect_right(self._starts, position) - 1
        return self.spans[index] if index >= 0 and position <= self.spans[index][1] else None

    def position(self, position: int) -> int | None:
        """Where a position is seen, or None where it is hidden."""
        index = bisect_right(self._starts, position)
        if index and position <= self.spans[index - 1][1]:
            return None
        return position - self._hidden_before[index]

    def seen(self, position: int) -> int:
        """How many seen positions stand before this one."""
        index = bisect_right(self._starts, position)
        if index and position <= self.spans[index - 1][1]:
            return self._starts[index - 1] - self._hidden_before[index - 1]
        return position - self._hidden_before[index]

    def original(self, position: int) -> int:
        """The position in the file of what is seen at ``position``."""
        return position + self._hidden_before[bisect_right(self._seen_starts, position)]


def take_out_hidden(sheet: Sheet) -> list[Hidden]:
    """Leave only what is seen in a sheet, moved together, merges applied; what is hidden and filled is returned.

    A merged cell of which a part is seen is seen.
    """
    if not (sheet.hidden_rows or sheet.hidden_cols or sheet.merges):
        return []
    sorting = _Sorting(sheet)
    rows, cols = sorting.rows, sorting.cols
    sorting.sort(sheet.rows)
    sheet.rows, sheet.spanning = _without_covered(sorting.seen, sorting.merged)
    sheet.framed = {rows.seen(r): n for r, n in sheet.framed.items() if not rows.span_of(r)}
    sheet.fills = {
        (rows.seen(r), cols.seen(c)): fill
        for (r, c), fill in sheet.fills.items()
        if not rows.span_of(r) and not cols.span_of(c)
    }
    return [_hidden(sheet.name, what, span, cells) for (what, span), cells in sorting.hidden.items()]


class _Sorting:
    """Cells of a sheet told apart: ``seen`` ones, at their new positions, and ``hidden`` ones by what hides them."""

    def __init__(self, sheet: Sheet) -> None:
        self.rows, self.cols = Shown(sheet.hidden_rows), Shown(sheet.hidden_cols)
        self.col_at = [self.cols.position(col) for col in range(1 + _last_column(sheet))]
        self.merges = {(box[0], box[1]): box for box in sheet.merges}
        self.seen: defaultdict[int, list[Cell]] = defaultdict(list)
        self.merged: list[Cell] = []
        self.hidden: dict[tuple[str, Span], list[Cell]] = {}

    def sort(self, rows: dict[int, list[Cell]]) -> None:
        """Tells all cells apart, row by row: only the rows in which a merged cell begins need a look at every cell."""
        merged_rows = {row for row, _ in self.merges}
        for index, row in sorted(rows.items()):
            seen_row = self.rows.position(index)
            if index in merged_rows:
                self._merged_row(index, row)
            elif seen_row is None:
                self._hide("rows", self.rows.span_of(index), index).extend(row)
            elif seen_row == index and not self.cols.spans:
                self.seen[index] += row
            else:
                self._plain_row(seen_row, row)

    def _plain_row(self, seen_row: int, cells: list[Cell]) -> None:
        col_at, add = self.col_at, self.seen[seen_row].append  # looked up once: this goes over every cell of a sheet
        for cell in cells:
            col = col_at[cell.col]
            if col is None:
                self._hide("columns", self.cols.span_of(cell.col), seen_row).append(cell)
            else:
                cell.row, cell.col = seen_row, col
                add(cell)

    def _merged_row(self, index: int, cells: list[Cell]) -> None:
        for cell in cells:
            row, col = self.rows.position(index), self.col_at[cell.col]
            if box := self.merges.get((index, cell.col)):
                cell.rowspan, cell.colspan = _size(box, self.rows, self.cols)
                row = self.rows.seen(index) if cell.rowspan else None
                col = self.cols.seen(cell.col) if cell.colspan else None
            if row is not None and col is not None:
                cell.row, cell.col = row, col
                self.seen[row].append(cell)
                if box:
                    self.merged.append(cell)
            elif row is None:
                self._hide("rows", self.rows.span_of(index), index).append(cell)
            else:
                self._hide("columns", self.cols.span_of(cell.col), index).append(cell)

    def _hide(self, what: str, span: Span | None, index: int) -> list[Cell]:
        return self.hidden.setdefault((what, span or (index, index)), [])


def hidden_sheet(sheet: Sheet) -> Hidden | None:
    """A hidden sheet by its name, or None where it holds nothing."""
    if not sheet.rows:
        return None
    return Hidden("sheet", Place(sheet=sheet.name), sheet.name, len(sheet.cells), list(of_cells(sheet.cells)))


def _last_column(sheet: Sheet) -> int:
    return max((cells[-1].col for cells in sheet.rows.values()), default=0)


def _size(box: Box, rows: Shown, cols: Shown) -> tuple[int, int]:
    top, left, bottom, right = box
    return rows.seen(bottom + 1) - rows.seen(top), cols.seen(right + 1) - cols.seen(left)


def _without_covered(seen: Rows, merged: list[Cell]) -> tuple[Rows, list[Cell]]:
    """The rows less the cells under a merged cell, and the merged cells that span something.

    Some programs keep values under a merged cell, and nobody sees them.
    """
    over, far = _covering([cell for cell in merged if cell.rowspan * cell.colspan > 1])
    spanning = []
    for row in sorted(seen.keys() if far else {cell.row for cell in merged} | (seen.keys() & over.keys())):
        above = (*over.get(row, ()), *far)
        seen[row] = [cell for cell in seen[row] if not any(_covers(m, cell) for m in above)]
        seen[row].sort(key=attrgetter("col"))  # a merged cell may have come down from a hidden row
        spanning += [cell for cell in seen[row] if cell.rowspan * cell.colspan > 1]
    return {row: cells for row, cells in seen.items() if cells}, spanning


def _covering(merged: list[Cell]) -> tuple[Rows, list[Cell]]:
    """Merged cells by each row that they are in, and those over so many rows that they are held against every row."""
    over: defaultdict[int, list[Cell]] = defaultdict(list)
    far: list[Cell] = []
    for cell in merged:
        if cell.rowspan > FAR_ROWS:
            far.append(cell)
        else:
            for row in range(cell.row, cell.row + cell.rowspan):
                over[row].append(cell)
    if len(far) > MAX_OVERLAPPING or any(len(cells) > MAX_OVERLAPPING for cells in over.values()):
        raise Unreadable("report.too_large", "too many merged cells")
    return over, far


def _covers(merged: Cell, cell: Cell) -> bool:
    inside = merged.col <= cell.col < merged.col + merged.colspan
    return inside and merged.row <= cell.row < merged.row + merged.rowspan and merged is not cell


def _hidden(sheet: str, what: str, span: Span, cells: list[Cell]) -> Hidden:
    show: Callable[[int], str] = column_letters if what == "columns" else lambda row: str(row + 1)
    name = show(span[0]) if span[0] == span[1] else f"{show(span[0])}-{show(max(_last(what, cells), span[0]))}"
    return Hidden(what, Place(sheet=sheet, cell=cells[0].place.cell), name, len(cells), list(of_cells(cells)))


def _last(what: str, cells: list[Cell]) -> int:
    return max(c.col if what == "columns" else c.row for c in cells)


def _joined(spans: list[Span]) -> list[Span]:
    out: list[Span] = []
    for first, last in sorted(spans):
        if out and first <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(out[-1][1], last))
        else:
            out.append((first, last))
    return out
