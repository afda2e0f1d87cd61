"""The ruled lines and filled rectangles of a page, out of its path objects."""

from __future__ import annotations

import ctypes
import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2.raw as pdfium

from extractors.pdf.frame import Frame
from extractors.pdf.handles import Handle
from extractors.pdf.page import Fill, Rule, Slant

THIN = 2.6  # points: a filled rectangle this thin is a drawn line
STRAIGHT = 0.7  # points that a line may lean
SHORT = 2.0  # points: shorter strokes make curves
MAX_OBJECTS = 50_000
MAX_DEPTH = 6  # of forms within forms

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(slots=True)
class Drawing:
    """The straight lines and fills of a page, and how many pictures it has."""

    horizontal: list[Rule]
    vertical: list[Rule]
    fills: list[Fill]
    slants: list[Slant]


def read_drawing(page: Handle, frame: Frame) -> Drawing:
    """Everything straight that the page draws, as shown."""
    drawing = Drawing([], [], [], [])
    for shape, matrix in _objects(page):
        kind = pdfium.FPDFPageObj_GetType(shape)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            _add_path(drawing, shape, matrix, frame)
    return drawing


def _objects(page: Handle) -> Iterator[tuple[Handle, Matrix]]:
    seen = 0
    stack = [
        (pdfium.FPDFPage_GetObject(page, i), IDENTITY, 0)
        for i in range(min(pdfium.FPDFPage_CountObjects(page), MAX_OBJECTS))
    ]
    stack.reverse()
    while stack and seen < MAX_OBJECTS:
        shape, matrix, depth = stack.pop()
        seen += 1
        if pdfium.FPDFPageObj_GetType(shape) != pdfium.FPDF_PAGEOBJ_FORM:
            yield shape, matrix
        elif depth < MAX_DEPTH:
            inner = _times(_matrix(shape), matrix)
            count = min(pdfium.FPDFFormObj_CountObjects(shape), MAX_OBJECTS)
            stack += [(pdfium.FPDFFormObj_GetObject(shape, i), inner, depth + 1) for i in reversed(range(count))]


def _matrix(shape: Handle) -> Matrix:
    m = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(shape, ctypes.byref(m))
    return (m.a, m.b, m.c, m.d, m.e, m.f)


def _times(m: Matrix, n: Matrix) -> Matrix:
    """First m, then n."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _add_path(drawing: Drawing, shape: Handle, matrix: Matrix, frame: Frame) -> None:
    fill_mode, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(shape, ctypes.byref(fill_mode), ctypes.byref(stroke))
    if not (fill_mode.value or stroke.value):
        return
    matrix = _times(_matrix(shape), matrix)
    for points in _outlines(shape, matrix, frame):
        if fill_mode.value:
            _add_fill(drawing, points, shape, bool(stroke.value))
        if stroke.value:
            for (ax, ay), (bx, by) in itertools.pairwise(points):
                _add_line(drawing, ax, ay, bx, by)


def _outlines(shape: Handle, matrix: Matrix, frame: Frame) -> Iterator[list[Point]]:
    """The polygons of a path as shown; a curve is the polygon of its control points."""
    x, y = ctypes.c_float(), ctypes.c_float()
    x_at, y_at = ctypes.byref(x), ctypes.byref(y)
    a, b, c, d, e, f = matrix
    points: list[Point] = []
    for i in range(min(pdfium.FPDFPath_CountSegments(shape), MAX_OBJECTS)):
        segment = pdfium.FPDFPath_GetPathSegment(shape, i)
        pdfium.FPDFPathSegment_GetPoint(segment, x_at, y_at)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = []
        px, py = x.value, y.value
        points.append(frame.point(a * px + c * py + e, b * px + d * py + f))
        if len(points) > 2 and pdfium.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points


def _add_line(drawing: Drawing, ax: float, ay: float, bx: float, by: float) -> None:
    length = math.hypot(bx - ax, by - ay)
    if length < SHORT:
        drawing.slants.append(Slant((ax + bx) / 2, (ay + by) / 2, length))
    elif abs(ay - by) <= STRAIGHT and abs(ax - bx) > STRAIGHT:
        drawing.horizontal.append(Rule((ay + by) / 2, min(ax, bx), max(ax, bx)))
    elif abs(ax - bx) <= STRAIGHT and abs(ay - by) > STRAIGHT:
        drawing.vertical.append(Rule((ax + bx) / 2, min(ay, by), max(ay, by)))
    else:
        drawing.slants.append(Slant((ax + bx) / 2, (ay + by) / 2, length))


def _add_fill(drawing: Drawing, points: list[Point], shape: Handle, stroked: bool) -> None:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    x0, x1, top, bottom = min(xs), max(xs), min(ys), max(ys)
    if len(points) < 4 or any(_off(x, x0, x1) and _off(y, top, bottom) for x, y in points):
        return  # not a rectangle
    if min(x1 - x0, bottom - top) <= THIN:
        if not stroked:
            _add_thin(drawing, x0, top, x1, bottom, _colour(shape))
    elif (colour := _colour(shape)) is not None:
        drawing.fills.append(Fill(x0, top, x1, bottom, colour))


def _off(value: float, low: float, high: float) -> bool:
    return min(abs(value - low), abs(value - high)) > STRAIGHT


def _add_thin(drawing: Drawing, x0: float, top: float, x1: float, bottom: float, colour: str | None) -> None:
    if colour is None or colour == "ffffff":  # a gap between fills, not a line
        return
    if x1 - x0 > bottom - top:
        drawing.horizontal.append(Rule((top + bottom) / 2, x0, x1))
    else:
        drawing.vertical.append(Rule((x0 + x1) / 2, top, bottom))


def _colour(shape: Handle) -> str | None:
    """The fill as ``rrggbb``, None where it is (nearly) transparent."""
    parts = [ctypes.c_uint() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetFillColor(shape, *parts):
        return None
    r, g, b, a = (p.value for p in parts)
    return f"{r:02x}{g:02x}{b:02x}" if a > 8 else None
