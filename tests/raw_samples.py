"""Raw reports made by hand, for the tests of the checks."""

from __future__ import annotations

from typing import Any

from extractors.place import Place
from extractors.raw import RawFigure, RawReport, RawValue
from schemas.check import check_report
from schemas.report import CheckedReport, Figure, Finding

FIGURE_COLUMN = {"status": "status", "budget": "amount_dkk", "indicator": "value"}


def at(page: int = 1) -> Place:
    """A box on a page."""
    return Place(page, 10.0, 20.0, 90.0, 32.0)


def value(shown: Any, place: Place | None = None) -> RawValue:
    """A raw value: a text as it is, anything else as a workbook's typed value."""
    if isinstance(shown, RawValue):
        return shown
    if shown is None or isinstance(shown, str):
        return RawValue(shown, place or at())
    return RawValue(str(shown), place or at(), native=shown)


def figure(view: str, shown: Any, row: int = 1, table: int = 1, page: int = 1, **columns: Any) -> RawFigure:
    """A raw figure of a view that shows a text; ``scale``, ``is_total`` and ``note`` may be among the columns."""
    settings = {name: columns.pop(name) for name in ("scale", "is_total", "note") if name in columns}
    values = {name: value(text, at(page)) for name, text in columns.items()}
    values[FIGURE_COLUMN[view]] = value(shown, at(page))
    text = values[FIGURE_COLUMN[view]].text or ""
    return RawFigure(view, values, at(page), text, table, row, **settings)


def status(effort: str | None, shown: Any = "Opnået", row: int = 1, **columns: Any) -> RawFigure:
    """A status row."""
    return figure("status", shown, row, effort=effort, **columns)


def budget(effort: str | None, shown: Any = "50.000 kr.", row: int = 1, **columns: Any) -> RawFigure:
    """An amount."""
    return figure("budget", shown, row, effort=effort, **columns)


def report(
    *figures: RawFigure, kind: str | None = "status_note", period: str | None = "2023", **more: Any
) -> RawReport:
    """A raw report of some figures."""
    more = {"title": value("Notat"), "period": value(period) if period else None, **more}
    return RawReport(kind, 1, figures=list(figures), **more)


def checked(*figures: RawFigure, **more: Any) -> CheckedReport:
    """What the checks make of a report of some figures; every figure must come out again."""
    raw = report(*figures, **more)
    result = check_report(raw, None)
    assert len(result.figures) == len(raw.figures)
    return result


def findings(result: CheckedReport, but: str = "effort.unknown") -> list[str]:
    """The rules that were broken, in order; a made-up effort is unknown and so passed over."""
    return [f.rule for f in result.findings if f.rule != but]


def only(result: CheckedReport, rule: str) -> Finding:
    """The one finding of a rule."""
    found = [f for f in result.findings if f.rule == rule]
    assert len(found) == 1, [f.rule for f in result.findings]
    return found[0]


def held(result: CheckedReport) -> list[Figure]:
    """The figures that are held back."""
    return result.held
