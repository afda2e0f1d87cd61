"""Rows by the blocks of lines that their cells make, where a cell's lines stand closer than the rows do."""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.pdf.chunks import ChunkLine
from extractors.pdf.columns import column_of
from extractors.pdf.lines import TextLine
from extractors.pdf.pieces import GridCell
from extractors.pdf.roles import Roles

SAME = 1.06  # times the least step: lines within a cell stand this evenly
CLEAR = 1.12  # times the least step: the rows stand apart by this much more at the least
LEAST = 0.8  # of the font size: lines closer than this are of cells beside each other
FEW = 0.1  # share of the steps that may be neither a cell's nor between two rows
CROWDED = 0.2  # share of the lines of numbers that may stand in a row with another
CAP = 0.6  # of the font size: how far a line reaches up from what it stands on

Rows = list[list[ChunkLine]]


@dataclass(slots=True)
class _Block:
    """Lines of one cell: from the top of the first to where the last one stands."""

    top: float
    base: float


def rows_by_cells(lines: Sequence[ChunkLine], roles: Roles, known: float | None = None) -> Rows | None:
    """The lines put into rows; None where the distances within columns do not tell cells from rows.

    ``known`` is the step from line to line within a cell where other rows of the table have shown it.

    The lines of a wrapped cell follow each other at one step; the next cell of its column stands further away.
    Cells that stand beside each other, wherever in the height of their row they are set, make the row.
    """
    columns = _columns(lines, roles.edges)
    step = known or _step(columns)
    if step is None:
        return None
    rows = _rows(lines, [b for column in columns for b in _blocks(column, step)])
    if (len(rows) < 2 and not known) or len(rows) == len(lines):
        return None
    return rows if _most_are_whole(rows, roles) else None


def cell_step(rows: Sequence[Sequence[GridCell]]) -> float | None:
    """The step within the cells of some rows, in points; None where the rows do not stand clearly further apart."""
    within: list[float] = []
    between: list[float] = []
    last: dict[int, tuple[int, TextLine]] = {}  # by column: the page and the lowest line so far
    for cell in (c for row in rows for c in row):
        for page, lines in cell.parts:
            above = last.get(cell.span.col)
            if above is not None and lines and above[0] == page and lines[0].base > above[1].base:
                between.append(lines[0].base - above[1].base)
            within += [b.base - a.base for a, b in itertools.pairwise(lines)]
            if lines:
                last[cell.span.col] = (page, lines[-1])
    if len(within) < 2 or not between:
        return None
    step = sorted(within)[len(within) // 2]
    return step if sorted(between)[len(between) // 10] >= CLEAR * step else None


def _columns(lines: Sequence[ChunkLine], edges: Sequence[float]) -> list[list[ChunkLine]]:
    """The lines with text in each column, from top to bottom."""
    out: list[list[ChunkLine]] = [[] for _ in edges[1:]]
    for line in lines:
        filled: set[int] = set()
        for chunk in line.chunks:
            first, last = column_of(chunk, edges)
            filled |= set(range(first, last + 1))
        for col in filled:
            out[col].append(line)
    return out


def _step(columns: Sequence[Sequence[ChunkLine]]) -> float | None:
    """The step within cells, in points; None where no steps are clearly less than the others."""
    steps = sorted(
        b.base - a.base for column in columns for a, b in itertools.pairwise(column) if b.base - a.base > LEAST * b.size
    )
    if len(steps) < 3:
        return None
    within = bisect_left(steps, SAME * steps[0])
    between = len(steps) - bisect_left(steps, CLEAR * steps[0])
    if within < 2 or not between or len(steps) - within - between > FEW * len(steps):
        return None
    return steps[0]


def _blocks(column: Sequence[ChunkLine], step: float) -> list[_Block]:
    out: list[_Block] = []
    for line in column:
        if out and line.base - out[-1].base <= SAME * step:
            out[-1].base = line.base
        else:
            out.append(_Block(line.base - CAP * line.size, line.base))
    return out


def _rows(lines: Sequence[ChunkLine], blocks: Sequence[_Block]) -> Rows:
    """The lines by the blocks that overlap in height."""
    ends: list[float] = []
    for block in sorted(blocks, key=lambda b: b.top):
        if ends and block.top <= ends[-1]:
            ends[-1] = max(ends[-1], block.base)
        else:
            ends.append(block.base)
    rows: dict[int, list[ChunkLine]] = {}
    for line in lines:
        rows.setdefault(bisect_left(ends, line.base - 0.01), []).append(line)
    return [rows[k] for k in sorted(rows)]


def _most_are_whole(rows: Rows, roles: Roles) -> bool:
    """Whether hardly any row holds several lines of numbers."""
    if roles.has_one_line_column(rows):
        return True
    counts = [sum(roles.has_numbers(line) for line in row) for row in rows]
    return sum(n - 1 for n in counts if n > 1) <= CROWDED * sum(counts)
