"""Pages that are shown otherwise than they were written: turned, cropped, or both, with notes on them."""

from __future__ import annotations

import io

from pypdf import PdfReader, PdfWriter
from pypdf.generic import RectangleObject
from reportlab.lib.colors import red
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 500, 400


def page(*texts: tuple[float, float, str], size: float = 14, note: str = "", field: str = "") -> bytes:
    """A page with texts at points from its lower left corner, a red square, a note and a filled field."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1)
    canvas.setFont("Helvetica", size)
    for x, y, text in texts:
        canvas.drawString(x, y, text)
    canvas.setFillColor(red)
    canvas.rect(40, 40, 30, 30, stroke=0, fill=1)
    if note:
        canvas.freeTextAnnotation(note, "Helvetica 12", Rect=(200, 60, 420, 90))
    if field:
        canvas.acroForm.textfield(name="felt", value=field, x=200, y=100, width=200, height=24)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def changed(data: bytes, turn: int = 0, crop: tuple[float, float, float, float] | None = None) -> bytes:
    """The PDF with its first page turned clockwise and cropped (left, bottom, right, top)."""
    writer = PdfWriter(PdfReader(io.BytesIO(data)))
    if turn:
        writer.pages[0].rotate(turn)
    if crop:
        writer.pages[0].cropbox = RectangleObject(crop)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
