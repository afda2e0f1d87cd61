"""Characters put together into words, and words into lines of text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from extractors.pdf.page import Char
from extractors.place import Place

SPACE = 0.16  # of the font size: a gap this wide between two characters parts two words
BACK = 0.6  # of the font size: text that jumps back this far is not the same word
RAISED = 0.12  # of the font size: how far a mark stands above the line that it belongs to
SMALL = 0.82  # of its neighbour's size: text smaller than this and raised is a note mark
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})


@dataclass(slots=True)
class Word:
    """Characters without space between them. ``mark`` is true for a superscript note mark.

    ``spaced`` tells that the file draws a space after the word: where a producer does so at the ends of
    wrapped lines, a line end without one lies within a word.
    """

    chars: list[Char]
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    bold: bool
    turned: bool
    spaced: bool = False
    mark: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        """The point that decides which cell the word belongs to."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


def make_word(chars: list[Char], spaced: bool = False) -> Word:
    """A word out of its characters."""
    text = unicodedata.normalize("NFC", "".join(c.text for c in chars)).translate(LIGATURES)
    first = chars[0]
    return Word(
        chars,
        text,
        min(c.x0 for c in chars),
        min(c.top for c in chars),
        max(c.x1 for c in chars),
        max(c.bottom for c in chars),
        first.base,
        first.size,
        first.bold,
        first.turned,
        spaced,
    )


def words_of(chars: list[Char]) -> list[Word]:
    """The words of a page, in the order of the content, note marks told apart."""
    words: list[Word] = []
    current: list[Char] = []
    for char in chars:
        if char.text.isspace() or not char.text.isprintable() and char.text != "\u00ad":
            if current:
                words.append(make_word(current, spaced=char.text.isspace()))
                current = []
            continue
        if current and not _same_word(current[-1], char):
            words.append(make_word(current))
            current = []
        current.append(char)
    if current:
        words.append(make_word(current))
    words = _without_doubles(words)
    _tell_marks(words)
    return words


def _same_word(a: Char, b: Char) -> bool:
    if a.turned or b.turned:
        return a.turned == b.turned and a.run == b.run
    if a.run == b.run and a.x0 == b.x0 and a.base == b.base:
        return True  # the letters of a ligature share one box
    size = max(a.size, b.size)
    if abs(a.base - b.base) > 0.1 * size or abs(a.size - b.size) > (1 - SMALL) * size:
        return False
    return -BACK * size < b.x0 - a.x1 < SPACE * size


def _without_doubles(words: list[Word]) -> list[Word]:
    """Some producers draw a word twice, a hair apart, to make it look bold."""
    seen: set[tuple[str, int, int]] = set()
    out = []
    for w in words:
        spots = {(w.text, round(w.x0 + dx), round(w.base + dy)) for dx in (-0.4, 0.4) for dy in (-0.4, 0.4)}
        if len(w.text) > 1 and seen & spots:
            continue
        seen |= spots
        out.append(w)
    return out


def _tell_marks(words: list[Word]) -> None:
    """A short small word that stands raised at the end of a larger one is a note mark."""
    for before, word in zip(words, words[1:], strict=False):
        if word.turned or len(word.text) > 3 or word.size > SMALL * before.size:
            continue
        raised = before.base - word.base
        near = -0.3 * before.size < word.x0 - before.x1 < 0.5 * before.size
        if near and RAISED * before.size < raised < 0.8 * before.size and not any(c.isalpha() and not c.islower() for c in word.text):
            word.mark = True


@dataclass(slots=True)
class TextLine:
    """Words on one line, from left to right."""

    words: list[Word]

    @property
    def x0(self) -> float:
        """Left edge in points."""
        return min(w.x0 for w in self.words)

    @property
    def x1(self) -> float:
        """Right edge in points."""
        return max(w.x1 for w in self.words)

    @property
    def top(self) -> float:
        """Upper edge in points."""
        return min(w.top for w in self.words)

    @property
    def bottom(self) -> float:
        """Lower edge in points."""
        return max(w.bottom for w in self.words)

    @property
    def base(self) -> float:
        """The line that the text stands on."""
        plain = [w.base for w in self.words if not w.mark]
        return max(plain or [w.base for w in self.words])

    @property
    def size(self) -> float:
        """Font size in points of the largest word."""
        return max(w.size for w in self.words)

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
    marks, plain, lines = [], [], []
    for w in words:
        (marks if w.mark else plain).append(w)
    for w in sorted(plain, key=lambda w: (w.base, w.x0)):
        line = lines[-1] if lines else None
        if line is not None and abs(w.base - line[0].base) <= 0.35 * min(w.size, line[0].size):
            line.append(w)
        else:
            lines.append([w])
    for mark in marks:
        home = min(lines, key=lambda line: _distance(line, mark), default=None)
        lines.append([mark]) if home is None else home.append(mark)
    return [TextLine(sorted(line, key=lambda w: w.x0)) for line in lines]


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
