"""Pages that are shown otherwise than they were written: turned, cropped, or both, with fields and stamps on them."""

from __future__ import annotations

import io

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, RectangleObject
from reportlab.lib.colors import red
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = 500, 400


def page(*texts: tuple[float, float, str], size: float = 14, field: str = "") -> bytes:
    """A page with texts at points from its lower left corner, a red square, and a filled field."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1)
    canvas.setFont("Helvetica", size)
    for x, y, text in texts:
        canvas.drawString(x, y, text)
    canvas.setFillColor(red)
    canvas.rect(40, 40, 30, 30, stroke=0, fill=1)
    if field:
        canvas.acroForm.textfield(name="felt", value=field, x=200, y=100, width=200, height=24)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def stamped(data: bytes, text: str) -> bytes:
    """The PDF with an annotation on its first page that draws a text in red and says it nowhere else."""
    writer = PdfWriter(PdfReader(io.BytesIO(data)))
    looks = DecodedStreamObject()
    looks.set_data(f"BT /F 12 Tf 1 0 0 rg 205 170 Td ({text}) Tj ET".encode("cp1252"))
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica", "/Encoding": "/WinAnsiEncoding"}
    names = DictionaryObject({NameObject(k): NameObject(v) for k, v in font.items()})
    fonts = DictionaryObject({NameObject("/F"): names})
    rectangle = RectangleObject((200, 160, 420, 190))
    looks[NameObject("/Subtype")], looks[NameObject("/BBox")] = NameObject("/Form"), rectangle
    looks[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    entries = {"/Type": NameObject("/Annot"), "/Subtype": NameObject("/Stamp"), "/Rect": rectangle}
    entries["/AP"] = DictionaryObject({NameObject("/N"): writer._add_object(looks)})
    writer.add_annotation(0, DictionaryObject({NameObject(k): v for k, v in entries.items()}))
    out = io.BytesIO()
    writer.write(out)
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
