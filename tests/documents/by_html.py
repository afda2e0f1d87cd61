"""Invented reports as web pages, printed by Chromium or WeasyPrint."""

from __future__ import annotations

import base64
import importlib
import shutil
import subprocess
from functools import cache
from html import escape
from pathlib import Path

import reportlab

from documents.invented import Report, Row, Sheet
from documents.styles import Style

FONTS = {
    "sans": "Vera, Liberation Sans, Arial, sans-serif",
    "serif": "Liberation Serif, serif",
    "mono": "DejaVu Sans Mono, monospace",
}
LINES = {
    "grid": "td, th { border: 0.7pt solid #333 }",
    "rows": "tr { border-bottom: 0.7pt solid #888 }",
    "zebra": "tr:nth-child(even) td { background: #e6eef5 } th { background: #ccd }",
    "bare": "",
}
BROWSER = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--no-pdf-header-footer"]
BROWSER += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]


@cache
def fonts() -> str:
    """The font faces, out of reportlab's own files: the pages break at the same words on every machine."""
    folder = Path(reportlab.__file__).parent / "fonts"
    faces = {"normal": "Vera.ttf", "bold": "VeraBd.ttf"}
    coded = {weight: base64.b64encode((folder / name).read_bytes()).decode() for weight, name in faces.items()}
    return "".join(
        f"@font-face {{ font-family: Vera; font-weight: {weight}; src: url(data:font/ttf;base64,{data}) }}"
        for weight, data in coded.items()
    )


def page_of(report: Report, style: Style) -> str:
    """The report as a web page."""
    header = "table-header-group" if style.repeat else "table-row-group"
    css = f"""
        {fonts()}
        @page {{ size: {style.width}pt {style.height}pt; margin: 50pt }}
        body {{ font: {0.9 * style.size}pt/1.25 {FONTS["sans"]}; margin: 0 }}
        h1 {{ font-size: 1.6em }} table {{ border-collapse: collapse; width: 100%; margin-top: 6pt }}
        td, th {{ text-align: left; vertical-align: top; padding: 2.5pt 5pt }} thead {{ display: {header} }}
        .number {{ text-align: right }} .group {{ font-weight: bold }}
        {LINES[style.lines]}"""
    lines = "".join(f"<p>{escape(x)}</p>" for x in report.lines)
    tables = "".join(_table(s) for s in report.sheets)
    return (
        f'<!doctype html><html lang="da"><meta charset="utf-8"><title>rapport</title><style>{css}</style>'
        f"<h1>{escape(report.title)}</h1>{lines}{tables}</html>"
    )


def _table(sheet: Sheet) -> str:
    caption = f'<p style="break-after: avoid"><b>{escape(sheet.caption)}</b></p>' if sheet.caption else ""
    head = "".join(f"<th>{escape(h)}</th>" for h in sheet.columns.values())
    body = "".join(_row(row, sheet) for row in sheet.rows)
    return f"{caption}<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _row(row: Row, sheet: Sheet) -> str:
    if row.group:
        return f'<tr><td class="group" colspan="{len(sheet.columns)}">{escape(row.group)}</td></tr>'
    texts = {n: row.cells.get(n, "") for n in sheet.columns}
    cells = (
        f'<td class="{"number" if t[:1].isdigit() and "/" not in t and n != "line" else ""}">{escape(t)}</td>'
        for n, t in texts.items()
    )
    return f"<tr>{''.join(cells)}</tr>"


def by_chromium(report: Report, style: Style, folder: Path) -> bytes:
    """The report printed by Chromium, which must be installed."""
    return printed(page_of(report, style), folder)


def printed(html: str, folder: Path) -> bytes:
    """A web page printed by Chromium."""
    program = shutil.which("chromium")
    assert program
    page, out = folder / "rapport.html", folder / "rapport.pdf"
    page.write_text(html, "utf-8")
    command = [program, *BROWSER, f"--user-data-dir={folder / 'browser'}", f"--print-to-pdf={out}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return out.read_bytes()


def by_weasyprint(report: Report, style: Style, folder: Path) -> bytes:
    """The report printed by WeasyPrint, which must be installed; ``folder`` is not used."""
    weasyprint = importlib.import_module("weasyprint")
    return weasyprint.HTML(string=page_of(report, style)).write_pdf()
