"""Columns of numbers below a header: each number belongs to the header over it, or else to the one on its left.

A column that nothing fills has no gap of its own, and an amount set to the right may stand nearer to the next header
than to its own. So where most columns hold numbers the header shows where the columns are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from extractors.pdf.chunks import Chunk, ChunkLine
from extractors.pdf.numbers import DASHES, numbers_of

HEADED = 3  # columns of numbers that show where the columns are
WIDE = 0.45  # of the font size: headers of columns that stand close have a gap this wide between them
YEAR = re.compile(r"(19|20)\d\d(?![\d.,])")


@dataclass(frozen=True, slots=True)
class _Text:
    """From where to where a number or another text reaches."""

    x0: float
    x1: float
    is_number: bool = False
    has_digits: bool = False


@dataclass(slots=True)
class _Column:
    """From where to where a header reaches, and what stands below it; ``upper``: not on the header's lowest line."""

    x0: float
    x1: float
    upper: bool = False
    below: list[_Text] = field(default_factory=list)

    def is_over(self, text: _Text) -> bool:
        """Whether the header stands over a text, or over a part of it."""
        return self.x0 < text.x1 and text.x0 < self.x1

    @property
    def begin(self) -> float:
        """Where the header or what is furthest to the left below it begins."""
        return min([self.x0, *(x.x0 for x in self.below)])

    @property
    def end(self) -> float:
        """Where the header or what is furthest to the right below it ends."""
        return max([self.x1, *(x.x1 for x in self.below)])

    @property
    def is_one(self) -> bool:
        """Whether all numbers below have a place in common: else the header may be several, set close."""
        numbers = [x for x in self.below if x.has_digits]
        return not numbers or max(x.x0 for x in numbers) < min(x.x1 for x in numbers)


def number_column_edges(lines: Sequence[ChunkLine], left: float, right: float) -> list[float] | None:
    """Edges of the columns between ``left`` and ``right``, in points; None where the table is not like that."""
    in_columns = [line for line in lines if len(line.chunks) > 1]
    header = [*takewhile(_is_header, in_columns)]
    if max((len(line.chunks) for line in header), default=0) < HEADED:
        return None
    columns = _headed(header)
    rows = [text for line in in_columns[len(header) :] for c in line.chunks for text in _texts(c)]
    if not _put_below(columns, rows):
        return None
    _put_alone_below(columns, [_Text(x.chunks[0].x0, x.chunks[0].x1) for x in lines if _is_text_alone(x)])
    gaps = [(a.end, b.begin) for a, b in pairwise(columns)]
    of_numbers = [column for column in columns if all(x.is_number for x in column.below)]
    if len(of_numbers) < HEADED or not any(c.below for c in of_numbers):
        return None
    if any(a > b for a, b in gaps) or not all(column.is_one for column in of_numbers):
        return None
    if any(b.upper and b.below and not a.below for a, b in pairwise(columns)):
        return None  # it may be the head of several, and the numbers those of the one before
    return [left, *(x for a, b in gaps if left < (x := (a + b) / 2) < right), right]


def _is_header(line: ChunkLine) -> bool:
    return not any(numbers_of(c) and not YEAR.match(c.text) for c in line.chunks)


def _texts(chunk: Chunk) -> Iterator[_Text]:
    """The numbers that a chunk is made of, or the chunk."""
    numbers = numbers_of(chunk)
    yield from (_Text(n[0].x0, n[-1].x1, True, n[-1].text not in DASHES) for n in numbers)
    if not numbers:
        yield _Text(chunk.x0, chunk.x1)


def _is_text_alone(line: ChunkLine) -> bool:
    return len(line.chunks) == 1 and not numbers_of(line.chunks[0])


def _headed(header: Sequence[ChunkLine]) -> list[_Column]:
    """A column for each header from left to right: those of the lowest line, and others that stand beside them."""
    columns: list[_Column] = []
    for n, line in enumerate(reversed(header)):
        for part in (part for c in line.chunks for part in _parts(c)):
            if not any(column.is_over(part) for column in columns):
                columns.append(_Column(part.x0, part.x1, upper=n > 0))
    return sorted(columns, key=lambda column: column.x0)


def _parts(chunk: Chunk) -> Iterator[_Text]:
    """The parts of a header between gaps that are no word spaces."""
    x0, x1 = chunk.x0, chunk.words[0].x1
    for a, b in pairwise(chunk.words):
        if b.x0 - a.x1 > WIDE * b.size:
            yield _Text(x0, x1)
            x0 = b.x0
        x1 = b.x1
    yield _Text(x0, chunk.x1)


def _put_below(columns: list[_Column], rows: Sequence[_Text]) -> bool:
    """Puts each text below its header, labels without one in a column of their own; False where that is not clear."""
    corner = [x for x in rows if columns and x.x1 <= columns[0].x0]
    if any(x.is_number for x in corner):
        return False
    if corner:
        columns.insert(0, _Column(corner[0].x0, corner[0].x1))
    for text in rows:
        over = [column for column in columns if column.is_over(text)]
        before = [column for column in columns if column.x0 < text.x1]
        if len(over) > 1 or not before:
            return False
        (over or before)[-1].below.append(text)
    return True


def _put_alone_below(columns: Sequence[_Column], texts: Sequence[_Text]) -> None:
    """Puts lines of wrapped text into the one column that they fit into; a heading across the table is in none."""
    nexts = [column.begin for column in columns[1:]]
    for text in texts:
        fitting = [a for a, end in zip(columns, nexts, strict=False) if a.begin <= text.x1 and text.x0 < a.end]
        if len(fitting) == 1 and text.x1 < nexts[columns.index(fitting[0])]:
            fitting[0].below.append(text)
