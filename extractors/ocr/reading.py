"""A scanned page read twice: words and ruled lines as they would come from a drawn page, and what is doubtful."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from extractors.ocr.agreement import Judged, compare, in_points
from extractors.ocr.drawn_lines import take_out_lines
from extractors.ocr.engine import BLOCK, SPARSE, Seen, recognise
from extractors.ocr.ink import HEAVY, Ink
from extractors.ocr.picture import Picture, take_picture
from extractors.pdf.page import PageContent
from extractors.pdf.words import Word

FIRST_DPI, SECOND_DPI = 300.0, 240.0
ASCENT, DESCENT = 0.93, 0.22  # of the size: the box that a drawn letter has
ALIKE = 0.2  # share of the usual size within which a word is of the usual size


@dataclass(slots=True)
class ScannedPage:
    """A scanned page: what stands on it, in points of the straightened page, and the words that are not sure."""

    content: PageContent
    words: list[Word]
    doubtful: list[Word]
    picture: Picture  # for the way back to the page as shown; without pixels


def read_scanned_page(page: pdfium.FPDF_PAGE, number: int) -> ScannedPage:
    """Reads a page's picture twice, at two resolutions and in two ways of finding text, and compares."""
    picture = take_picture(page, FIRST_DPI)
    across, down, left = take_out_lines(picture)
    first = recognise(left, FIRST_DPI, SPARSE)
    ink = Ink(left, picture.paper, picture.ink)
    suspect = {id(w) for w in first if _is_number(w) and (ink.unread_beside(w, first) or ink.has_raised_end(w))}
    heavy = _heavy(first, ink)
    marks = [id(w) in suspect for w in first]
    judged = compare(in_points(first, picture.scale), _second_reading(page, picture.skew))
    out = _words(judged, picture)
    content = PageContent(number, picture.width, picture.height, horizontal=across, vertical=down)
    return out


def _is_number(word: Seen) -> bool:
    return any(c.isdigit() for c in word.text)
