"""A scanned page read twice: words and ruled lines as they would come from a drawn page, and what is doubtful."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from extractors.ocr.agreement import Judged, compare, confirmed_by, scaled
from extractors.ocr.drawn_lines import take_out_lines
from extractors.ocr.engine import BLOCK, SPARSE, Seen, recognise
from extractors.ocr.ink import HEAVY, Ink
from extractors.ocr.picture import Picture, take_picture
from extractors.pdf.handles import Handle
from extractors.pdf.page import PageContent
from extractors.pdf.words import Word

FIRST_DPI, SECOND_DPI = 300.0, 240.0
SECOND_LANGUAGES = ("dan",)  # another model than the first reading's: it errs elsewhere
ASCENT, DESCENT = 0.93, 0.22  # of the size: the box that a drawn letter has
HIGH_SIGNS = "-–+=*\"'“”‘’´`°^»«~"  # these stand above the line by themselves
LEVEL = 0.3  # of the size: words this close in height are on one line
ALIKE = 0.25  # share of the page's usual size within which a word is of that size


@dataclass(slots=True)
class ScannedPage:
    """A scanned page: what stands on it, in points of the straightened page, and the words that are not sure.

    ``picture`` has no pixels any more; it knows the way back to the page as it is shown.
    """

    content: PageContent
    words: list[Word]
    doubtful: list[Word]
    picture: Picture


def read_scanned_page(page: Handle, number: int) -> ScannedPage:
    """Reads a page's picture twice, at two resolutions and with two models, and compares.

    Where numbers stay doubtful, it is read a third time.
    Raises ``Unreadable`` where the text recognition fails.
    """
    picture = take_picture(page, FIRST_DPI)
    across, down, left = take_out_lines(picture)
    first = recognise(left, FIRST_DPI, SPARSE)
    ink = Ink(left, picture.paper, picture.ink)
    judged = compare(first, _other_reading(page, picture, BLOCK))
    if any(not j.sure and _is_number(j.seen) for j in judged):
        judged = confirmed_by(judged, _other_reading(page, picture, SPARSE))
    judged = [_looked_at(j, first, ink) for j in judged]
    words = _words(judged, ink, picture.scale)
    doubtful = [w for w, j in zip(words, judged, strict=True) if not j.sure]
    content = PageContent(number, picture.width, picture.height, horizontal=across, vertical=down)
    return ScannedPage(content, words, doubtful, replace(picture, pixels=np.empty((0, 0), np.uint8)))


def _is_number(word: Seen) -> bool:
    return any(c.isdigit() for c in word.text)


def _other_reading(page: Handle, first: Picture, segmentation: int) -> list[Seen]:
    """The words of another picture of the page by another model, in the pixels of the first."""
    picture = take_picture(page, SECOND_DPI, first.skew)
    _, _, left = take_out_lines(picture)
    return scaled(recognise(left, SECOND_DPI, segmentation, SECOND_LANGUAGES), first.scale / picture.scale)


def _looked_at(judged: Judged, words: list[Seen], ink: Ink) -> Judged:
    """A word on which both readings agree may still have taken in a note mark, and may have lost a sign or a space."""
    seen = judged.seen
    if not judged.sure:
        return judged
    marked = seen.text[-1] not in HIGH_SIGNS and ink.has_raised_end(seen)
    lost = ink.unread_beside(seen, words) if _is_number(seen) else ink.has_gap(seen)
    return replace(judged, sure=not marked and not lost)


def _words(judged: Sequence[Judged], ink: Ink, scale: float) -> list[Word]:
    """The words as the reader of drawn pages has them; sizes near the usual one are made equal."""
    if not judged:
        return []
    usual = statistics.median(j.seen.size for j in judged)
    strokes = [ink.stroke(j.seen) for j in judged]
    heavy = HEAVY * statistics.median(strokes)
    out = []
    for n, (j, stroke) in enumerate(zip(judged, strokes, strict=True)):
        size = usual if abs(j.seen.size - usual) <= ALIKE * usual else j.seen.size
        out.append(_word(replace(j.seen, size=size), 1 / scale, stroke > heavy, n))
    for word in out:  # the last word of a line may go on in the next one; behind any other stands a space
        word.spaced = any(0 <= o.x0 - word.x1 < o.size and abs(o.base - word.base) < LEVEL * o.size for o in out)
    return out


def _word(seen: Seen, unit: float, bold: bool, number: int) -> Word:
    top, bottom = (seen.base - ASCENT * seen.size) * unit, (seen.base + DESCENT * seen.size) * unit
    x0, x1 = seen.x0 * unit, seen.x1 * unit
    width = (x1 - x0) / len(seen.text)
    middle = ((x0 + x1) / 2, (top + bottom) / 2)
    return Word(seen.text, x0, top, x1, bottom, seen.base * unit, seen.size * unit, bold, False, number, *middle, width)
