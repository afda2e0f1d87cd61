"""From texts to typed values: every column of a raw figure is parsed once, and each failure is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from extractors.model import Native
from extractors.raw import RawFigure, RawReport, RawValue
from schemas.columns import VIEWS
from schemas.draft import Draft
from schemas.efforts import Register
from schemas.keys import name_figures
from schemas.labels import tidy
from schemas.parsers.amount import parse_amount
from schemas.parsers.goals import means_goals, parse_goals, split_goals
from schemas.parsers.misread import Misread
from schemas.parsers.number import NumberFormat
from schemas.parsers.period import Period, parse_period, parse_year
from schemas.parsers.share import parse_measured
from schemas.parsers.status_word import parse_department, parse_status_word

UNITS = {1: "kr.", 1000: "t.kr.", 1_000_000: "mio. kr."}
_NOTHING = RawValue(None)


def typed(figure: RawFigure, report: RawReport, period: Period | None, register: Register) -> Draft:
    """The figure with typed values for every column of its view; nothing raises, failures lie in ``failed``."""
    draft = Draft(figure, {column.name: None for column in VIEWS[figure.view]})
    for name, value in figure.values.items():
        if value.problem is not None:
            draft.failed[name] = Misread("cell")
        elif name in draft.values:
            draft.values[name] = tidy(value.text)
    _attempt(draft, "department", lambda: parse_department(_of(figure, "department").text))
    draft.values["effort_key"] = register.key(draft.values["effort"])
    _BY_VIEW[figure.view](draft, NumberFormat(report.decimal_mark, report.group_mark))
    if figure.view == "budget" and report.price_level is not None:
        draft.values["price_level"] = int(report.price_level.text or 0) or None
    if figure.view == "status" and draft.values["period_year"] is None and period is not None:
        draft.values["period_year"] = period.year
    return draft


def drafts_of(report: RawReport, register: Register) -> list[Draft]:
    """All figures of a report, typed and named."""
    period = read_period(report)
    drafts = [typed(figure, report, period, register) for figure in report.figures]
    name_figures(drafts)
    return drafts


def read_period(report: RawReport) -> Period | None:
    """The period that the report names, or None where none can be read."""
    value = report.period or _NOTHING
    try:
        return parse_period(value.text, value.native)
    except Misread:
        return None


def _of(figure: RawFigure, column: str) -> RawValue:
    return figure.values.get(column) or _NOTHING


def _attempt(draft: Draft, column: str, parse: Callable[[], Any]) -> None:
    """Set a column to what the parser makes of it; a column with a cell problem is left alone."""
    if column not in draft.values or column in draft.failed:
        return
    try:
        draft.values[column] = parse()
    except Misread as problem:
        draft.values[column] = None
        # nothing there is no failure of reading; the checks say where something must be
        if problem.reason != "missing":
            draft.failed[column] = problem


def _status(draft: Draft, number_format: NumberFormat) -> None:
    value = _of(draft.raw, "status")
    year = _of(draft.raw, "period_year")
    _attempt(draft, "period_year", lambda: parse_year(year.text, year.native))
    stated = _stated_goals(draft.raw)
    words, goals = split_goals(value.text) if value.native is None else ("", value.text or "-")
    if stated is not None:
        words, goals = value.text or "", stated
    elif not words and not means_goals(value.text, value.native):
        words, goals = value.text or "", ""
    if goals:
        _goals(draft, goals, value.native if stated is None else None)
    if words or not goals:
        _attempt(draft, "status", lambda: parse_status_word(words))


def _stated_goals(figure: RawFigure) -> str | None:
    met, total = tidy(_of(figure, "goals_met").text), tidy(_of(figure, "goals_total").text)
    return f"{met or 'x'}/{total or 'x'}" if met or total else None


def _goals(draft: Draft, text: str, native: Native) -> None:
    if "status" in draft.failed:
        return
    try:
        goals = parse_goals(text, native)
    except Misread as problem:
        draft.failed["goals_met"] = draft.failed["status"] = problem
        draft.values.update(status=None, goals_met=None, goals_total=None)
        return
    draft.values.update(goals_met=goals.met, goals_total=goals.total)
    draft.values["status"] = goals.status


def _budget(draft: Draft, number_format: NumberFormat) -> None:
    figure, value, year = draft.raw, _of(draft.raw, "amount_dkk"), _of(draft.raw, "year")
    _attempt(draft, "year", lambda: parse_year(year.text, year.native))
    draft.values.update(measure=draft.values["measure"] or "budget", is_total=figure.is_total)
    draft.values["note"] = tidy(figure.note) or draft.values["note"]

    def amount() -> Any:
        read = parse_amount(value.text, value.native, number_format, figure.scale, value.number_format)
        draft.step = read.step
        draft.values["note"] = draft.values["note"] or read.note
        draft.values["reported_unit"] = UNITS.get(read.worth)
        return read.kroner

    _attempt(draft, "amount_dkk", amount)


def _indicator(draft: Draft, number_format: NumberFormat) -> None:
    value, year = _of(draft.raw, "value"), _of(draft.raw, "year")
    _attempt(draft, "year", lambda: parse_year(year.text, year.native))
    draft.values["measure"] = draft.values["measure"] or "value"
    unit = draft.values["unit"]
    _attempt(
        draft,
        "value",
        lambda: parse_measured(value.text, unit, value.native, number_format, value.number_format),
    )


_BY_VIEW: dict[str, Callable[[Draft, NumberFormat], None]] = {
    "status": _status,
    "budget": _budget,
    "indicator": _indicator,
}
