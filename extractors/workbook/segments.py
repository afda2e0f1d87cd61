"""A sheet's rows in reading order as runs: rows of one table, or rows of running text."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from extractors.model import Cell
from extractors.workbook.bands import side_by_side
from extractors.workbook.headers import goes_on, has_own_header
from extractors.workbook.rows import Row, blank_rows, blocks_of, is_number

MAX_GAP = 3  # blank rows over which a table goes on
LOOK_AHEAD = 200  # rows before and after a gap that are held against each other


@dataclass(slots=True)
class Segment:
    """Rows of one table, or rows of running text."""

    rows: list[Row]
    is_table: bool


def segments_of(rows: list[Row], framed: dict[int, int]) -> list[Segment]:
    """Every row of the sheet once, in tables and texts."""
    out: list[Segment] = []
    region: list[list[Row]] = []
    for block in blocks_of(rows, framed):
        parts = side_by_side(block)
        if len(parts) == 1:
            region.append(block)
            continue
        out += _Splitter(region, framed).segments()
        region = []
        for part in parts:
            out += _Splitter(blocks_of(part, framed), framed).segments()
    return out + _Splitter(region, framed).segments()


class _Splitter:
    """Goes down the blocks of a region; ``table`` ends with a wide row, ``pending`` are the narrow rows since."""

    def __init__(self, blocks: list[list[Row]], framed: dict[int, int]) -> None:
        self.blocks = blocks
        self.framed = framed
        self.table: list[Row] = []
        self.pending: list[Row] = []
        self.out: list[Segment] = []

    def segments(self) -> list[Segment]:
        """The region's segments in reading order."""
        last_wider = max((n for n, block in enumerate(self.blocks) if any(len(r.cells) > 2 for r in block)), default=0)
        for number, block in enumerate(self.blocks):
            for index, row in enumerate(block):
                if row.is_wide:
                    self._wide(row, block, index, number < last_wider)
                else:
                    self.pending.append(row)
        self._end_table()
        self._emit(self.pending, False)
        return self.out

    def _wide(self, row: Row, block: list[Row], index: int, has_table_below: bool) -> None:
        if self.table and not self._tears(row, block, index):
            self.table += [*self.pending, row]
            self.pending = []
            return
        self._end_table()
        rest = block[index : index + LOOK_AHEAD]
        if is_labelled(row) or (has_table_below and _is_plain_pairs(rest)):
            self._emit([*self.pending, row], False)
        else:
            self.table = [*self._upper_header(row, rest), row]
            self._emit(self.pending, False)  # what no header took stands above the table
        self.pending = []

    def _tears(self, row: Row, block: list[Row], index: int) -> bool:
        if not self.pending and row.index == self.table[-1].index + 1:
            return False
        chain = [self.table[-1], *self.pending, row]
        blank = [blank_rows(a, b, self.framed) for a, b in pairwise(chain)]
        if not any(blank) and not self.pending:
            return False
        rest = block[index : index + LOOK_AHEAD]
        if has_own_header(rest, self.table, any(blank)):
            return True
        if not any(blank):
            return False
        if is_labelled(row) and not is_number(row.cells[-1]):
            return True
        return max(blank) > MAX_GAP or not goes_on(rest, self.table[-LOOK_AHEAD:])

    def _upper_header(self, row: Row, rest: list[Row]) -> list[Row]:
        """Narrow rows right above that are headers over several columns, such as one over the years."""
        left = min(c.col for each in rest if each.is_wide for c in each.cells)
        upper: list[Row] = []
        while self.pending and _is_group_header(self.pending[-1], left, upper[0] if upper else row):
            upper.insert(0, self.pending.pop())
        return upper

    def _end_table(self) -> None:
        """End the table; narrow rows right below it that must belong to it are its last rows."""
        if self.table:
            while self.pending and self._belongs(self.pending[0]):
                self.table.append(self.pending.pop(0))
            self._emit(self.table, True)
        self.table = []

    def _belongs(self, row: Row) -> bool:
        cell, last = row.cells[0], self.table[-1]
        if row.index != last.index + 1 or cell.colspan > 1:
            return False
        left = min(c.col for each in self.table for c in each.cells)
        return is_number(cell) or (row.framed > 1 and cell.col == left)

    def _emit(self, rows: list[Row], is_table: bool) -> None:
        if rows:
            self.out.append(Segment(list(rows), is_table))


def is_labelled(row: Row) -> bool:
    """Whether the row is made of pairs of a label with a colon and a value: ``Jnr:`` | ``105586``."""
    if row.above or len(row.cells) % 2:
        return False
    pairs = [(row.cells[i], row.cells[i + 1]) for i in range(0, len(row.cells), 2)]
    return all(_ends_in_colon(label) and not _ends_in_colon(value) for label, value in pairs)


def _ends_in_colon(cell: Cell) -> bool:
    return cell.native is None and cell.text.endswith(":")


def _is_plain_pairs(rest: list[Row]) -> bool:
    """Whether the rows are plain labels with one value beside each, set apart from the table below them."""
    for row in rest:
        if not row.is_wide:
            break
        if row.above or len(row.cells) != 2 or row.cells[1].col != row.cells[0].col + 1:
            return False
        if is_number(row.cells[0]) or any(c.rowspan > 1 or c.colspan > 1 for c in row.cells):
            return False
    styled = all(c.bold for c in rest[0].cells) or all(c.fill for c in rest[0].cells)
    return not styled


def _is_group_header(row: Row, left: int, below: Row) -> bool:
    cell = row.cells[0]
    return row.index == below.index - 1 and cell.col > left and cell.colspan > 1
