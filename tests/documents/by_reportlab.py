"""Invented reports drawn by reportlab."""

from __future__ import annotations

import io
from html import escape

from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from documents.invented import Report, Sheet
from documents.styles import Style

FONTS = {
    "sans": ("Helvetica", "Helvetica-Bold"),
    "serif": ("Times-Roman", "Times-Bold"),
    "mono": ("Courier", "Courier-Bold"),
}
MARGIN = 50
SHARES = {"remark": 3.0, "context": 3.0, "effort": 2.7, "line": 2.6, "line_type": 2.6, "department": 1.6}


def draw(report: Report, style: Style) -> bytes:
    """The report as a PDF."""
    plain, bold = FONTS[style.font]
    body = ParagraphStyle("body", fontName=plain, fontSize=style.size, leading=1.2 * style.size, splitLongWords=0)
    strong = ParagraphStyle("strong", body, fontName=bold)
    caption = ParagraphStyle("caption", strong, keepWithNext=1, spaceAfter=0.5 * style.size)
    title = ParagraphStyle("title", fontName=bold, fontSize=1.6 * style.size, leading=2 * style.size)
    story: list[Flowable] = [Paragraph(escape(report.title), title), Spacer(1, style.size)]
    story += [Paragraph(escape(line), body) for line in report.lines]
    for sheet in report.sheets:
        story.append(Spacer(1, 2 * style.size))
        if sheet.caption:
            story.append(Paragraph(escape(sheet.caption), caption))
        story.append(_table(sheet, style, body, strong))
    out = io.BytesIO()
    page = (style.width, style.height)
    template = SimpleDocTemplate(
        out, pagesize=page, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=60, bottomMargin=60
    )
    template.build(story)
    return out.getvalue()


def _table(sheet: Sheet, style: Style, body: ParagraphStyle, strong: ParagraphStyle) -> Table:
    names = list(sheet.columns)
    rows = [[Paragraph(escape(sheet.columns[n]), strong) for n in names]]
    for row in sheet.rows:
        if row.group:
            rows.append([Paragraph(escape(row.group), strong), *([""] * (len(names) - 1))])
        else:
            rows.append([Paragraph(escape(row.cells.get(n, "")), body) for n in names])
    shares = [SHARES.get(n, 1.7 if "effort" in names else 1.35) for n in names]
    widths = [(style.width - 2 * MARGIN - 12) * s / sum(shares) for s in shares]
    table = Table(rows, colWidths=widths, repeatRows=1 if style.repeat else 0, splitInRow=1)
    table.setStyle(_commands(sheet, style))
    return table


def _commands(sheet: Sheet, style: Style) -> list[tuple]:
    commands: list[tuple] = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 4)]
    commands += [("SPAN", (0, n), (-1, n)) for n, row in enumerate(sheet.rows, 1) if row.group]
    if style.lines == "grid":
        commands.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
    elif style.lines == "rows":
        commands.append(("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.grey))
    elif style.lines == "zebra":
        commands += [
            ("BACKGROUND", (0, n), (-1, n), colors.HexColor("#e6eef5")) for n in range(0, len(sheet.rows) + 1, 2)
        ]
    return commands
