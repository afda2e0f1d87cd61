"""A report that was read, printed anew by Chromium in other clothes: another paper, type, and way of drawing tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from documents import by_html
from documents.by_html import FONTS, LINES
from extractors.model import Cell, Document, Line, Table

HEADER_ROWS = 3  # at the most


@dataclass(frozen=True)
class Clothes:
    """``lines`` as in ``Style``; ``paper`` and ``cells`` are CSS. ``wide`` stretches tables over the page."""

    lines: str
    paper: str = "297mm 210mm"
    font: str = "sans"
    cells: str = "vertical-align: middle; padding: 2.5pt 7pt"
    wide: bool = True

    @property
    def name(self) -> str:
        """The clothes in a word for the test's name."""
        return f"{self.lines}-{self.font}-{self.paper.split('mm')[0]}{'-wide' if self.wide else ''}"


def reprinted(document: Document, clothes: Clothes, folder: Path) -> bytes:
    """The lines and tables of a document as a new PDF; Chromium must be installed."""
    return by_html.printed(_page(document, clothes), folder)


def _page(document: Document, clothes: Clothes) -> str:
    css = f"""
        @page {{ size: {clothes.paper}; margin: 14mm }}
        body {{ font: 10pt/1.2 {FONTS[clothes.font]} }} h1 {{ font-size: 20pt }}
        h3 {{ font-size: 11.5pt; margin: 10px 0 3px; break-after: avoid }}
        table {{ border-collapse: collapse; margin: 6px 0 14px; {"width: 100%" if clothes.wide else ""} }}
        tr {{ break-inside: avoid }} .new {{ break-before: page }}
        td, th {{ text-align: left; {clothes.cells} }} {LINES[clothes.lines]}"""
    body = "".join(_parts(document))
    return f'<!doctype html><html lang="da"><meta charset="utf-8"><style>{css}</style>{body}</html>'


def _parts(document: Document) -> Iterator[str]:
    sizes = sorted({line.size or 0.0 for line in document.lines if line.bold}, reverse=True)
    page: int | None = 1
    for part in document.parts:
        if isinstance(part, Table):
            yield _table(part)
            page = part.places[0].page
            continue
        yield _line(part, sizes, part.place.page != page)
        page = part.place.page


def _line(line: Line, sizes: list[float], new_page: bool) -> str:
    level = sizes.index(line.size or 0.0) if line.bold else len(sizes)
    tag = "h1" if level < 2 and line.bold else "h3" if line.bold else "p"
    begins = ' class="new"' if tag == "h1" and new_page else ""
    return f"<{tag}{begins}>{escape(line.text)}</{tag}>"


def _table(table: Table) -> str:
    grid = table.grid()
    header = 0
    while header < min(HEADER_ROWS, len(grid)) and _is_header(grid[header]):
        header += 1
    rows = (
        "".join(_cell(cell, r, c, "th" if r < header else "td") for c, cell in enumerate(row))
        for r, row in enumerate(grid)
    )
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def _is_header(row: list[Cell | None]) -> bool:
    return all(c is None or c.blank or c.bold for c in row) and any(c is not None and not c.blank for c in row)


def _cell(cell: Cell | None, r: int, c: int, tag: str) -> str:
    if cell is None:
        return "<td></td>"
    if (cell.row, cell.col) != (r, c):
        return ""
    return f'<{tag} rowspan="{cell.rowspan}" colspan="{cell.colspan}">{escape(cell.text)}</{tag}>'
