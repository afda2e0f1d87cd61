"""What the columns of a table without full lines hold: numbers, short words, or text over several lines."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from extractors.pdf.chunks import Chunk, ChunkLine, leading
from extractors.pdf.columns import column_of

APART = 1.28  # times the leading: lines further apart than this belong to different rows
MOSTLY = 0.6  # share of a column's chunks that are numbers
ALWAYS = 0.8  # share of the rows: a column filled this often is filled in every row
SHORT = 16  # characters on average: a column of codes or status words
LONG = 20  # characters on average: a column of text that wraps
YEAR = re.compile(r"^(19|20)\d\d\*?$")
CAPTION = re.compile(r"^(tabel|table|skema|oversigt|figur|figure)\s*\d+", re.IGNORECASE)


class Roles:
    """The roles of the columns between ``edges``, read from the lines of a table."""

    def __init__(self, lines: Sequence[ChunkLine], edges: Sequence[float]) -> None:
        self.edges = edges
        self._filled = {id(line): {self.column(c) for c in line.chunks} for line in lines}
        by_column: dict[int, list[Chunk]] = {}
        for line in lines:
            for chunk in line.chunks:
                first, last = column_of(chunk, edges)
                if first == last:
                    by_column.setdefault(first, []).append(chunk)
        self.numbers = {c for c, own in by_column.items() if sum(x.is_number for x in own) >= MOSTLY * len(own)}
        self.anchors = self.numbers | _codes(by_column, self.numbers)
        self.wrapping = any(c and c not in self.anchors and _mean_length(own) > LONG for c, own in by_column.items())
        labels = [line for line in lines if len(line.chunks) > 1 and 0 in self._filled[id(line)]]
        self._bold_is_usual = sum(line.chunks[0].words[0].bold for line in labels) > 0.5 * len(labels)
        self._capitals_are_usual = sum(line.chunks[0].text.isupper() for line in labels) > 0.5 * len(labels)
        self.step = leading(lines)
        self.roomy = self._is_roomy(lines)

    def column(self, chunk: Chunk) -> int:
        """The column that a chunk begins in."""
        return column_of(chunk, self.edges)[0]

    def filled(self, line: ChunkLine) -> set[int]:
        """The columns in which a line has text."""
        own = self._filled.get(id(line))
        return own if own is not None else {self.column(c) for c in line.chunks}

    def goes_over(self, line: ChunkLine) -> bool:
        """Whether a chunk of the line lies over several columns."""
        return any(a < b for c in line.chunks for a, b in [column_of(c, self.edges)])

    def has_numbers(self, line: ChunkLine) -> bool:
        """Whether the line has a number, and not only a year, in a column of numbers."""
        return any(c.is_number and self.column(c) in self.numbers and not YEAR.match(c.text) for c in line.chunks)

    def is_heading(self, line: ChunkLine) -> bool:
        """Whether the line is a title or names a group: alone, and over the columns or set apart in its look."""
        if len(line.chunks) != 1 or self.column(line.chunks[0]) != 0:
            return False
        text = line.chunks[0].text
        bold = line.line.bold and not self._bold_is_usual
        capitals = text.isupper() and len(text) > 3 and not self._capitals_are_usual
        return bool(CAPTION.match(text)) or capitals or bold or self.goes_over(line)

    def opens(self, line: ChunkLine, above: set[int]) -> bool:
        """Whether a column that has one line a row is filled again, and not by the rest of a word group."""
        return any(self.column(c) in above & self.anchors and not c.text[:1].islower() for c in line.chunks)

    def has_one_line_column(self, rows: Sequence[Sequence[ChunkLine]]) -> bool:
        """Whether a column is filled in nearly every row, and on no more than one line of each: then these are rows.

        The first does not tell: it may name groups of rows. Nor does any where lines follow that are full of numbers.
        """
        if any(self._full_twice(row) for row in rows):
            return False
        counts = Counter(c for row in rows for c in set().union(*(self.filled(line) for line in row)))
        lines = Counter(c for row in rows for line in row for c in self.filled(line))
        return any(c and n >= ALWAYS * len(rows) and n == lines[c] for c, n in counts.items())

    def _full_twice(self, row: Sequence[ChunkLine]) -> bool:
        """Whether two columns of numbers are filled on two lines of what may be a row."""
        full = [self.filled(line) & self.numbers for line in row if self.has_numbers(line)]
        return any(len(a & b) > 1 for a, b in itertools.pairwise(full))

    def _is_roomy(self, lines: Sequence[ChunkLine]) -> bool:
        """Whether rows stand apart from each other by more than the lines within them do."""
        pairs = list(itertools.pairwise(lines))
        opening = [(a, b) for a, b in pairs if self.filled(a) & self.filled(b) & self.numbers]
        if len(opening) >= 3:
            return sum(b.base - a.base > APART * self.step for a, b in opening) > 0.5 * len(opening)
        wide = sum(b.base - a.base > APART * self.step for a, b in pairs)
        return len(pairs) > 2 and 0.15 * len(pairs) <= wide <= 0.9 * len(pairs)


def number_columns(lines: Sequence[ChunkLine], edges: Sequence[float]) -> set[int]:
    """Columns in which most chunks are numbers, by index."""
    return Roles(lines, edges).numbers


def _codes(by_column: dict[int, list[Chunk]], numbers: set[int]) -> set[int]:
    """Columns of short words that are filled about as often as the columns of numbers."""
    often = max((len(by_column[c]) for c in numbers), default=0)
    return {
        c
        for c, own in by_column.items()
        if c and c not in numbers and _mean_length(own) <= SHORT and 0.6 * often <= len(own) <= 2.2 * often
    }


def _mean_length(chunks: Sequence[Chunk]) -> float:
    return sum(len(c.text) for c in chunks) / len(chunks)
