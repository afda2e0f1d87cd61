"""The characters of a PDF page as arrays: what they are, their boxes, and the text objects that they belong to.

PDFium is asked once a character and the answers are turned into page coordinates all at once; a page's
text costs a few milliseconds.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium

from extractors.pdf.frame import Frame
from extractors.pdf.handles import Handle
from extractors.unreadable import Unreadable

MAX_CHARS = 200_000  # of one page; the text of a real page is a hundredth of this
FAR = 1e5  # points: a character further out is not on any page
MOST = 0.6  # share of a page's characters that run another way from which the page is read that way


def _by_address(function: Any, *arguments: Any) -> Callable[..., int]:
    """A function of PDFium that takes and gives addresses as plain numbers: so are whole arrays filled quickly."""
    address = ctypes.cast(function, ctypes.c_void_p).value
    return ctypes.CFUNCTYPE(*arguments)(address or 0)


_object_of = _by_address(pdfium.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_put_box = _by_address(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_put_origin = _by_address(
    pdfium.FPDFText_GetCharOrigin, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p
)
_code_of = _by_address(pdfium.FPDFText_GetUnicode, ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)


@dataclass(frozen=True, slots=True)
class Run:
    """What the characters of one text object have in common.

    ``way`` counts the quarter turns from left-to-right: 1 runs upwards, 3 downwards, in PDF coordinates.
    """

    size: float  # points
    bold: bool
    way: int


@dataclass(slots=True)
class Chars:
    """Characters in the order of the content; ``base`` is the height that each stands on, ``run`` its text object.

    ``turned`` tells which do not run from left to right.
    """

    text: str
    x0: np.ndarray
    top: np.ndarray
    x1: np.ndarray
    bottom: np.ndarray
    base: np.ndarray
    size: np.ndarray
    run: np.ndarray
    bold: np.ndarray
    turned: np.ndarray

    def __len__(self) -> int:
        return len(self.text)


_EMPTY = np.empty(0)
NO_CHARS = Chars(
    "", _EMPTY, _EMPTY, _EMPTY, _EMPTY, _EMPTY, _EMPTY, _EMPTY.astype(int), _EMPTY.astype(bool), _EMPTY.astype(bool)
)


@dataclass(slots=True)
class RawChars:
    """Characters in PDF coordinates, before it is known which way the page is read."""

    codes: np.ndarray
    boxes: np.ndarray  # n x 4: left, top, right, bottom as PDFium gives them
    origins: np.ndarray  # n x 2
    run: np.ndarray
    runs: list[Run]

    def way(self) -> int:
        """The way that most of the text runs, in quarter turns."""
        ways: Counter[int] = Counter()
        for number, count in zip(*np.unique(self.run, return_counts=True), strict=True):
            ways[self.runs[number].way] += int(count)
        way, count = max(ways.items(), key=lambda w: w[1], default=(0, 0))
        return way if count > MOST * len(self.run) else 0


def read_chars(page: Handle) -> RawChars:
    """The characters of a page, without those that PDFium makes up between text objects.

    Raises ``Unreadable`` where they are too many.
    """
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        return RawChars(np.empty(0, np.uint32), np.empty((0, 4)), np.empty((0, 2)), np.empty(0, np.int64), [])
    try:
        count = pdfium.FPDFText_CountChars(text_page)
        if count > MAX_CHARS:
            raise Unreadable("report.too_large", f"{count} characters on a page", f"højst {MAX_CHARS} tegn på en side")
        return _read(text_page, max(count, 0))
    finally:
        pdfium.FPDFText_ClosePage(text_page)


def _read(text_page: Handle, count: int) -> RawChars:
    boxes, origins = np.zeros((count, 4), np.float32), np.zeros((count, 2))
    box_at, origin_at = boxes.ctypes.data, origins.ctypes.data
    address = ctypes.cast(text_page, ctypes.c_void_p).value
    codes = _codes(text_page, count)
    numbers: dict[int, int] = {}
    runs: list[Run] = []
    fonts: dict[int, bool] = {}
    run: list[int] = []
    begins = np.zeros(count, np.int64)
    last, number = 0, 0
    for i in range(count):
        text_object = _object_of(address, i)
        if not text_object:  # made up by PDFium: spaces and line ends between objects
            run.append(-1)
            continue
        if text_object != last:  # the characters of one object stand on one line
            last = text_object
            if text_object not in numbers:
                numbers[text_object] = len(runs)
                runs.append(_run(ctypes.cast(text_object, pdfium.FPDF_PAGEOBJECT), fonts))
            number = numbers[text_object]
            begins[i] = i
            _put_origin(address, i, origin_at + 16 * i, origin_at + 16 * i + 8)
        _put_box(address, i, box_at + 16 * i)
        run.append(number)
    of_run = np.array(run, np.int64)
    kept = np.flatnonzero(of_run >= 0)
    lines = np.maximum.accumulate(begins)[kept] if len(kept) else kept
    return RawChars(codes[kept], boxes[kept].astype(float), origins[lines], of_run[kept], runs)


def _codes(text_page: Handle, count: int) -> np.ndarray:
    """The Unicode of each character, all at once where PDFium's text has one unit a character."""
    units = np.zeros(count + 1, np.uint16)
    written = pdfium.FPDFText_GetText(
        text_page, 0, count, ctypes.cast(units.ctypes.data, ctypes.POINTER(ctypes.c_ushort))
    )
    if written == count + 1 and not ((units >= 0xD800) & (units <= 0xDFFF)).any():
        return units[:count]
    address = ctypes.cast(text_page, ctypes.c_void_p).value
    return np.fromiter((_code_of(address, i) for i in range(count)), np.uint32, count)


def _run(text_object: Handle, fonts: dict[int, bool]) -> Run:
    size, matrix = ctypes.c_float(), pdfium.FS_MATRIX()
    pdfium.FPDFTextObj_GetFontSize(text_object, ctypes.byref(size))
    pdfium.FPDFPageObj_GetMatrix(text_object, ctypes.byref(matrix))
    across, along = math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d)
    upright = abs(matrix.a) >= abs(matrix.b)
    way = (0 if matrix.a >= 0 else 2) if upright else (1 if matrix.b > 0 else 3)
    font = pdfium.FPDFTextObj_GetFont(text_object)
    key = ctypes.cast(font, ctypes.c_void_p).value or 0
    if key not in fonts:
        fonts[key] = bool(font) and _bold(font)
    return Run(abs(size.value) * (along or across or 1.0) or 10.0, fonts[key], way)


def _bold(font: Handle) -> bool:
    name = ctypes.create_string_buffer(128)
    pdfium.FPDFFont_GetBaseFontName(font, name, 128)
    words = name.value.decode("latin-1").casefold()
    return any(w in words for w in ("bold", "black", "heavy", "semibold")) or pdfium.FPDFFont_GetWeight(font) >= 600


def placed(raw: RawChars, frame: Frame) -> Chars:
    """The characters in the coordinates of a frame; those far off any page are left out."""
    if not len(raw.codes):
        return NO_CHARS
    ax, ay = frame.point(raw.boxes[:, 0], raw.boxes[:, 3])
    bx, by = frame.point(raw.boxes[:, 2], raw.boxes[:, 1])
    x0, x1, top, bottom = np.minimum(ax, bx), np.maximum(ax, bx), np.minimum(ay, by), np.maximum(ay, by)
    base = frame.point(raw.origins[:, 0], raw.origins[:, 1])[1]
    sane = (
        np.isfinite(x0 + x1 + top + bottom + base)
        & (np.abs(x0) < FAR)
        & (np.abs(top) < FAR)
        & (x1 < FAR)
        & (bottom < FAR)
    )
    run = raw.run[sane]
    sizes = np.asarray([r.size for r in raw.runs])
    bolds = np.asarray([r.bold for r in raw.runs])
    turned = np.asarray([(r.way - frame.turn) % 4 != 0 for r in raw.runs])
    return Chars(
        _decoded(raw.codes[sane]),
        x0[sane],
        top[sane],
        x1[sane],
        bottom[sane],
        base[sane],
        sizes[run],
        run,
        bolds[run],
        turned[run],
    )


def _decoded(codes: np.ndarray) -> str:
    """The text of some codes, one character each."""
    codes = codes.astype(np.uint32)
    codes[(codes == 0x02) | (codes == 0xFFFE)] = ord("-")  # PDFium's sign for a hyphen at the end of a line
    codes[(codes == 0) | (codes > 0x10FFFF) | ((codes >= 0xD800) & (codes <= 0xDFFF))] = 0xFFFD
    return codes.astype("<u4").tobytes().decode("utf-32-le")
