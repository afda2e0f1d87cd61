"""Whether a grid is a table at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from extractors.pdf.chunks import NUMBER, ChunkLine
from extractors.pdf.pieces import Piece

LONG_TEXT = 60  # characters on one line of a cell: more is running text


def is_drawn_table(piece: Piece) -> bool:
    """Two columns and two rows that hold text at the least."""
    filled = [c for c in piece.cells if not c.blank]
    rows = {c.span.row for c in filled}
    cols = {c.span.col for c in filled}
    return len(rows) >= 2 and len(cols) >= 2 and len(filled) >= 3


def is_text_table(piece: Piece, lines: Sequence[ChunkLine]) -> bool:
    """Lines in columns are a table when they hold numbers, or stand in three columns that begin at the same places."""
    if not is_drawn_table(piece) or piece.grid.rows < 2:
        return False
    chunks = [c for line in lines for c in line.chunks]
    beyond = [c for line in lines for c in line.chunks[1:]]
    if not beyond:
        return False
    parted = sum(len(line.chunks) > 1 for line in lines) / len(lines)
    numbers = sum(c.is_number for c in beyond) / len(beyond)
    prose = sum(len(c.text) > LONG_TEXT for c in chunks) / len(chunks)
    if numbers >= 0.5 and parted >= 0.35 and prose < 0.3:
        return len(lines) >= 3 or numbers >= 0.75
    if piece.grid.cols < 3 or len(lines) < 4 or prose > 0.15:
        return False
    return parted >= 0.3 and (numbers >= 0.25 or _begin_together(beyond)) and _filled_share(piece) >= 0.45


def _begin_together(chunks: Sequence) -> bool:
    starts = Counter(round(c.x0 / 3) for c in chunks)
    common = sum(n for _, n in starts.most_common(6))
    return common >= 0.75 * len(chunks)


def _filled_share(piece: Piece) -> float:
    return sum(not c.blank for c in piece.cells) / max(len(piece.cells), 1)


def number_share(texts: Sequence[str]) -> float:
    """The share of texts that are numbers."""
    return sum(bool(NUMBER.match(t)) for t in texts) / max(len(texts), 1)
