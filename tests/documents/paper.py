"""Small PDFs drawn mark by mark, measured from the top-left corner as the reader measures."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from extractors.model import Document, Table
from extractors.pdf.read import read_pdf


class Paper:
    """A PDF being drawn; ``turn`` is the page's rotation in degrees, ``crop`` the part of it that is shown."""

    def __init__(
        self, width: float = 595, height: float = 842, turn: int = 0, crop: tuple[float, ...] | None = None
    ) -> None:
        self.out = io.BytesIO()
        self.canvas = Canvas(self.out, pagesize=(width, height), cropBox=crop)
        self.height, self.turn = height, turn
        self.canvas.setPageRotation(turn)

    def text(self, x: float, base: float, text: str, size: float = 10, bold: bool = False) -> Paper:
        """A text that begins at ``x`` and stands on the line ``base`` points below the top."""
        self.canvas.setFillColor(HexColor("#000000"))
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        self.canvas.drawString(x, self.height - base, text)
        return self

    def right(self, x: float, base: float, text: str, size: float = 10) -> Paper:
        """A text that ends at ``x``."""
        self.canvas.setFillColor(HexColor("#000000"))
        self.canvas.setFont("Helvetica", size)
        self.canvas.drawRightString(x, self.height - base, text)
        return self

    def line(self, x0: float, top: float, x1: float, bottom: float) -> Paper:
        """A drawn line."""
        self.canvas.line(x0, self.height - top, x1, self.height - bottom)
        return self

    def fill(self, x0: float, top: float, x1: float, bottom: float, colour: str = "#dde6f0") -> Paper:
        """A filled rectangle without outline."""
        self.canvas.setFillColor(HexColor(colour))
        self.canvas.rect(x0, self.height - bottom, x1 - x0, bottom - top, stroke=0, fill=1)
        return self

    def row(
        self, xs: Sequence[float], base: float, texts: Sequence[str], bold: bool = False, size: float = 10
    ) -> Paper:
        """Texts that begin at the positions ``xs``; blank ones are left out."""
        for x, text in zip(xs, texts, strict=False):
            if text:
                self.text(x, base, text, size, bold)
        return self

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> Paper:
        """All lines of a grid."""
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        return self

    def page(self) -> Paper:
        """Goes on to the next page."""
        self.canvas.showPage()
        self.canvas.setPageRotation(self.turn)
        return self

    def data(self) -> bytes:
        """The PDF; nothing can be drawn afterwards."""
        self.canvas.showPage()
        self.canvas.save()
        return self.out.getvalue()

    def read(self) -> Document:
        """What the reader makes of it."""
        return read_pdf(self.data())

    def table(self) -> Table:
        """The one table that it holds."""
        [table] = self.read().tables
        return table

    def lines(self) -> list[str]:
        """The texts outside tables."""
        return [line.text for line in self.read().lines]


def texts(table: Table) -> list[list[str]]:
    """The texts of a table by row and column, each where its cell begins."""
    out = [[""] * table.col_count for _ in range(table.row_count)]
    for cell in table.cells:
        out[cell.row][cell.col] = cell.text
    return out
