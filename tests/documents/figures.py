"""What an invented report puts in and what the program gets out of it, in one form."""

from __future__ import annotations

import re
from collections import Counter

from documents.invented import Report, Row, Sheet
from extractors.raw import RawFigure, RawReport, RawValue

Figure = tuple[str | None, ...]
EFFORT = ("partnership", "category", "department", "effort", "status", "remark", "context")
BUDGET = ("effort", "line", "line_type", "year", "source", "amount_dkk")


def put_in(report: Report) -> Counter[Figure]:
    """Every figure that the report shows, text by text."""
    return Counter(_sheet_figures(report)) if report.kind == "budget_sheet" else Counter(_effort_figures(report))


def got_out(raw: RawReport) -> Counter[Figure]:
    """Every figure that was read, in the same form; other measures than ``budget`` are left out."""
    return Counter(_figure(f, raw.kind) for f in raw.figures if f.view == "status" or _text(f, "measure") == "budget")


def _figure(f: RawFigure, kind: str | None) -> Figure:
    if kind == "budget_sheet":
        return (*(_text(f, n) for n in BUDGET), "sum" if f.is_total else None)
    if f.view == "status":
        return ("status", *(_text(f, n) for n in EFFORT))
    return ("budget", _text(f, "partnership"), _text(f, "effort"), _text(f, "amount_dkk"))


def _text(f: RawFigure, name: str) -> str | None:
    return _plain(f.values.get(name, RawValue(None)).text)


def _plain(text: str | None) -> str | None:
    return re.sub(r"\s+", " ", text or "").strip() or None


def _effort_figures(report: Report) -> list[Figure]:
    out: list[Figure] = []
    for sheet in report.sheets:
        place = sheet.caption.rsplit(" ", 1)[1] if sheet.caption else None
        group: str | None = None
        for row in sheet.rows:
            group = row.group or group
            if row.group is None:
                out.append(("status", place, group, *(_plain(row.cells.get(n)) for n in EFFORT[2:])))
                if "amount" in sheet.columns:
                    out.append(("budget", place, row.cells["effort"], row.cells["amount"]))
    return out


def _sheet_figures(report: Report) -> list[Figure]:
    out: list[Figure] = []
    for sheet in report.sheets:
        section: str | None = None
        for row in sheet.rows:
            section = row.group or section
            out += _amounts(sheet, row, section)
    return out


def _amounts(sheet: Sheet, row: Row, section: str | None) -> list[Figure]:
    out: list[Figure] = []
    line_type = row.cells.get("line_type") if "line_type" in sheet.columns else None
    for name in sheet.columns:
        if name in ("line", "line_type") or not row.cells.get(name):
            continue
        year = name if name.isdigit() else None
        source = None if year or name == "total" else name
        is_sum = "sum" if row.cells["line"] == "Sum" or name == "total" else None
        out.append((section, row.cells["line"], line_type, year, source, row.cells[name], is_sum))
    return out
