"""A page of a PDF as a picture, as a viewer shows it, with places blacked out in the pixels themselves."""

from __future__ import annotations

import math
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import pypdfium2.raw as pdfium

from extractors.pdf.frame import frame_of
from extractors.pdf.handles import Handle
from extractors.pdf.pages import Pdf, open_pdf
from extractors.picture.png import png_of
from extractors.picture.stretches import Stretch, noted_on, written_on
from extractors.unreadable import Unreadable

PIXELS_A_POINT = 96 / 72  # at scale 1
MOST_PIXELS = 12_000_000  # of one picture: an A4 page at scale 3 has 8 million
LONGEST_SIDE = 20_000  # pixels

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as PNG, and the size in points of the page as it is shown."""

    png: bytes
    width: float
    height: float


def sizes(data: bytes) -> list[tuple[float, float]]:
    """Width and height in points of each page, as it is shown."""
    with _opened(data) as pdf:
        found = []
        for number in range(pdf.page_count):
            size = pdfium.FS_SIZEF()
            pdfium.FPDF_GetPageSizeByIndexF(pdf.handle, number, size)
            found.append((round(size.width, 2), round(size.height, 2)))
        return found


def texts(data: bytes, number: int) -> list[Stretch] | None:
    """The texts with many digits on a page (counted from 1), and in its notes and fields; None without such a page."""
    with _opened(data) as pdf:
        if not 1 <= number <= pdf.page_count:
            return None
        with _loaded(pdf, number) as page:
            noted = noted_on(page)
        with _flat(pdf, number) as page:
            return [*noted, *written_on(page)]


def draw(data: bytes, number: int, scale: float, black: Iterable[Box]) -> Drawn | None:
    """The page with the boxes blacked out (points from the top-left corner as shown); None without such a page.

    At most ``MOST_PIXELS``: a page that would have more comes out smaller.
    """
    with _opened(data) as pdf:
        if not 1 <= number <= pdf.page_count:
            return None
        with _flat(pdf, number) as page:
            width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
            pixels = _pixels(page, width, height, scale)
    for box in black:
        _blacken(pixels, box, width, height)
    return Drawn(png_of(pixels), round(width, 2), round(height, 2))


@contextmanager
def _opened(data: bytes) -> Generator[Pdf, None, None]:
    if b"%PDF-" not in data[:1024]:
        raise Unreadable("report.unrecognised", "no PDF")
    pdf = open_pdf(data)
    try:
        yield pdf
    finally:
        pdf.close()


@contextmanager
def _loaded(pdf: Pdf, number: int) -> Generator[Handle, None, None]:
    page = pdfium.FPDF_LoadPage(pdf.handle, number - 1)
    if not page:
        raise Unreadable("report.corrupt", f"page {number} of {pdf.page_count} cannot be loaded")
    try:
        yield page
    finally:
        pdfium.FPDF_ClosePage(page)


@contextmanager
def _flat(pdf: Pdf, number: int) -> Generator[Handle, None, None]:
    """The page with its notes and fields made part of it: what is drawn is what can be searched, and no more."""
    with _loaded(pdf, number) as page:
        before = frame_of(page)
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
    with _loaded(pdf, number) as page:
        if frame_of(page) != before:
            raise Unreadable("report.corrupt", f"page {number} changes its size with its notes")
        yield page


def _pixels(page: Handle, width: float, height: float, scale: float) -> np.ndarray:
    if not (0 < width < math.inf and 0 < height < math.inf):
        raise Unreadable("report.corrupt", f"a page of {width} x {height} points")
    fitting = min(math.sqrt(MOST_PIXELS / (width * height)), LONGEST_SIDE / max(width, height))
    unit = min(scale * PIXELS_A_POINT, fitting)
    columns, rows = max(round(width * unit), 1), max(round(height * unit), 1)
    pixels = np.full((rows, columns, 3), 255, np.uint8)
    bitmap = pdfium.FPDFBitmap_CreateEx(columns, rows, pdfium.FPDFBitmap_BGR, pixels.ctypes.data, columns * 3)
    if not bitmap:
        raise MemoryError("no room for a page's picture")
    try:
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, columns, rows, 0, pdfium.FPDF_REVERSE_BYTE_ORDER)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return pixels


def _blacken(pixels: np.ndarray, box: Box, width: float, height: float) -> None:
    rows, columns = pixels.shape[:2]
    x0, top, x1, bottom = box
    left, right = math.floor(x0 / width * columns), math.ceil(x1 / width * columns)
    upper, lower = math.floor(top / height * rows), math.ceil(bottom / height * rows)
    pixels[max(upper, 0) : max(lower, 0), max(left, 0) : max(right, 0)] = 0
