"""The words outside the tables put together into paragraphs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from extractors.pdf.chunks import chunk_lines
from extractors.pdf.lines import TextLine, box_of
from extractors.pdf.words import Word
from extractors.place import Place

STEP = 1.75  # times the font size: lines further apart belong to different paragraphs
LONG = 220.0  # points: a line this long is running text, whose lines may stand further apart
WIDE = 1.4  # of the font size: a gap this wide parts text that stands side by side


@dataclass(slots=True)
class Paragraph:
    """Lines that read on from one to the next."""

    lines: list[TextLine]

    @property
    def words(self) -> list[Word]:
        """All its words."""
        return [w for line in self.lines for w in line.words]

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(line.bold for line in self.lines)

    @property
    def size(self) -> float:
        """Its font size in points."""
        return self.lines[0].size

    def place(self, page: int) -> Place:
        """The box around it."""
        return box_of(self.words, page)


def paragraphs_of(words: Iterable[Word]) -> list[Paragraph]:
    """Paragraphs in reading order, from top to bottom and left to right."""
    words = list(words)
    open_ones: list[Paragraph] = []
    done = [Paragraph([TextLine(run)]) for run in _turned(words)]
    for line in chunk_lines(words):
        for piece in _pieces(line.line):
            home = next((p for p in reversed(open_ones) if _goes_on(p, piece)), None)
            if home is None:
                open_ones.append(Paragraph([piece]))
            else:
                home.lines.append(piece)
        passed = [p for p in open_ones if line.base - p.lines[-1].base > 3 * p.size]
        done += passed
        open_ones = [p for p in open_ones if p not in passed]
    return sorted(done + open_ones, key=lambda p: (round(p.lines[0].base), p.lines[0].x0))


def _turned(words: list[Word]) -> list[list[Word]]:
    """Words that do not run from left to right, in the order of the content, each text object a run."""
    runs: dict[int, list[Word]] = {}
    for w in words:
        if w.turned:
            runs.setdefault(w.run, []).append(w)
    return list(runs.values())


def _pieces(line: TextLine) -> list[TextLine]:
    """A line cut where text of another column stands beside it."""
    out: list[list[Word]] = []
    for w in line.words:
        if out and w.x0 - out[-1][-1].x1 <= WIDE * w.size:
            out[-1].append(w)
        else:
            out.append([w])
    return [TextLine(ws) for ws in out]


def _goes_on(p: Paragraph, line: TextLine) -> bool:
    last = p.lines[-1]
    step = line.base - last.base
    if not 0.4 * last.size < step <= STEP * last.size or abs(line.size - last.size) > 0.6:
        return False
    if line.bold != last.bold:
        return False
    overlap = min(line.x1, last.x1) - max(line.x0, last.x0)
    near = abs(line.x0 - p.lines[0].x0) < 24 or abs(line.x0 - last.x0) < 4
    return overlap > 0 and near and (step <= 1.45 * last.size or last.x1 - last.x0 >= LONG)
