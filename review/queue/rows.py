"""The findings as the queue sees them: one set of columns for those that wait and for those that do not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, FromClause, Select, String, and_, func, literal, literal_column, or_, select

from review.contains import contains
from review.queue.wanted import OBSOLETE, OPEN, SETTLED, Wanted
from warehouse.tables.base import table_of
from warehouse.tables.desk_work import Assignment
from warehouse.tables.finding import Finding, FindingEvent
from warehouse.tables.open_finding import OpenFinding
from warehouse.tables.report import Report, Submission

WAITING, FINDINGS, EVENTS = map(table_of, (OpenFinding, Finding, FindingEvent))
REPORTS, SUBMISSIONS, ASSIGNMENTS = map(table_of, (Report, Submission, Assignment))
DECIDED = ("corrected", "accepted", "rejected")
DEPARTMENT = """
    (select min(d.department) from finding_figure ff
      join (select report_id, figure_key, department_id from fact_status
        union all select report_id, figure_key, department_id from fact_budget) g
        on g.report_id = ff.report_id and g.figure_key = ff.figure_key
      join dim_department d on d.department_id = g.department_id
      where ff.report_id = finding.report_id and ff.finding_key = finding.finding_key)"""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the rows come from, and which of them count.

    They are ordered by ``band`` (small first), then by ``weight``, ``figures`` and ``finding_id`` (large first): the
    errors before the warnings, each by what is at stake; or, of what is settled, what was decided last.
    """

    rows: FromClause
    columns: Mapping[str, ColumnElement]
    conditions: tuple[ColumnElement[bool], ...] = ()

    def __getitem__(self, name: str) -> ColumnElement:
        return self.columns[name]

    @property
    def order(self) -> tuple[ColumnElement, ...]:
        """What sorts within a band."""
        return (self["weight"], self["figures"], self["finding_id"])

    def asked(self, wanted: Wanted, person_id: int, *columns: str) -> Select:
        """A query for these columns of what is wanted, in no order."""
        found = select(*(self[name].label(name) for name in columns)).select_from(self.rows)
        return found.where(*self.conditions, *_filters(self, wanted, person_id))


def source_of(wanted: Wanted) -> Source:
    """The findings of the wanted state."""
    return _waiting() if wanted.state == OPEN else _others(wanted.state)


def _waiting() -> Source:
    plain = {name: WAITING.c[name] for name in WAITING.c.keys()}  # noqa: SIM118 - a collection of columns, not a dict
    return Source(WAITING, plain | {"band": WAITING.c.urgency, "weight": WAITING.c.amount_ore})


def _others(state: str) -> Source:
    later = EVENTS.alias("later")
    after = and_(later.c.finding_id == EVENTS.c.finding_id, later.c.revision > EVENTS.c.revision)
    rows = FINDINGS.join(EVENTS, EVENTS.c.finding_id == FINDINGS.c.finding_id, isouter=state == OBSOLETE)
    rows = rows.join(REPORTS, REPORTS.c.report_id == FINDINGS.c.report_id)
    if state == OBSOLETE:
        waits = select(literal(1)).where(WAITING.c.finding_id == FINDINGS.c.finding_id).exists()
        of_state = and_(~waits, func.coalesce(EVENTS.c.state, OPEN).in_((OPEN, OBSOLETE)))
    else:
        of_state = EVENTS.c.state.in_(DECIDED if state == SETTLED else (state,))
    plain = {name: FINDINGS.c[name] for name in ("finding_id", "report_id", "rule", "severity", "value", "effort")}
    more = {"report_kind": REPORTS.c.kind, "period_year": REPORTS.c.period_year}
    more["department"] = literal_column(DEPARTMENT, String())
    rank = {"band": literal(0), "weight": func.coalesce(EVENTS.c.decision_id, 0), "figures": literal(0)}
    is_last = ~select(literal(1)).select_from(later).where(after).exists()
    return Source(rows, {**plain, **more, **rank}, (is_last, of_state))


def _filters(source: Source, wanted: Wanted, person_id: int) -> Iterator[ColumnElement[bool]]:
    plain = {"rule": wanted.rule, "report_id": wanted.report, "report_kind": wanted.kind, "period_year": wanted.year}
    for name, value in plain.items():
        if value not in ("", None):
            yield source[name] == value
    if wanted.department:  # a row can belong to several: BIF/SOF
        yield (literal("/") + source["department"] + literal("/")).contains(f"/{wanted.department}/", autoescape=True)
    if wanted.mine:
        yield source["finding_id"].in_(select(ASSIGNMENTS.c.finding_id).where(ASSIGNMENTS.c.person_id == person_id))
    if wanted.text:
        yield _says(source, wanted.text)


def _says(source: Source, words: str) -> ColumnElement[bool]:
    """The words stand in the effort, in the message or in the file's name."""
    of_file = select(REPORTS.c.report_id).join(SUBMISSIONS, SUBMISSIONS.c.submission_id == REPORTS.c.submission_id)
    searched = FINDINGS.alias("searched")
    in_message = select(literal(1)).where(
        searched.c.finding_id == source["finding_id"],
        or_(contains(searched.c.message, words), contains(searched.c.message_en, words)),
    )
    return or_(
        contains(source["effort"], words),
        source["report_id"].in_(of_file.where(contains(SUBMISSIONS.c.file_name, words))),
        in_message.exists(),
    )
