"""Characters put together into words, and words into lines of text."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from operator import attrgetter

import numpy as np

from extractors.pdf.chars import Chars
from extractors.place import Place

SPACE = 0.16  # of the font size: a gap this wide between two characters parts two words
BACK = 0.6  # of the font size: text that jumps back this far is not the same word
HAIR = 0.8  # points
RAISED = 0.12  # of the font size: how far a mark stands above the line that it belongs to
SMALL = 0.82  # of its neighbour's size: text smaller than this and raised is a note mark
SPACES = np.array([0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000])
LEVEL = 0.35  # of the font size: words that stand this close in height are on one line
_BY_BASE, _BY_X0 = attrgetter("base", "x0"), attrgetter("x0")
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})


@dataclass(slots=True)
class Word:
    """Characters without space between them. ``mark`` is true for a superscript note mark.

    ``spaced`` tells that the file draws a space after the word. ``mx, my`` is its middle, which decides the
    cell that it belongs to; ``first_width`` the width of its first character; ``run`` the text object that it
    begins in. ``edges`` are the left and right edges of its characters, until the page is laid out.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    bold: bool
    turned: bool
    run: int
    mx: float
    my: float
    first_width: float
    spaced: bool = False
    mark: bool = False
    edges: tuple[np.ndarray, np.ndarray] | None = None


def words_of(chars: Chars) -> list[Word]:
    """The words of a page, in the order of the content, note marks told apart."""
    codes = np.frombuffer(chars.text.encode("utf-32-le"), np.uint32)
    spaces = np.isin(codes, SPACES) | ((codes >= 0x2000) & (codes <= 0x200B))
    drawn = np.flatnonzero(~(spaces | (codes < 0x20) | ((codes >= 0x7F) & (codes < 0xA0)) | (codes == 0xFEFF)))
    if not len(drawn):
        return []
    starts = np.flatnonzero(_begins(chars, drawn))
    ends = np.append(starts[1:], len(drawn))
    words = _cut_words(chars, drawn, starts, ends, np.append(spaces, False))
    words = _without_doubles(words)
    _tell_marks(words)
    return words


def _begins(chars: Chars, drawn: np.ndarray) -> np.ndarray:
    """Which of the drawn characters begin a word."""
    a, b = drawn[:-1], drawn[1:]
    size = np.maximum(chars.size[a], chars.size[b])
    same_run = chars.run[a] == chars.run[b]
    gap = chars.x0[b] - chars.x1[a]
    level = np.abs(chars.base[a] - chars.base[b]) <= 0.1 * size
    alike = np.abs(chars.size[a] - chars.size[b]) <= (1 - SMALL) * size
    straight = level & alike & (gap > -BACK * size) & (gap < SPACE * size)
    ligature = same_run & (chars.x0[a] == chars.x0[b]) & (chars.base[a] == chars.base[b])
    turned = chars.turned[a] | chars.turned[b]
    together = np.where(turned, (chars.turned[a] == chars.turned[b]) & same_run, straight | ligature)
    return np.concatenate(([True], ~together | (b != a + 1)))


def _cut_words(chars: Chars, drawn: np.ndarray, starts: np.ndarray, ends: np.ndarray, spaces: np.ndarray) -> list[Word]:
    x0, x1 = chars.x0[drawn], chars.x1[drawn]
    first = drawn[starts]
    columns = (
        np.minimum.reduceat(x0, starts).tolist(),
        np.minimum.reduceat(chars.top[drawn], starts).tolist(),
        np.maximum.reduceat(x1, starts).tolist(),
        np.maximum.reduceat(chars.bottom[drawn], starts).tolist(),
        chars.base[first].tolist(),
        chars.size[first].tolist(),
        chars.bold[first].tolist(),
        chars.turned[first].tolist(),
        chars.run[first].tolist(),
        (x1[starts] - x0[starts]).tolist(),
        spaces[drawn[ends - 1] + 1].tolist(),
        first.tolist(),
        starts.tolist(),
        ends.tolist(),
    )
    out = []
    for wx0, top, wx1, bottom, base, size, bold, turned, run, width, spaced, at, s, e in zip(*columns, strict=True):
        text = chars.text[at : at + e - s]
        if not text.isascii():
            text = unicodedata.normalize("NFC", text).translate(LIGATURES)
        edges = (x0[s:e], x1[s:e])
        middle = ((wx0 + wx1) / 2, (top + bottom) / 2)
        out.append(
            Word(text, wx0, top, wx1, bottom, base, size, bold, turned, run, *middle, width, spaced, False, edges)
        )
    return out


def part_of(word: Word, start: int, end: int) -> Word:
    """The characters from ``start`` to ``end`` of a word as a word of their own."""
    if word.edges is None:
        raise ValueError("the page is laid out: its characters are gone")
    x0, x1 = word.edges[0][start:end], word.edges[1][start:end]
    left, right = float(x0.min()), float(x1.max())
    whole = end == len(word.edges[0])
    return replace(
        word,
        text=word.text[start:end],
        x0=left,
        x1=right,
        mx=(left + right) / 2,
        first_width=float(x1[0] - x0[0]),
        spaced=word.spaced and whole,
        edges=(x0, x1),
    )


def _without_doubles(words: list[Word]) -> list[Word]:
    """Some producers draw a word twice, a hair apart, to make it look bold."""
    seen: dict[str, dict[int, list[float]]] = {}
    out = []
    for w in words:
        same = seen.setdefault(w.text, {})
        line = round(w.base)
        if (
            same
            and len(w.text) > 1
            and any(abs(x - w.x0) < HAIR for at in (line - 1, line, line + 1) for x in same.get(at, ()))
        ):
            continue
        same.setdefault(line, []).append(w.x0)
        out.append(w)
    return out


def _tell_marks(words: list[Word]) -> None:
    """A short small word that stands raised at the end of a larger one is a note mark."""
    for before, word in itertools.pairwise(words):
        if word.turned or len(word.text) > 3 or word.size > SMALL * before.size:
            continue
        raised = before.base - word.base
        near = -0.3 * before.size < word.x0 - before.x1 < 0.5 * before.size
        if (
            near
            and RAISED * before.size < raised < 0.8 * before.size
            and not any(c.isalpha() and not c.islower() for c in word.text)
        ):
            word.mark = True


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

    def place(self, page: int) -> Place:
        """The box around the line."""
        return box_of(self.words, page)


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
