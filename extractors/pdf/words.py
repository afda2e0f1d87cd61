"""Characters put together into words."""

from __future__ import annotations

import itertools
import unicodedata
from dataclasses import dataclass, replace

import numpy as np

from extractors.pdf.chars import Chars

SPACE = 0.15  # of the font size: a gap this wide between two characters parts two words (in Times: P, space, A)
BACK = 0.6  # of the font size: text that jumps back this far is not the same word
HAIR = 0.8  # points
RAISED = 0.12  # of the font size: how far a mark stands above the line that it belongs to
SMALL = 0.82  # of its neighbour's size: text smaller than this and raised is a note mark
SPACES = np.array([0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000])
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
