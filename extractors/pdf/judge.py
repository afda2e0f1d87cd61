"""Whether a grid is a table at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extractors.pdf.chunks import Chunk, ChunkLine
from extractors.pdf.headed import is_headed
from extractors.pdf.page import Fill, Slant
from extractors.pdf.pieces import GridCell, Piece
from extractors.pdf.rows import is_header_and_row

LONG_TEXT = 60  # characters on one line of a cell: more is running text
BULLET = re.compile(r"^([^\w\s]|o|\(?\d{1,2}[.)]|\(?[a-z][.)])$")
CURVES = 100.0  # points of slanting strokes: so many are a chart
MOSTLY, STRICTLY = 0.75, 0.9  # shares of the chunks that begin at the same places
STRIP = 0.2  # share of the page's height at its upper and lower edge
WELL_FILLED = 0.45  # share of the cells that hold text: coloured cells of a table, not bars
SPARSE = 0.2  # share of the cells that hold text: fewer are the lines of a chart


def is_drawn_table(piece: Piece) -> bool:
    """Two columns and two rows that hold text at the least, not nearly empty, and not all running text."""
    filled = [c for c in piece.cells if not c.blank]
    rows = {c.span.row for c in filled}
    cols = {c.span.col for c in filled}
    if len(rows) < 2 or len(cols) < 2 or len(filled) < 3:
        return False
    if len(piece.cells) >= 12 and len(filled) < SPARSE * len(piece.cells):
        return False
    return piece.ruled or not is_prose(piece)


def is_strip(piece: Piece, height: float) -> bool:
    """Whether it is one ruled row at the edge of a page of that height: the rest may stand on the page beside it."""
    filled = [c for c in piece.cells if not c.blank]
    outer = piece.grid.ys[-1] < STRIP * height or piece.grid.ys[0] > (1 - STRIP) * height
    return piece.ruled and piece.grid.rows == 1 and len({c.span.col for c in filled}) >= 3 and outer


def is_chart(piece: Piece, slants: Sequence[Slant], fills: Sequence[Fill]) -> bool:
    """Whether curves are drawn within a grid, or bars within one that holds little text."""
    x0, top, x1, bottom = piece.grid.box
    inside = [s.length for s in slants if x0 - 2 <= s.x <= x1 + 2 and top - 2 <= s.y <= bottom + 2]
    if len(inside) >= 4 and sum(inside) >= CURVES:
        return True
    if _filled_share(piece) > WELL_FILLED:
        return False
    bars = [f for f in fills if x0 - 2 <= f.x0 and f.x1 <= x1 + 2 and top - 2 <= f.top and f.bottom <= bottom + 2]
    return _are_bars([(f.bottom, f.top) for f in bars]) or _are_bars([(f.x0, f.x1) for f in bars])


def _are_bars(fills: Sequence[tuple[float, float]]) -> bool:
    """Whether four or more begin on one line and end at three or more different ones."""
    ends: dict[int, list[float]] = {}
    for begin, end in fills:
        ends.setdefault(round(begin / 2), []).append(end)
    return any(len(group) >= 4 and len({round(e / 3) for e in group}) >= 3 for group in ends.values())


def is_prose(piece: Piece) -> bool:
    """Whether all its columns hold running text: a page set in columns."""
    columns: dict[int, list[GridCell]] = {}
    for c in piece.cells:
        if not c.blank and c.span.colspan == 1:
            columns.setdefault(c.span.col, []).append(c)
    telling = [cells for cells in columns.values() if len(cells) >= 2]
    return bool(telling) and all(_runs(cells) for cells in telling)


def is_list(piece: Piece) -> bool:
    """Whether it is a list: two columns, the first holds nothing but bullets or numbering."""
    first = [c.lines[0].text for c in piece.cells if c.span.col == 0 and not c.blank]
    return piece.grid.cols == 2 and all(BULLET.match(t) for t in first)


def _runs(cells: Sequence[GridCell]) -> bool:
    lines = [line for c in cells for line in c.lines]
    long = sum(len(line.text) >= 22 and len(line.words) >= 4 for line in lines)
    return long >= 0.6 * len(lines)


def is_text_table(piece: Piece, lines: Sequence[ChunkLine]) -> bool:
    """Lines in columns are a table when they hold numbers, or stand in three columns that begin at the same places."""
    if not is_drawn_table(piece) or is_list(piece):
        return False
    chunks = [c for line in lines for c in line.chunks]
    beyond = [c for line in lines for c in line.chunks[1:]]
    if not beyond:
        return False
    parted = sum(len(line.chunks) > 1 for line in lines) / len(lines)
    numbers = sum(c.is_number for c in beyond) / len(beyond)
    prose = sum(len(c.text) > LONG_TEXT for c in chunks) / len(chunks)
    if is_header_and_row(lines) or is_headed(lines):
        return True
    if numbers >= 0.5 and parted >= 0.35 and prose < 0.3:
        return len(lines) >= 3 or numbers >= 0.75
    if piece.grid.cols < 3 or len(lines) < 4 or parted < 0.3 or _filled_share(piece) < 0.45:
        return False
    together = _together(beyond)
    return together >= STRICTLY if prose > 0.15 else numbers >= 0.25 or together >= MOSTLY


def _together(chunks: Sequence[Chunk]) -> float:
    """The share of chunks that begin at one of the few places where most do."""
    starts = Counter(round(c.x0 / 3) for c in chunks)
    return sum(n for _, n in starts.most_common(6)) / len(chunks)


def _filled_share(piece: Piece) -> float:
    return sum(not c.blank for c in piece.cells) / max(len(piece.cells), 1)
