"""A PDF with scanned pages turned into a document: these are read from their pictures, the others as they are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pypdfium2.raw as pdfium

from extractors.model import Cell, Document, Line, Table
from extractors.ocr.reading import ScannedPage, read_scanned_page
from extractors.ocr.scans import scanned_pages
from extractors.pdf.furniture import margins
from extractors.pdf.pages import Pdf, ReadPage, layouts, open_pdf
from extractors.pdf.read import document_of
from extractors.pdf.unshown import of_page
from extractors.place import Place

Scans = dict[int, ScannedPage]


def pages_to_recognise(data: bytes) -> list[int]:
    """The numbers (from 1) of the pages that are scans; raises ``Unreadable`` where the PDF cannot be opened."""
    pdf = open_pdf(data)
    try:
        return scanned_pages(pdf)
    finally:
        pdf.close()


def read_with_scans(data: bytes, numbers: Sequence[int]) -> Document:
    """Reads a PDF whose pages of those numbers are scans.

    The cells and lines that stand on these carry the words that are doubtful. Raises ``Unreadable`` where the
    PDF is damaged or the text recognition fails.
    """
    pdf = open_pdf(data)
    try:
        scans = {number: _recognised(pdf, number) for number in numbers}
        read = {n: ReadPage(s.content, s.words, margins(s.words, s.content.height)) for n, s in scans.items()}
        document = document_of(pdf, layouts(pdf, read))
        for part in document.parts:
            _tell_doubts(part, scans)
        return document
    finally:
        pdf.close()


def _recognised(pdf: Pdf, number: int) -> ScannedPage:
    page = pdfium.FPDF_LoadPage(pdf.handle, number - 1)
    try:
        pdf.unshown += of_page(page, number)
        return read_scanned_page(page, number)
    finally:
        pdfium.FPDF_ClosePage(page)


def _tell_doubts(part: Line | Table, scans: Scans) -> None:
    """Tells a part's texts on scanned pages that they were read from a picture, and puts its places as shown."""
    if isinstance(part, Line):
        if part.place.page in scans:
            part.doubts = _doubts([part.place], scans)
            part.place = _shown(part.place, scans)
        return
    for cell in part.cells:
        _tell_cell(cell, scans)
    part.places = [_shown(p, scans) for p in part.places]


def _tell_cell(cell: Cell, scans: Scans) -> None:
    places = cell.parts or [cell.place]
    if any(p.page in scans for p in places):
        cell.doubts = _doubts(places, scans)
    cell.at = _shown(cell.place, scans)
    cell.parts = [_shown(p, scans) for p in cell.parts]


def _doubts(places: Sequence[Place], scans: Scans) -> list[str]:
    """The doubtful words that stand at some places of the straightened pages."""
    out = []
    for place in places:
        scan = scans.get(place.page or 0)
        if scan is not None and place.bbox is not None:
            x0, top, x1, bottom = place.bbox
            out += [w.text for w in scan.doubtful if x0 - 1 <= w.mx <= x1 + 1 and top - 1 <= w.my <= bottom + 1]
    return out


def _shown(place: Place, scans: Scans) -> Place:
    """A place of a straightened page as the page is shown."""
    scan = scans.get(place.page or 0)
    if scan is None or place.bbox is None:
        return place
    x0, top, x1, bottom = place.bbox
    corners = [scan.picture.shown(x, y) for x in (x0, x1) for y in (top, bottom)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return replace(place, x0=round(min(xs), 2), top=round(min(ys), 2), x1=round(max(xs), 2), bottom=round(max(ys), 2))
