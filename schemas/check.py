"""The checks of a report: typed figures, findings, and what is held back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from extractors.model import Document
from extractors.raw import RawReport, RawValue
from extractors.unreadable import Unreadable
from schemas.checks.amounts import check_scale, check_transfers
from schemas.checks.cofinancing import check_cofinancing
from schemas.checks.counts import check_counts
from schemas.checks.efforts import check_duplicates, check_registered
from schemas.checks.indicators import check_changes, check_totals
from schemas.checks.labels import check_labels
from schemas.checks.names import check_named, without_blank_fields_of
from schemas.checks.pictures import check_pictures
from schemas.checks.reports import check_whole, personal_data, unreadable
from schemas.checks.restated import NOTHING_EARLIER, Earlier, check_restated
from schemas.checks.rows import check_rows
from schemas.checks.sums import check_financing, check_sums
from schemas.counting import Subject
from schemas.decided import Desk, guard_of
from schemas.decision import Decision
from schemas.draft import Draft, Problem
from schemas.efforts import Register, program_register
from schemas.findings import finding
from schemas.grades import Grades, grades_on
from schemas.keys import identity
from schemas.labels import tidy
from schemas.parsers.danish_date import parse_date
from schemas.parsers.misread import Misread
from schemas.parsers.period import Period
from schemas.reading import Reading, reading_of
from schemas.report import CheckedReport, Figure, Finding
from schemas.tally import tallies, tallies_of_unread
from schemas.typed import drafts_of, read_period, typed


def check_report(
    raw: RawReport, document: Document | None, decisions: Sequence[Decision] = (), register: Register | None = None
) -> CheckedReport:
    """Every raw figure as a typed figure, with the findings of all rules and what they hold back.

    An error on figures holds those figures, an error on the report holds all of them; a warning holds nothing.
    A personal number that stands anywhere in the report or the document is masked in everything that is returned.
    """
    return check_reading(reading_of(raw, document), decisions, register)


def check_reading(
    reading: Reading,
    decisions: Sequence[Decision] = (),
    register: Register | None = None,
    grades: Grades | None = None,
    earlier: Earlier | None = None,
) -> CheckedReport:
    """The same for what was read before; ``decisions`` are those that count for this report, in their order.

    ``grades`` are the severities of the rules; today's in the rule book where they are not given. ``earlier`` is what
    earlier reports gave; None where nobody has looked.
    """
    desk, register, grades = Desk(decisions), register or program_register(), grades or grades_on(date.today())
    checked = _checked(reading, register, desk, grades, earlier)
    if decisions:
        before = _checked(reading, register, Desk([]), grades, earlier)
        checked.findings += desk.no_longer_raised(before.findings, checked.findings)
        checked.uses = desk.uses()
    return checked


def identity_of(reading: Reading) -> str | None:
    """What makes two files the same report; see ``schemas.keys.identity``."""
    return identity(reading.raw.kind, reading.raw.about, read_period(reading.raw))


def what_stands(
    reading: Reading, view: str, figure_key: str, field: str, register: Register | None = None
) -> str | None:
    """The text in a column of a figure, as it was read; None for nothing. Raises KeyError for an unknown figure."""
    drafts = drafts_of(reading.raw, register or program_register())
    return guard_of({(draft.view, draft.key): draft for draft in drafts}[view, figure_key], field)


def _checked(
    reading: Reading, register: Register, desk: Desk, grades: Grades, earlier: Earlier | None
) -> CheckedReport:
    raw = reading.raw
    period = read_period(raw)
    register = register.in_year(period.year if period else None)
    drafts = drafts_of(raw, register)
    problems = list(desk.correct(drafts, lambda figure: typed(figure, raw, period, register)))
    problems += [*personal_data(reading.leaks), *check_whole(raw, period)]
    problems += check_counts(raw, drafts)
    problems += _figure_problems(drafts, raw.kind, register)
    problems += check_cofinancing(raw, drafts)
    problems += check_pictures(drafts, raw)
    problems += check_restated(drafts, earlier or NOTHING_EARLIER)
    judged = [p for p in problems if grades.judges(p.rule)]
    checked = _assembled(reading, period, drafts, judged, desk, grades)
    nameless = frozenset(id(d) for p in problems if p.rule == "effort.missing" for d in p.drafts)
    checked.checks = tallies(Subject(drafts, raw, register, earlier, nameless, desk.corrections), judged, grades)
    return checked


def check_unreadable(problem: Unreadable) -> CheckedReport:
    """The report of a file that cannot or may not be read: no kind, no figures, held, one finding."""
    nothing, grades = Reading(RawReport(kind=None)), grades_on(date.today())
    checked = _assembled(nothing, None, [], [unreadable(problem)], Desk([]), grades)
    checked.reading = None
    checked.checks = tallies_of_unread(problem.rule)
    return checked


def _figure_problems(drafts: Sequence[Draft], kind: str | None, register: Register) -> Iterator[Problem]:
    nameless = list(check_named(drafts))
    yield from nameless
    yield from without_blank_fields_of(nameless, check_rows(drafts))
    yield from check_labels(drafts)
    yield from check_duplicates(drafts)
    yield from check_sums(drafts)
    yield from check_financing(drafts)
    yield from check_scale(drafts)
    yield from check_transfers(drafts, register)
    yield from check_totals(drafts)
    yield from check_changes(drafts)
    yield from check_registered(drafts, kind, register)


def _assembled(
    reading: Reading,
    period: Period | None,
    drafts: Sequence[Draft],
    problems: Sequence[Problem],
    desk: Desk,
    grades: Grades,
) -> CheckedReport:
    raw = reading.raw
    found = desk.settle(_numbered([finding(problem, grades.of(problem.rule)) for problem in problems]))
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
        reading=reading,
    )


def _hold(drafts: Sequence[Draft], problems: Sequence[Problem], found: Sequence[Finding]) -> None:
    for problem, told in zip(problems, found, strict=True):
        for draft in problem.drafts if told.figure != "report" else drafts:
            draft.held |= told.severity == "error" and told.state == "open"
            draft.rejected |= told.state == "rejected"


def _state(drafts: Sequence[Draft], found: Sequence[Finding]) -> str:
    about_report = [told for told in found if told.severity == "error" and told.figure == "report"]
    if any(told.state == "rejected" for told in about_report):
        return "rejected"
    if any(told.state == "open" for told in about_report) or not drafts:
        return "held"
    passed = sum(not (draft.held or draft.rejected) for draft in drafts)
    if not passed:
        return "held"
    return "partial" if passed < len(drafts) else "loaded"


def _figure(draft: Draft) -> Figure:
    state = "rejected" if draft.rejected else "held" if draft.held else "passed"
    return Figure(
        draft.view, draft.key, dict(draft.values), draft.raw.place, draft.raw.raw_text, state, draft.corrected
    )


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
