"""Words put together into lines of text."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from extractors.pdf.words import SPACE, Word
from extractors.place import Place

LEVEL = 0.35  # of the font size: words that stand this close in height are on one line
_BY_BASE, _BY_X0 = attrgetter("base", "x0"), attrgetter("x0")


class TextLine:
    """Words on one line, from left to right, and the box around them."""

    __slots__ = ("bottom", "size", "top", "words", "x0", "x1")

    def __init__(self, words: list[Word]) -> None:
        self.words = words
        first = words[0]
        x0, top, x1, bottom, size = first.x0, first.top, first.x1, first.bottom, first.size
        for w in words:
            x0 = w.x0 if w.x0 < x0 else x0
            top = w.top if w.top < top else top
            x1 = w.x1 if w.x1 > x1 else x1
            bottom = w.bottom if w.bottom > bottom else bottom
            size = w.size if w.size > size else size
        self.x0, self.top, self.x1, self.bottom, self.size = x0, top, x1, bottom, size

    @property
    def base(self) -> float:
        """The line that the text stands on."""
        plain = [w.base for w in self.words if not w.mark]
        return max(plain or [w.base for w in self.words])

    @property
    def bold(self) -> bool:
        """Whether every word is bold."""
        return all(w.bold for w in self.words if not w.mark)

    @property
    def text(self) -> str:
        """The words with the spaces between them; note marks left out."""
        return spaced_text(w for w in self.words if not w.mark)


def spaced_text(words: Iterable[Word]) -> str:
    """The texts of words on a line, parted by a space where there is a gap or a drawn space."""
    out: list[str] = []
    last: Word | None = None
    for w in words:
        touching = last is not None and not last.spaced and w.x0 - last.x1 < SPACE * max(w.size, last.size)
        if last is not None and not (touching and abs(w.x0 - last.x1) < 0.5 * w.size):
            out.append(" ")
        out.append(w.text)
        last = w
    return "".join(out)


def lines_of(words: Iterable[Word]) -> list[TextLine]:
    """Words put into lines by what they stand on, from top to bottom and left to right."""
    words = list(words)
    if len(words) == 1:
        return [TextLine(words)]
    marks = [w for w in words if w.mark]
    lines: list[list[Word]] = []
    line: list[Word] = []
    base, size = -1e9, 0.0
    for w in sorted((w for w in words if not w.mark) if marks else words, key=_BY_BASE):
        if w.base - base <= LEVEL * (w.size if w.size < size else size):
            line.append(w)
        else:
            line = [w]
            base, size = w.base, w.size
            lines.append(line)
    for mark in marks:
        home = min(lines, key=lambda line: _distance(line, mark), default=None)
        lines.append([mark]) if home is None else home.append(mark)
    return [TextLine(sorted(line, key=_BY_X0) if len(line) > 1 else line) for line in lines]


def _distance(line: list[Word], mark: Word) -> float:
    below = line[0].base - mark.base
    return below if 0 <= below <= line[0].size else 1e6 + abs(below)


def box_of(words: Iterable[Word], page: int) -> Place:
    """The place around some words."""
    ws = list(words)
    return Place(
        page,
        round(min(w.x0 for w in ws), 2),
        round(min(w.top for w in ws), 2),
        round(max(w.x1 for w in ws), 2),
        round(max(w.bottom for w in ws), 2),
    )
