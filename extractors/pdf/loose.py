"""Text in columns that stands right above or below a table and was not read as a part of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise

from extractors.pdf.chunks import GAP, NUMBER, chunk_lines
from extractors.pdf.lines import TextLine
from extractors.pdf.paragraphs import Paragraph
from extractors.pdf.pieces import Piece

REACH = 1.75  # times the font size: text further away does not belong to the table
LEVEL = 0.8  # of the font size: lines less than this apart stand side by side
SLACK = 5.0  # points
UNITS = ("kr.", "kr", "%", "DKK")


def is_beside_text(piece: Piece, around: Iterable[Paragraph]) -> bool:
    """Whether some of the paragraphs of its page stand in columns, or are a number, right above or below a piece."""
    top, bottom = piece.grid.ys[0], piece.grid.ys[-1]
    lines = [line for p in around for line in p.lines if _is_within(line, piece)]
    above = max((x for x in lines if x.bottom <= top + SLACK), key=lambda x: x.bottom, default=None)
    below = min((x for x in lines if x.top >= bottom - SLACK), key=lambda x: x.top, default=None)
    near = [x for x in (above, below) if x and max(top - x.bottom, x.top - bottom) < REACH * x.size]
    return any(is_in_columns([x for x in lines if abs(x.base - n.base) < n.size]) for n in near)


def is_in_columns(lines: Sequence[TextLine]) -> bool:
    """Whether some of the lines stand side by side, or one is nothing but a number."""
    beside = any(abs(a.base - b.base) < LEVEL * min(a.size, b.size) for a, b in combinations(lines, 2))
    return beside or any(NUMBER.match(line.text) for line in lines)


def has_gap(lines: Sequence[TextLine]) -> bool:
    """Whether a number stands far from other text on one of a cell's lines, or a wide gap goes through all of them."""
    chunks = [chunk_lines(line.words)[0].chunks for line in lines if line.words] if any(map(_is_wide, lines)) else []
    for own in chunks:
        others = [c.text for c in own if c.text not in UNITS]
        if len(others) > 1 and any(NUMBER.match(t) for t in others):
            return True
    first = chunks[0] if chunks else []
    gaps = [(a.x1 + b.x0) / 2 for a, b in pairwise(first)]
    return any(all(not c.x0 < x < c.x1 for own in chunks for c in own) for x in gaps)


def _is_wide(line: TextLine) -> bool:
    """Whether two words stand so far apart that the line may be of several chunks."""
    return any(b.x0 - a.x1 > GAP * min(a.size, b.size) for a, b in pairwise(line.words))


def _is_within(line: TextLine, piece: Piece) -> bool:
    x0, _, x1, _ = piece.grid.box
    return x0 - SLACK <= (line.x0 + line.x1) / 2 <= x1 + SLACK
