"""Tables that a bold header shows: all text below stands where one of its cells begins or ends."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from extractors.pdf.chunks import Chunk, ChunkLine

HEADED = 3  # columns below a header that shows them
SAME_PLACE = 2.0  # points


def is_headed(lines: Sequence[ChunkLine]) -> bool:
    """Whether all text below a bold header of three cells or more stands where one of them begins or ends.

    At least one line fills three of its columns; the rows are not bold themselves.
    """
    header = header_of(lines)
    rows = lines[len(header) :]
    if not header or not rows or len(header[0].chunks) < HEADED or any(x.line.bold for x in rows):
        return False
    below = [[_under(c, header[0].chunks) for c in line.chunks] for line in [*header[1:], *rows]]
    return all(None not in own for own in below) and max(len(set(own)) for own in below) >= HEADED


def header_of(lines: Sequence[ChunkLine]) -> list[ChunkLine]:
    """The bold lines that some lines begin with."""
    return [*takewhile(lambda x: x.line.bold, lines)]


def unfilled_columns(lines: Sequence[ChunkLine]) -> list[float]:
    """Where the columns begin that a bold header names and that hold nothing: no gap of the rows shows them."""
    if not is_headed(lines):
        return []
    header, every = header_of(lines), [c for line in lines for c in line.chunks]
    rows = [c for line in lines[len(header) :] for c in line.chunks]
    empty = [h for h in header[0].chunks[1:] if all(_under(c, [h]) is None for c in rows)]
    return [(max(c.x1 for c in every if c.x1 < h.x0) + h.x0) / 2 for h in empty]


def _under(chunk: Chunk, header: Sequence[Chunk]) -> int | None:
    """The cell of the header that a chunk begins or ends with, by its number."""
    at = (n for n, h in enumerate(header) if abs(h.x0 - chunk.x0) < SAME_PLACE or abs(h.x1 - chunk.x1) < SAME_PLACE)
    return next(at, None)
