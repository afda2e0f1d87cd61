"""The coordinates of a page as it is shown, or read."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from extractors.pdf.handles import Handle


@dataclass(frozen=True, slots=True)
class Frame:
    """Turns the coordinates of a PDF page into those of the page as it is shown, or read.

    ``turn`` counts quarter turns clockwise.
    """

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height after the turn."""
        w, h = self.right - self.left, self.top - self.bottom
        return (h, w) if self.turn % 2 else (w, h)

    def point(self, x: Any, y: Any) -> tuple[Any, Any]:
        """A point (or arrays of x and y) from the top-left corner after the turn."""
        if self.turn == 0:
            return x - self.left, self.top - y
        if self.turn == 1:
            return y - self.bottom, x - self.left
        if self.turn == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def back(self, x: float, y: float) -> tuple[float, float]:
        """The PDF coordinates of a point that ``point`` has turned."""
        if self.turn == 0:
            return x + self.left, self.top - y
        if self.turn == 1:
            return y + self.left, x + self.bottom
        if self.turn == 2:
            return self.right - x, y + self.bottom
        return self.right - y, self.top - x

    def turned(self, quarters: int) -> Frame:
        """The same page turned on by some quarters."""
        return Frame(self.left, self.bottom, self.right, self.top, (self.turn + quarters) % 4)


def frame_of(page: Handle) -> Frame:
    """The part of the page that is shown, as it is shown: the crop box within the media box."""
    media = _box(pdfium.FPDFPage_GetMediaBox, page) or (0.0, 0.0, 612.0, 792.0)
    crop = _box(pdfium.FPDFPage_GetCropBox, page) or media
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    if right <= left or top <= bottom:
        left, bottom, right, top = media
    return Frame(left, bottom, right, top, pdfium.FPDFPage_GetRotation(page) % 4)


def _box(getter: Any, page: Handle) -> tuple[float, float, float, float] | None:
    values = [ctypes.c_float() for _ in range(4)]
    if not getter(page, *values):
        return None
    left, bottom, right, top = (v.value for v in values)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)
