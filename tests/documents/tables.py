"""Documents put together by hand, as a reader would hand them over."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.model import Cell, Document, Line, Table
from extractors.place import Place


def place(row: int = 0, col: int = 0, page: int = 1) -> Place:
    """A box that tells row and column apart."""
    return Place(page, 50.0 + 100 * col, 100.0 + 20 * row, 145.0 + 100 * col, 115.0 + 20 * row)


def table(rows: Sequence[Sequence[str | Cell]], title: str | None = None, bold: Sequence[int] = (0,)) -> Table:
    """A table of texts; a row with one text and nothing else spans all columns. Rows in ``bold`` are bold."""
    width = max(len(row) for row in rows)
    cells = []
    for r, row in enumerate(rows):
        span = width if len(row) == 1 and width > 1 else 1
        for c, text in enumerate(row):
            if isinstance(text, Cell):
                text.row, text.col = r, c
                cells.append(text)
            else:
                cells.append(Cell(r, c, text, place(r, c), colspan=span, bold=r in bold))
    return Table(cells, [place()], title)


def document(*parts: str | Table) -> Document:
    """Lines and tables in reading order."""
    return Document("pdf", [Line(p, place()) if isinstance(p, str) else p for p in parts], 1)
