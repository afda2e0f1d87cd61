"""A scanned page as a straight grey picture, and the way back from its pixels to places on the page as shown."""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass

import numpy as np
import pypdfium2.raw as pdfium

from extractors.pdf.handles import Handle

MOST_PIXELS = 24_000_000  # of one picture: an A3 page at 300 dpi has 17 million
SMALL_SCALE = 1.0  # pixels a point of the picture that the skew is measured on
MOST_SKEW, COARSE, FINE = 3.0, 0.25, 0.05  # degrees
ENOUGH = 300  # dark pixels of the small picture from which a skew can be measured


@dataclass(frozen=True, slots=True)
class Picture:
    """Grey pixels (0 is black) of a page that was turned by ``skew`` degrees to stand straight.

    ``width`` and ``height`` are the page's in points, ``scale`` the pixels a point.
    """

    pixels: np.ndarray
    width: float
    height: float
    scale: float
    skew: float

    @property
    def paper(self) -> float:
        """How bright the paper is."""
        return float(np.percentile(self.pixels[::7, ::7], 90))

    @property
    def ink(self) -> float:
        """How bright the ink is."""
        return float(np.percentile(self.pixels[::3, ::3], 0.5))

    def shown(self, x: float, y: float) -> tuple[float, float]:
        """A point of the straight page (in points) on the page as it is shown."""
        cos, sin = math.cos(math.radians(self.skew)), math.sin(math.radians(self.skew))
        dx, dy = x - self.width / 2, y - self.height / 2
        return self.width / 2 + cos * dx + sin * dy, self.height / 2 - sin * dx + cos * dy


def take_picture(page: Handle, dpi: float, skew: float | None = None) -> Picture:
    """The page as shown, turned straight; ``skew`` is measured where it is not given."""
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    if skew is None:
        skew = skew_of(small_picture(page))
    scale = min(dpi / 72, math.sqrt(MOST_PIXELS / max(width * height, 1)))
    return Picture(_render(page, width, height, scale, skew), width, height, scale, skew)


def small_picture(page: Handle) -> np.ndarray:
    """The grey pixels of the page as shown, about one a point."""
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    scale = min(SMALL_SCALE, math.sqrt(MOST_PIXELS / 16 / max(width * height, 1)))
    return _render(page, width, height, scale, 0.0)


def _render(page: Handle, width: float, height: float, scale: float, skew: float) -> np.ndarray:
    columns, rows = max(round(width * scale), 1), max(round(height * scale), 1)
    pixels = np.full((rows, columns), 255, np.uint8)
    bitmap = pdfium.FPDFBitmap_CreateEx(columns, rows, pdfium.FPDFBitmap_Gray, pixels.ctypes.data, columns)
    if not bitmap:
        raise MemoryError("no room for a page's picture")
    cos, sin = scale * math.cos(math.radians(skew)), scale * math.sin(math.radians(skew))
    cx, cy = width / 2, height / 2
    matrix = pdfium.FS_MATRIX(cos, sin, -sin, cos, scale * cx - cos * cx + sin * cy, scale * cy - sin * cx - cos * cy)
    whole = pdfium.FS_RECTF(0, 0, columns, rows)
    try:
        pdfium.FPDF_RenderPageBitmapWithMatrix(bitmap, page, ctypes.byref(matrix), ctypes.byref(whole), 0)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return pixels


def skew_of(pixels: np.ndarray) -> float:
    """The turn in degrees that makes the lines of text stand level: then their rows are fullest and emptiest."""
    low, high = np.percentile(pixels, (0.5, 90))
    ys, xs = np.nonzero(pixels < (low + high) / 2)
    if len(ys) < ENOUGH:
        return 0.0
    xs = xs - pixels.shape[1] / 2
    coarse = _levellest(ys, xs, np.arange(-MOST_SKEW, MOST_SKEW + COARSE / 2, COARSE))
    return round(_levellest(ys, xs, coarse + np.arange(-COARSE, COARSE + FINE / 2, FINE)), 3)


def _levellest(ys: np.ndarray, xs: np.ndarray, angles: np.ndarray) -> float:
    def contrast(angle: float) -> float:
        rows = np.rint(ys + xs * math.tan(math.radians(angle))).astype(np.int64)
        full = np.bincount(rows - rows.min()).astype(float)
        return float((full**2).sum())

    # the smallest turn among equals, so that a level page stays as it is
    return float(max(angles, key=lambda a: (contrast(a), -abs(a))))
