"""The header right above the rows of a table that draws no lines around it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractors.pdf.chunks import ChunkLine
from extractors.pdf.roles import CAPTION, YEAR

REACH_UP = 1.7  # times the font size: how far above its first line a table's header may begin
RUNNING = 0.8  # share of the width that text fills from which it is running text
HEADER_LINES = 5  # at the most above the first row
SAME_SIZE = 0.5  # points
OTHER_SIZE = 0.3  # points: text of another type
OUTSIDE = 1.5  # points that a heading begins to the left of the cells
SAME_PLACE = 1.0  # points
NEAREST = 3  # lines in which the cell goes on
BESIDE = 0.8  # of the font size: lines less than this apart stand beside each other


def header_above(above: list[ChunkLine], edge: float, width: float, rows: Sequence[ChunkLine]) -> list[ChunkLine]:
    """The lines right above some rows up to the highest one in columns: a header whose cells wrap."""
    near: list[ChunkLine] = []
    levels = 0
    for line in reversed(above):
        if edge - line.bottom > REACH_UP * line.size or _is_running(line, width, rows):
            break
        if not near or not is_beside(line, near[0]):
            levels += 1
            if levels > HEADER_LINES or (near and _ends_header(line, near[0], rows)):
                break
        near.insert(0, line)
        edge = line.top
    while near and len(near[0].chunks) < 2 and not _reads_on(near[0], near[1:]):
        near.pop(0)
    return near


def is_beside(line: ChunkLine, below: ChunkLine) -> bool:
    """Whether a line stands so little above another that both are of cells beside each other."""
    return below.base - line.base < BESIDE * below.size and abs(below.size - line.size) < SAME_SIZE


def _reads_on(line: ChunkLine, below: Sequence[ChunkLine]) -> bool:
    """Whether a single chunk is the first line of a cell: others stand beside it, or it begins above one further in."""
    if not below or is_beside(line, below[0]):
        return bool(below)
    first = min(x.line.x0 for x in below)
    x0 = line.chunks[0].x0
    return x0 > first + OUTSIDE and any(abs(c.x0 - x0) < SAME_PLACE for x in below[:NEAREST] for c in x.chunks)


def _is_running(line: ChunkLine, width: float, rows: Sequence[ChunkLine]) -> bool:
    """Whether a line is a caption or running text: it says so, or its text fills the width as no columns below do."""
    if CAPTION.match(line.line.text):
        return True
    if sum(c.x1 - c.x0 for c in line.chunks) <= RUNNING * width:
        return False
    return len(line.chunks) == 1 or not rows or not all(_open(a.x1, b.x0, rows) for a, b in pairwise(line.chunks))


def _open(left: float, right: float, rows: Sequence[ChunkLine]) -> bool:
    """Whether there is a height-long gap in the rows somewhere between two positions."""
    over = [(c.x0, c.x1) for row in rows for c in row.chunks if c.x0 < right and c.x1 > left]
    places = [left, right, *(x for stretch in over for x in stretch if left < x < right)]
    return any(all(not a < x < b for a, b in over) for x in places)


def _ends_header(line: ChunkLine, below: ChunkLine, rows: Sequence[ChunkLine]) -> bool:
    """Whether a line above a header is no part of it: a heading by its place or type, or the row of another table."""
    if has_figures(line) and not has_figures(below):
        return True
    alone = len(line.chunks) == 1
    outside = bool(rows) and line.line.x0 < min(x.line.x0 for x in [*rows, below]) - OUTSIDE
    return alone and (outside or abs(line.size - below.size) > OTHER_SIZE)


def has_figures(line: ChunkLine) -> bool:
    """Whether a line has a number that is no year."""
    return any(c.is_number and not YEAR.match(c.text) for c in line.chunks)
