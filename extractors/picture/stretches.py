"""The texts of a page with the box of each character: to find where in the picture a number stands.

A text stands there as it is seen, line by line, and as the file draws it, word by word; what is looked for may show
in one of them only. None of it is meant to be read by people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, product

from extractors.pdf.chars import placed, read_chars
from extractors.pdf.frame import Frame, frame_of
from extractors.pdf.handles import Handle
from extractors.pdf.lines import TextLine, lines_of
from extractors.pdf.unshown import annotation_texts
from extractors.pdf.words import SPACE, Word, words_of
from extractors.unshown import FEWEST_DIGITS

APART = 1.5  # times the size: words with a wider gap are not of one text, but may be in two columns
LEVEL = 0.5  # times the size: words this close in height stand on one line
BREAKS_WITHIN = 3.0  # times the size: how far below a number may go on after a hyphen
LINES_BELOW = 3
WIDE_GAP, NO_TEXT = "   ", "\f"
_OPEN_END = re.compile(r"\d ?[-\u00ad\u2010-\u2015\u2212]$")
_NUMBER_ON = re.compile(r"[-\u00ad\u2010-\u2015\u2212]?\d|[-\u2010-\u2015\u2212]$")
_DASH = re.compile(r"[-\u00ad\u2010-\u2015\u2212]")

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A text and the box of each of its characters on the page as shown, in points; None for a space between words."""

    text: str
    boxes: list[Box | None]


def noted_on(page: Handle) -> list[Stretch]:
    """What the notes and fields of a page hold, each text with the box of the note, which may well show it."""
    frame, found = frame_of(page), []
    for text, rect in annotation_texts(page):
        box = _turned((rect.left, rect.top, rect.right, rect.bottom), frame) if rect else None
        found += [Stretch(text, [box] * len(text))] if _may_matter(text) else []
    return found


def written_on(page: Handle) -> list[Stretch]:
    """The texts of a page that have many digits."""
    shown, raw = frame_of(page), read_chars(page)
    if not len(raw.codes):
        return []
    frame = shown.turned(raw.way() - shown.turn)
    words = words_of(placed(raw, frame))
    lines = lines_of(words) if words else []
    found = [*_by_lines(lines), *_as_drawn(words), *_broken(words), *_going_on(lines)]
    return [_as_shown(stretch, frame, shown) for stretch in found if _may_matter(stretch.text)]


def _may_matter(text: str) -> bool:
    return sum(map(str.isdecimal, text)) >= FEWEST_DIGITS


def _by_lines(lines: Iterable[TextLine]) -> Iterator[Stretch]:
    for line in lines:
        yield _joined(line.words, [_gap_on_line(a, b) for a, b in pairwise(line.words)])


def _gap_on_line(a: Word, b: Word) -> str:
    gap, size = b.x0 - a.x1, max(a.size, b.size)
    if gap < SPACE * size and not a.spaced:  # signs drawn one by one
        return ""
    return " " if gap < APART * size else WIDE_GAP


def _as_drawn(words: Sequence[Word]) -> Iterator[Stretch]:
    """Words in the order of the file, cut where the next one stands elsewhere."""
    begin = 0
    gaps = [_gap(a, b) for a, b in pairwise(words)]
    for end in [*(n for n, gap in enumerate(gaps) if gap == NO_TEXT), len(words) - 1]:
        if words:
            yield _joined(words[begin : end + 1], gaps[begin:end])
        begin = end + 1


def _gap(a: Word, b: Word) -> str:
    size = max(a.size, b.size)
    across = max(b.x0 - a.x1, a.x0 - b.x1)
    down = max(b.top - a.bottom, a.top - b.bottom)
    level = abs(a.mx - b.mx) if a.turned else abs(a.base - b.base)
    if level < LEVEL * size and max(across, down) < APART * size:
        return " " if max(across, down) > SPACE * size or a.spaced else ""
    return "\n" if _DASH.search(a.text[-1:]) and down < BREAKS_WITHIN * size else NO_TEXT


def _broken(words: Sequence[Word]) -> Iterator[Stretch]:
    """A word that ends in a hyphen, with each one below it that it may go on with."""
    for n, word in enumerate(words):
        before = [*words[max(n - 1, 0) : n], word]
        if not _OPEN_END.search(" ".join(w.text for w in before)):
            continue
        for other in words:
            if other.text[0].isdecimal() and 0 < other.base - word.base < BREAKS_WITHIN * word.size:
                yield _joined([*before, other], [*[""] * (len(before) - 1), "\n"])


def _going_on(lines: Sequence[TextLine]) -> Iterator[Stretch]:
    """The last word of a text in a line with the first one of the text below it, where both are of a number.

    They stand at the end and the beginning; two above each other, as in a column of amounts, are none without a hyphen.
    """
    texts = [list(_texts(line)) for line in lines]
    for n, line in enumerate(texts):
        for text, below in product(line, chain(*texts[n + 1 : n + 1 + LINES_BELOW])):
            last, first, size = text[-1], below[0], text[-1].size
            near = first.base - last.base < BREAKS_WITHIN * size and abs(first.x0 - text[0].x0) < BREAKS_WITHIN * size
            apart = first.x1 <= last.x0 or _DASH.match(first.text)
            if near and apart and last.text[-1].isdecimal() and _NUMBER_ON.match(first.text):
                yield _joined([last, *below[:2]], ["\n", " "][: len(below[:2])])


def _texts(line: TextLine) -> Iterator[list[Word]]:
    """The words of a line, parted where a wide gap is."""
    text = line.words[:1]
    for a, b in pairwise(line.words):
        if _gap_on_line(a, b) == WIDE_GAP:
            yield text
            text = []
        text.append(b)
    yield text


def _joined(words: Sequence[Word], gaps: Sequence[str]) -> Stretch:
    text, boxes = "", list[Box | None]()
    for word, gap in zip(words, [*gaps, ""], strict=True):
        text += word.text + gap
        boxes += _boxes(word)
        boxes += [None] * len(gap)
    return Stretch(text, boxes)


def _boxes(word: Word) -> list[Box | None]:
    """The box of each character; of a word that was spelled in another way, the word's for each."""
    if word.edges is None or len(word.edges[0]) != len(word.text) or word.turned:
        return [(word.x0, word.top, word.x1, word.bottom)] * len(word.text)
    edges = zip(*(e.tolist() for e in word.edges), strict=True)
    return [(x0, word.top, x1, word.bottom) for x0, x1 in edges]


def _as_shown(stretch: Stretch, read: Frame, shown: Frame) -> Stretch:
    if read == shown:
        return stretch
    return Stretch(
        stretch.text, [box and _turned((*read.back(*box[:2]), *read.back(*box[2:])), shown) for box in stretch.boxes]
    )


def _turned(corners: Iterable[float], frame: Frame) -> Box:
    """The box on the page as shown around two opposite corners in PDF coordinates."""
    x0, y0, x1, y1 = corners
    (ax, ay), (bx, by) = frame.point(x0, y0), frame.point(x1, y1)
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
