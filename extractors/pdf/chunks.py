"""Lines of a page cut into chunks: the pieces of text between wide gaps."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.pdf.lines import TextLine, lines_of
from extractors.pdf.words import Word

GAP = 0.75  # of the font size: a gap this wide parts two chunks
WALL_GAP = 0.38  # of the font size: a gap this wide parts two chunks where the edge of a column lies in it
SHARES = r"(?:%\s*/\s*\d[\d.,\s]*)*"  # several of them in one cell: 28%/27,3%
NUMBER = re.compile(rf"^[\s(+\-−–]*[$€£]?\s*\d[\d.,\s/:]*{SHARES}\s*(%|pct\.?|kr\.?|,-)?\s*[)*]*$", re.IGNORECASE)


@dataclass(slots=True)
class Chunk:
    """Words on one line with only word spaces between them."""

    words: list[Word]
    x0: float
    x1: float

    @property
    def text(self) -> str:
        """The words with single spaces."""
        return " ".join(w.text for w in self.words if not w.mark)

    @property
    def is_number(self) -> bool:
        """Whether it is a number, amount or share, or a dash in a column of numbers."""
        return bool(NUMBER.match(self.text)) or self.text in {"-", "–", "—", "−", "..", "."}


@dataclass(slots=True)
class ChunkLine:
    """A line and its chunks from left to right."""

    line: TextLine
    chunks: list[Chunk]
    top: float
    bottom: float
    base: float
    size: float


def chunk_lines(words: Iterable[Word], walls: Sequence[float] = ()) -> list[ChunkLine]:
    """The lines of some words cut into chunks at wide gaps and at ``walls`` (x positions that part columns)."""
    out = []
    for line in lines_of(w for w in words if not w.turned):
        out.append(ChunkLine(line, _chunks(line.words, walls), line.top, line.bottom, line.base, line.size))
    return out


def _chunks(words: list[Word], walls: Sequence[float]) -> list[Chunk]:
    chunks: list[Chunk] = []
    group: list[Word] = []
    left = right = size = 0.0
    for w in words:
        size = w.size if w.size > size or not group else size
        gap = w.x0 - right
        if group and (w.mark or not _parted(gap, size, right, w.x0, walls)):
            group.append(w)
            right = w.x1 if w.x1 > right else right
            left = w.x0 if w.x0 < left else left
        else:
            if group:
                chunks.append(Chunk(group, left, right))
            group, left, right = [w], w.x0, w.x1
        size = w.size
    if group:
        chunks.append(Chunk(group, left, right))
    return chunks


def _parted(gap: float, size: float, right: float, x0: float, walls: Sequence[float]) -> bool:
    if gap > GAP * size or not walls or gap <= WALL_GAP * size:
        return gap > GAP * size
    return any(right - 1 <= x <= x0 + 1 for x in walls)


def leading(lines: Sequence[ChunkLine]) -> float:
    """The usual distance from line to line within a paragraph: the lower quartile of the distances, in points."""
    steps = sorted(b.base - a.base for a, b in itertools.pairwise(lines) if b.base - a.base > 0.6 * min(a.size, b.size))
    if not steps:
        return 1.2 * lines[0].size if lines else 12.0
    return steps[len(steps) // 4]
