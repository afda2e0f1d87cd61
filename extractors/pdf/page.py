"""The characters and drawn shapes of one PDF page, in points from its top-left corner as it is shown."""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass, field

import pypdfium2.raw as pdfium

MAX_CHARS = 200_000  # of one page; the text of a real page is a hundredth of this


@dataclass(slots=True)
class Char:
    """One character: its box, the line it stands on (``base``, from the top) and its size in points.

    ``turned`` is true for text that does not run from left to right on the page as shown.
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
    run: int  # number of the text object that it belongs to


@dataclass(slots=True)
class Rule:
    """A straight horizontal or vertical line: ``at`` across its direction, ``start`` to ``end`` along it."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Fill:
    """A filled rectangle and its colour as ``rrggbb``."""

    x0: float
    top: float
    x1: float
    bottom: float
    colour: str


@dataclass(slots=True)
class Slant:
    """A stroke that is neither horizontal nor vertical, by its middle and length: what curves of a chart are made of."""

    x: float
    y: float
    length: float


@dataclass(slots=True)
class PageContent:
    """What is drawn on a page."""

    number: int  # 1-based
    width: float
    height: float
    chars: list[Char]
    horizontal: list[Rule] = field(default_factory=list)
    vertical: list[Rule] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    slants: list[Slant] = field(default_factory=list)
    pictures: int = 0
    cut: bool = False  # more characters than MAX_CHARS: the rest was not read


@dataclass(frozen=True, slots=True)
class Frame:
    """Turns the coordinates of a PDF page into those of the page as it is shown."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int  # quarter turns clockwise

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as shown."""
        w, h = self.right - self.left, self.top - self.bottom
        return (h, w) if self.turn % 2 else (w, h)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point as shown, from the top-left corner."""
        if self.turn == 0:
            return x - self.left, self.top - y
        if self.turn == 1:
            return y - self.bottom, x - self.left
        if self.turn == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """A box as shown: x0, top, x1, bottom."""
        ax, ay = self.point(left, bottom)
        bx, by = self.point(right, top)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


@dataclass(frozen=True, slots=True)
class Run:
    """What the characters of one text object have in common."""

    number: int
    scale: float
    bold: bool
    turned: bool


def frame_of(page: pdfium.FPDF_PAGE) -> Frame:
    """The part of the page that is shown: the crop box within the media box."""
    media = _box(pdfium.FPDFPage_GetMediaBox, page) or (0.0, 0.0, 612.0, 792.0)
    crop = _box(pdfium.FPDFPage_GetCropBox, page) or media
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    if right <= left or top <= bottom:
        left, bottom, right, top = media
    return Frame(left, bottom, right, top, pdfium.FPDFPage_GetRotation(page) % 4)


def _box(getter, page: pdfium.FPDF_PAGE) -> tuple[float, float, float, float] | None:
    values = [ctypes.c_float() for _ in range(4)]
    if not getter(page, *values):
        return None
    left, bottom, right, top = (v.value for v in values)
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def read_chars(page: pdfium.FPDF_PAGE, frame: Frame) -> tuple[list[Char], bool]:
    """The characters in the order of the content, without those that PDFium made up; and whether it was cut."""
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        return [], False
    try:
        count = pdfium.FPDFText_CountChars(text_page)
        return _chars(text_page, min(count, MAX_CHARS), frame), count > MAX_CHARS
    finally:
        pdfium.FPDFText_ClosePage(text_page)


def _chars(text_page: pdfium.FPDF_TEXTPAGE, count: int, frame: Frame) -> list[Char]:
    get_code, get_object = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetTextObject
    get_box, get_origin = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharOrigin
    rect, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    rect_ref, x_ref, y_ref = ctypes.byref(rect), ctypes.byref(x), ctypes.byref(y)
    runs: dict[int, Run] = {}
    fonts: dict[int, bool] = {}
    turned_page = frame.turn % 2 == 1
    out = []
    for i in range(count):
        text_object = get_object(text_page, i)
        if not text_object:  # made up by PDFium: the spaces and line ends between objects
            continue
        address = ctypes.cast(text_object, ctypes.c_void_p).value or 0
        run = runs.get(address)
        if run is None:
            run = runs[address] = _run(text_object, len(runs), turned_page, fonts)
        get_box(text_page, i, rect_ref)
        get_origin(text_page, i, x_ref, y_ref)
        x0, top, x1, bottom = frame.box(rect.left, rect.bottom, rect.right, rect.top)
        base = frame.point(x.value, y.value)[1]
        if not (math.isfinite(x0 + x1 + top + bottom) and abs(x0) < 1e5 and abs(top) < 1e5):
            continue
        out.append(Char(_decode(get_code(text_page, i)), x0, top, x1, bottom, base, run.scale, run.bold, run.turned, run.number))
    return out


def _decode(code: int) -> str:
    if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return "�"
    return "-" if code in (0x02, 0xFFFE) else chr(code)  # PDFium's sign for a hyphen at the end of a line


def _run(text_object: pdfium.FPDF_PAGEOBJECT, number: int, turned_page: bool, fonts: dict[int, bool]) -> Run:
    size, matrix = ctypes.c_float(), pdfium.FS_MATRIX()
    pdfium.FPDFTextObj_GetFontSize(text_object, ctypes.byref(size))
    pdfium.FPDFPageObj_GetMatrix(text_object, ctypes.byref(matrix))
    across, along = math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d)
    sideways = abs(matrix.b) > abs(matrix.a)
    scale = abs(size.value) * (along or across or 1.0)
    font = pdfium.FPDFTextObj_GetFont(text_object)
    address = ctypes.cast(font, ctypes.c_void_p).value or 0
    if address not in fonts:
        fonts[address] = bool(font) and _bold(font)
    return Run(number, scale or 10.0, fonts[address], sideways != turned_page)


def _bold(font: pdfium.FPDF_FONT) -> bool:
    name = ctypes.create_string_buffer(128)
    pdfium.FPDFFont_GetBaseFontName(font, name, 128)
    words = name.value.decode("latin-1").casefold()
    return any(w in words for w in ("bold", "black", "heavy", "semibold")) or pdfium.FPDFFont_GetWeight(font) >= 600
