"""Which pages of a PDF are scans: a picture covers most of the page, and nothing is written over it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import numpy as np
import pypdfium2.raw as pdfium

from extractors.ocr.picture import small_picture
from extractors.pdf.frame import frame_of
from extractors.pdf.handles import Handle
from extractors.pdf.pages import Pdf

COVERED = 0.5  # share of the page that pictures must cover
MARGIN = 0.09  # share of the height: what stands higher or lower is a stamp or a page number
BRIGHT = 150  # of 255: paper is brighter than this, most photos are not
LEAST_INK, MOST_INK = 0.0005, 0.4  # share of a page that writing darkens
MAX_DEPTH, MAX_OBJECTS = 4, 20_000
IMAGE_MARK = b"/Image"  # stands in the clear in every PDF with a picture that covers a page

Box = tuple[float, float, float, float]
Forms = tuple[pdfium.FS_MATRIX, ...]


def scanned_pages(pdf: Pdf) -> list[int]:
    """The numbers (from 1) of the pages that are scans.

    Text that is not seen, as in a searchable scan, counts for none: someone else's recognition made it.
    """
    if IMAGE_MARK not in pdf.data:
        return []
    return [number for number in range(1, pdf.page_count + 1) if _is_scan(pdf, number)]


def _is_scan(pdf: Pdf, number: int) -> bool:
    page = pdfium.FPDF_LoadPage(pdf.handle, number - 1)
    if not page:
        return False
    try:
        frame = frame_of(page)
        pictures, texts = _contents(page, (frame.left, frame.bottom, frame.right, frame.top))
        whole = (frame.right - frame.left) * (frame.top - frame.bottom)
        if whole <= 0 or sum((b[2] - b[0]) * (b[3] - b[1]) for b in pictures) < COVERED * whole:
            return False
        edge = MARGIN * (frame.top - frame.bottom)
        if any(b[1] < frame.top - edge and b[3] > frame.bottom + edge for b in texts):
            return False
        return is_written_paper(small_picture(page))
    finally:
        pdfium.FPDF_ClosePage(page)


def is_written_paper(pixels: np.ndarray) -> bool:
    """Whether a small grey picture looks like paper with writing on it: no photo, and not blank."""
    paper = float(np.median(pixels))
    return paper > BRIGHT and LEAST_INK < float((pixels < 0.7 * paper).mean()) < MOST_INK


def _contents(page: Handle, shown: Box) -> tuple[list[Box], list[Box]]:
    """The boxes of the pictures, and of the texts that can be seen: drawn visibly, and after the large pictures."""
    pictures: list[Box] = []
    texts: list[Box] = []
    area = (shown[2] - shown[0]) * (shown[3] - shown[1])
    for shape, box in _objects(page, shown):
        kind = pdfium.FPDFPageObj_GetType(shape)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures.append(box)
            if (box[2] - box[0]) * (box[3] - box[1]) > COVERED * area:
                texts.clear()  # covered by it
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT and _is_seen(shape):
            texts.append(box)
    return pictures, texts


def _is_seen(text: Handle) -> bool:
    return pdfium.FPDFTextObj_GetTextRenderMode(text) != pdfium.FPDF_TEXTRENDERMODE_INVISIBLE


def _objects(page: Handle, shown: Box) -> Iterator[tuple[Handle, Box]]:
    """The drawn things of a page, also those within forms, with their boxes."""
    count = min(pdfium.FPDFPage_CountObjects(page), MAX_OBJECTS)
    stack: list[tuple[Handle, Forms]]
    stack = [(pdfium.FPDFPage_GetObject(page, i), ()) for i in reversed(range(count))]
    seen = 0
    while stack and seen < MAX_OBJECTS:
        shape, forms = stack.pop()
        seen += 1
        if pdfium.FPDFPageObj_GetType(shape) != pdfium.FPDF_PAGEOBJ_FORM:
            yield shape, _box(shape, forms, shown)
        elif len(forms) < MAX_DEPTH:
            matrix = pdfium.FS_MATRIX()
            pdfium.FPDFPageObj_GetMatrix(shape, ctypes.byref(matrix))
            inner = min(pdfium.FPDFFormObj_CountObjects(shape), MAX_OBJECTS)
            stack += [(pdfium.FPDFFormObj_GetObject(shape, i), (matrix, *forms)) for i in reversed(range(inner))]


def _box(shape: Handle, forms: Forms, shown: Box) -> Box:
    """The part of a thing's box that is shown; ``forms`` are those that it stands in, the innermost first."""
    values = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(shape, *values):
        return (0.0, 0.0, 0.0, 0.0)
    left, bottom, right, top = (v.value for v in values)
    points = [(left, bottom), (left, top), (right, bottom), (right, top)]
    for m in forms:
        points = [(m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f) for x, y in points]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    x0, y0, x1, y1 = max(min(xs), shown[0]), max(min(ys), shown[1]), min(max(xs), shown[2]), min(max(ys), shown[3])
    return (x0, y0, max(x0, x1), max(y0, y1))
