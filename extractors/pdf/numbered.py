"""Columns of numbers below a header: each number belongs to the header over it, or else to the one on its left.

A column that nothing fills has no gap of its own, and an amount set to the right may stand nearer to the next header
than to its own. So where most columns hold numbers the header shows where the columns are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from extractors.pdf.chunks import Chunk, ChunkLine
from extractors.pdf.numbers import numbers_of

HEADED = 3  # columns of numbers that show where the columns are
YEAR = re.compile(r"(19|20)\d\d(?![\d.,])")


@dataclass(frozen=True, slots=True)
class _Text:
    """From where to where a number or another text reaches."""

    x0: float
    x1: float
    is_number: bool


@dataclass(slots=True)
class _Column:
    """From where to where a header reaches, and what stands below it."""

    x0: float
    x1: float
    below: list[_Text] = field(default_factory=list)

    def is_over(self, text: _Text | Chunk) -> bool:
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


def numbered_edges(lines: Sequence[ChunkLine], left: float, right: float) -> list[float] | None:
    """Edges of the columns between ``left`` and ``right``, in points; None where the table is not like that."""
    in_columns = [line for line in lines if len(line.chunks) > 1]
    header = [*takewhile(_is_header, in_columns)]
    columns = _headed(c for line in header for c in line.chunks)
    rows = [text for line in in_columns[len(header) :] for c in line.chunks for text in _texts(c)]
    if columns is None or not _put_below(columns, rows):
        return None
    gaps = [(a.end, b.begin) for a, b in pairwise(columns)]
    of_numbers = [column for column in columns if all(x.is_number for x in column.below)]
    if len(of_numbers) < HEADED or not any(c.below for c in of_numbers) or any(a > b for a, b in gaps):
        return None
    return [left, *(x for a, b in gaps if left < (x := (a + b) / 2) < right), right]


def _is_header(line: ChunkLine) -> bool:
    return not any(numbers_of(c) and not YEAR.match(c.text) for c in line.chunks)


def _texts(chunk: Chunk) -> Iterator[_Text]:
    """The numbers that a chunk is made of, or the chunk."""
    numbers = numbers_of(chunk)
    yield from (_Text(n[0].x0, n[-1].x1, True) for n in numbers)
    if not numbers:
        yield _Text(chunk.x0, chunk.x1, False)


def _headed(header: Iterable[Chunk]) -> list[_Column] | None:
    """A column for each stack of header chunks, from left to right; None where one stands over several."""
    columns: list[_Column] = []
    for chunk in header:
        over = [column for column in columns if column.is_over(chunk)]
        if len(over) > 1:
            return None
        if over:
            over[0].x0, over[0].x1 = min(over[0].x0, chunk.x0), max(over[0].x1, chunk.x1)
        else:
            columns.append(_Column(chunk.x0, chunk.x1))
    return sorted(columns, key=lambda column: column.x0)


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
