"""PDFs turned into scans: each page a picture that is a little skewed, blurred and noisy, the same every time."""

from __future__ import annotations

import io

import numpy as np
import pypdfium2 as pdfium
from PIL import Image
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table

Row = list[str]


def drawn(rows: list[Row], lines: list[str], widths: list[float]) -> bytes:
    """A page with some lines of text and a ruled table below them."""
    out = io.BytesIO()
    canvas = Canvas(out, A4, invariant=1)
    for n, line in enumerate(lines):
        canvas.setFont("Helvetica-Bold" if n == 0 else "Helvetica", 11)
        canvas.drawString(56, 780 - 20 * n, line)
    table = Table(rows, widths)
    grid = [("GRID", (0, 0), (-1, -1), 0.6, colors.black), ("FONT", (0, 0), (-1, 0), "Helvetica-Bold")]
    table.setStyle([*grid, ("ALIGN", (1, 1), (-1, -1), "LEFT"), ("FONTSIZE", (0, 0), (-1, -1), 10)])
    _, height = table.wrapOn(canvas, 500, 700)
    table.drawOn(canvas, 56, 770 - 20 * len(lines) - height)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def scanned(
    data: bytes, dpi: int = 200, skew: float = 0.6, noise: float = 10.0, hidden: str = "", note: str = ""
) -> bytes:
    """The PDF as a scan; ``hidden`` is text that is put over each page unseen, as searchable scans have it.

    ``note`` is stuck on each page as a comment.
    """
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    with pdfium.PdfDocument(data) as pdf:
        for number, page in enumerate(pdf):
            width, height = page.get_size()
            picture = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
            canvas.setPageSize((width, height))
            canvas.drawInlineImage(worn(picture, skew, noise, number), 0, 0, width, height)
            if hidden:
                text = canvas.beginText(100, height / 2)
                text.setTextRenderMode(3)
                text.textLine(hidden)
                canvas.drawText(text)
            if note:
                canvas.textAnnotation(note, Rect=(72, 72, 90, 90))
            canvas.showPage()
    canvas.save()
    return out.getvalue()


def worn(picture: Image.Image, skew: float, noise: float, seed: int) -> Image.Image:
    """A picture as a scanner gives it: turned a little, blurred, grey, with specks."""
    turned = picture.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
    pixels = np.asarray(turned).astype(float)
    pixels = (pixels + sum(np.roll(pixels, s, axis) for axis in (0, 1) for s in (-1, 1))) / 5
    pixels += np.random.default_rng(seed).normal(0, noise, pixels.shape)
    return Image.fromarray(np.clip(pixels * 0.9 + 15, 0, 255).astype(np.uint8))
