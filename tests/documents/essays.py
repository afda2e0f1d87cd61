"""Reports that are text with headings and tables between: drawn by reportlab, or printed as a web page by Chromium."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table

from documents import by_html
from documents.by_html import FONTS as WEB_FONTS
from documents.by_html import LINES
from documents.by_reportlab import FONTS
from documents.styles import Style


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is the largest. ``new_page`` begins a page with it."""

    text: str
    level: int = 2
    new_page: bool = False


@dataclass(frozen=True)
class Text:
    """A paragraph of running text."""

    text: str


@dataclass(frozen=True)
class Grid:
    """A table: its header and its rows. A text that is None belongs to the cell above it."""

    header: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    widths: tuple[float, ...] | None = None


Block = Heading | Text | Grid
TALLER = {1: 1.6, 2: 1.3, 3: 1.0}  # size of a heading by its level, against the text


def draw(blocks: Sequence[Block], style: Style) -> bytes:
    """The blocks as a PDF by reportlab."""
    plain, bold = FONTS[style.font]
    body = ParagraphStyle("body", fontName=plain, fontSize=style.size, leading=1.25 * style.size, splitLongWords=0)
    strong = ParagraphStyle("strong", body, fontName=bold)
    story: list[Flowable] = []
    for block in blocks:
        if isinstance(block, Heading):
            size = TALLER[block.level] * style.size
            story += [PageBreak()] if block.new_page else []
            look = ParagraphStyle("h", strong, fontSize=size, leading=1.25 * size, spaceBefore=size, keepWithNext=1)
            story.append(Paragraph(escape(block.text), look))
        elif isinstance(block, Text):
            story.append(Paragraph(escape(block.text), ParagraphStyle("p", body, spaceAfter=0.6 * style.size)))
        else:
            story += [_table(block, style, body, strong), Spacer(1, style.size)]
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=(style.width, style.height), leftMargin=50, rightMargin=50).build(story)
    return out.getvalue()


def _table(grid: Grid, style: Style, body: ParagraphStyle, strong: ParagraphStyle) -> Table:
    rows = [[Paragraph(escape(h), strong) for h in grid.header]]
    rows += [[Paragraph(escape(t or ""), body) for t in row] for row in grid.rows]
    shares = grid.widths or (2.4, *(1.0 for _ in grid.header[1:]))
    widths = [(style.width - 112) * s / sum(shares) for s in shares]
    commands: list[tuple] = [("VALIGN", (0, 0), (-1, -1), "TOP"), *_merged(grid)]
    commands += [(side, (0, 0), (-1, -1), 3) for side in ("LEFTPADDING", "RIGHTPADDING")]
    if style.lines == "grid":
        commands.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
    elif style.lines == "rows":
        commands.append(("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.grey))
    elif style.lines == "zebra":
        commands += [("BACKGROUND", (0, n), (-1, n), colors.HexColor("#e6eef5")) for n in range(0, len(rows), 2)]
    return Table(rows, colWidths=widths, repeatRows=1 if style.repeat else 0, style=commands)


def _merged(grid: Grid) -> list[tuple]:
    out = []
    for col in range(len(grid.header)):
        for n, row in enumerate(grid.rows):
            if row[col] is None:
                continue
            last = n
            while last + 1 < len(grid.rows) and grid.rows[last + 1][col] is None:
                last += 1
            if last > n:
                out.append(("SPAN", (col, n + 1), (col, last + 1)))
    return out


def printed(blocks: list[Block], style: Style, folder: Path) -> bytes:
    """The blocks as a web page printed by Chromium, which must be installed."""
    return by_html.printed(_page(blocks, style), folder)


def _page(blocks: list[Block], style: Style) -> str:
    css = f"""
        @page {{ size: {style.width}pt {style.height}pt; margin: 50pt }}
        body {{ font: {style.size}pt/1.3 {WEB_FONTS[style.font]}; margin: 0 }} h1, h2, h3 {{ break-after: avoid }}
        table {{ border-collapse: collapse; width: 100% }}
        td, th {{ text-align: left; vertical-align: top; padding: 3pt 5pt }}
        h1 {{ font-size: 1.6em }} h2 {{ font-size: 1.3em }} h3 {{ font-size: 1em }} {LINES[style.lines]}"""
    body = "".join(_html(block) for block in blocks)
    return f'<!doctype html><html lang="da"><meta charset="utf-8"><style>{css}</style>{body}</html>'


def _html(block: Block) -> str:
    if isinstance(block, Heading):
        before = ' style="break-before: page"' if block.new_page else ""
        return f"<h{block.level}{before}>{escape(block.text)}</h{block.level}>"
    if isinstance(block, Text):
        return f"<p>{escape(block.text)}</p>"
    head = "".join(f"<th>{escape(h)}</th>" for h in block.header)
    rows = "".join(
        "<tr>" + "".join(_cell(block, n, col) for col, t in enumerate(row) if t is not None) + "</tr>"
        for n, row in enumerate(block.rows)
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _cell(grid: Grid, n: int, col: int) -> str:
    down = 1
    while n + down < len(grid.rows) and grid.rows[n + down][col] is None:
        down += 1
    return f'<td rowspan="{down}">{escape(grid.rows[n][col] or "")}</td>'
