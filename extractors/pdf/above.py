"""The header right above the rows of a table that draws no lines around it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from extractors.pdf.chunks import ChunkLine
from extractors.pdf.roles import CAPTION

REACH_UP = 1.7  # times the font size: how far above its first line a table's header may begin
RUNNING = 0.8  # share of the width that text fills from which it is running text
HEADER_LINES = 5  # at the most above the first row
SAME_SIZE = 0.5  # points
BESIDE = 0.8  # of the font size: lines less than this apart stand beside each other


def header_above(above: list[ChunkLine], edge: float, width: float, rows: Sequence[ChunkLine]) -> list[ChunkLine]:
    """The lines right above some rows up to the highest one in columns: a header whose cells wrap."""
    near: list[ChunkLine] = []
    levels = 0
    for line in reversed(above):
        levels += not (near and _is_beside(line, near[0]))
        if edge - line.bottom > REACH_UP * line.size or levels > HEADER_LINES or _is_running(line, width, rows):
            break
        near.insert(0, line)
        edge = line.top
    while near and len(near[0].chunks) < 2 and not (len(near) > 1 and _is_beside(near[0], near[1])):
        near.pop(0)
    return near


def _is_beside(line: ChunkLine, below: ChunkLine) -> bool:
    """Whether a line stands so little above another that both are of cells beside each other."""
    return below.base - line.base < BESIDE * below.size and abs(below.size - line.size) < SAME_SIZE


def _is_running(line: ChunkLine, width: float, rows: Sequence[ChunkLine]) -> bool:
    """Whether a line is a caption or running text: it says so, or its text fills the width as no columns below do."""
    if CAPTION.match(line.line.text):
        return True
    if sum(c.x1 - c.x0 for c in line.chunks) <= RUNNING * width:
        return False
    gaps = [(a.x1 + b.x0) / 2 for a, b in itertools.pairwise(line.chunks)]
    return not gaps or not rows or any(c.x0 < x < c.x1 for x in gaps for row in rows for c in row.chunks)
