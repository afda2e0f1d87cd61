"""The checks of a report: typed figures, findings, and what is held back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from extractors.model import Document
from extractors.raw import RawReport, RawValue
from extractors.unreadable import Unreadable
from schemas.checks.amounts import check_scale, check_transfers
from schemas.checks.efforts import check_duplicates, check_registered
from schemas.checks.indicators import check_changes, check_totals
from schemas.checks.labels import check_labels
from schemas.checks.names import check_named, without_blank_fields_of
from schemas.checks.pictures import check_pictures
from schemas.checks.reports import check_whole, personal_data, unreadable
from schemas.checks.rows import check_rows
from schemas.checks.sums import check_financing, check_sums
from schemas.draft import Draft, Problem
from schemas.findings import finding
from schemas.keys import identity, name_figures
from schemas.labels import tidy
from schemas.masking import find_leaks, without_numbers
from schemas.parsers.danish_date import parse_date
from schemas.parsers.misread import Misread
from schemas.parsers.period import Period
from schemas.report import CheckedReport, Figure, Finding
from schemas.typed import read_period, typed


def check_report(raw: RawReport, document: Document | None) -> CheckedReport:
    """Every raw figure as a typed figure, with the findings of all rules and what they hold back.

    An error on figures holds those figures, an error on the report holds all of them; a warning holds nothing.
    A personal number that stands anywhere in the report or the document is masked in everything that is returned.
    """
    leaks = find_leaks(raw, document)
    if leaks:
        raw = without_numbers(raw)
        leaks = [without_numbers(leak) for leak in leaks]
    period = read_period(raw)
    drafts = [typed(figure, raw, period) for figure in raw.figures]
    name_figures(drafts)
    problems = [*personal_data(leaks), *check_whole(raw, period), *_figure_problems(drafts, raw.kind)]
    problems += check_pictures(drafts, raw)
    return _assembled(raw, period, drafts, problems)


def check_unreadable(problem: Unreadable) -> CheckedReport:
    """The report of a file that cannot or may not be read: no kind, no figures, held, one finding."""
    return _assembled(RawReport(kind=None), None, [], [unreadable(problem)])


def _figure_problems(drafts: Sequence[Draft], kind: str | None) -> Iterator[Problem]:
    nameless = list(check_named(drafts))
    yield from nameless
    yield from without_blank_fields_of(nameless, check_rows(drafts))
    yield from check_labels(drafts)
    yield from check_duplicates(drafts)
    yield from check_sums(drafts)
    yield from check_financing(drafts)
    yield from check_scale(drafts)
    yield from check_transfers(drafts)
    yield from check_totals(drafts)
    yield from check_changes(drafts)
    yield from check_registered(drafts, kind)


def _assembled(
    raw: RawReport, period: Period | None, drafts: Sequence[Draft], problems: Sequence[Problem]
) -> CheckedReport:
    found = _numbered([finding(problem) for problem in problems])
    _hold(drafts, problems, found)
    return CheckedReport(
        kind=raw.kind,
        kind_version=raw.kind_version,
        identity=identity(raw.kind, raw.about, period),
        title=_text(raw.title),
        period_year=period.year if period else None,
        period_end_year=period.end_year if period else None,
        published_on=_date(raw.published_on),
        case_number=_text(raw.case_number),
        state=_state(drafts, found),
        figures=[_figure(draft) for draft in drafts],
        findings=found,
    )


def _hold(drafts: Sequence[Draft], problems: Sequence[Problem], found: Sequence[Finding]) -> None:
    for problem, told in zip(problems, found, strict=True):
        if told.severity == "error":
            for draft in problem.drafts if told.figure != "report" else drafts:
                draft.held = True


def _state(drafts: Sequence[Draft], found: Sequence[Finding]) -> str:
    if any(told.severity == "error" and told.figure == "report" for told in found) or not drafts:
        return "held"
    held = sum(draft.held for draft in drafts)
    if held == len(drafts):
        return "held"
    return "partial" if held else "loaded"


def _figure(draft: Draft) -> Figure:
    state = "held" if draft.held else "passed"
    return Figure(draft.view, draft.key, dict(draft.values), draft.raw.place, draft.raw.raw_text, state)


def _numbered(found: list[Finding]) -> list[Finding]:
    """Findings that nothing tells apart get a number in their key."""
    seen: Counter[str] = Counter()
    for told in found:
        seen[told.key] += 1
        if seen[told.key] > 1:
            told.key = f"{told.key}#{seen[told.key]}"
    return found


def _text(value: RawValue | None) -> str | None:
    return tidy(value.text) if value is not None else None


def _date(value: RawValue | None) -> date | None:
    try:
        return parse_date(value.text, value.native) if value is not None else None
    except Misread:
        return None
