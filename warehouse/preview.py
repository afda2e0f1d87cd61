"""What a rule catches in all that is held, and what it would hold back: every report checked again, nothing written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Row, text

from extractors.place import Place
from schemas.check import check_reading
from schemas.efforts import Register
from schemas.grades import OFF
from schemas.report import CheckedReport, Figure, Finding
from warehouse.decisions import counting, subject_of
from warehouse.earlier import earlier_values
from warehouse.grades import grades_of_report
from warehouse.recheck import reading_of_report
from warehouse.rows import FACTS
from warehouse.text import storable

REPORTS = """
    select b.report_id, b.report_file, b.identity, b.sha256
    from bi_report b where b.state <> 'superseded' order by b.report_id"""
STATES = """
    select f.figure_key, f.state from {table} f where f.report_id = :report and f.revision = (
      select max(l.revision) from {table} l where l.report_id = f.report_id and l.figure_key = f.figure_key)"""
FINDINGS = """
    select d.state, d.message, d.message_en, d.page, d.sheet, d.cell
    from bi_finding d where d.report_id = :report and d.rule = :rule order by d.finding_id"""


@dataclass(frozen=True, slots=True)
class Catch:
    """One finding of the rule: what it says, where, and its state by the decisions that there are."""

    state: str
    message: str
    message_en: str
    place: Place


@dataclass(frozen=True, slots=True)
class Preview:
    """What the rule does to one report. ``read`` is false for a file that could not be read: it is not checked again.

    ``held`` are the figures that it would hold; ``leaving`` those of them that stand in the views now; ``coming``
    those that are held now and would then stand there.
    """

    report_id: int
    report_file: str
    read: bool
    catches: list[Catch]
    held: int
    leaving: list[Figure]
    coming: list[Figure]


def count_reports(connection: Connection) -> int:
    """How many reports a preview looks at: all that no newer version has replaced."""
    return connection.execute(text("select count(*) from bi_report where state <> 'superseded'")).scalar_one()


def previews(
    connection: Connection, rule: str, severity: str, today: date, register: Register | None = None
) -> Iterator[Preview]:
    """One report after the other, as if the rule had that severity; the other rules are as when the report came in."""
    for report in connection.execute(text(REPORTS)).all():
        yield _preview(connection, report, rule, severity, today, register)


def _preview(
    connection: Connection, report: Row, rule: str, severity: str, today: date, register: Register | None
) -> Preview:
    reading = reading_of_report(connection, report.report_id)
    if reading is None:
        return Preview(report.report_id, report.report_file, False, _known(connection, report, rule), 0, [], [])
    # a rule that is off says nothing; what it does not say is what it would say as a warning, which holds nothing
    grades = grades_of_report(connection, report.report_id).having(rule, "warning" if severity == OFF else severity)
    decisions = counting(connection, subject_of(report.identity, report.sha256), today)
    checked = check_reading(reading, decisions, register, grades, earlier_values(connection, report.report_id))
    told = [finding for finding in checked.findings if finding.rule == rule]
    named, held = (
        _named(checked, told),
        _named(checked, [f for f in told if (f.severity, f.state) == ("error", "open")]),
    )
    states = _states(connection, report.report_id) if named else {}
    leaving = [f for f in held if states.get(storable(f.key)) == "passed"]
    coming = [f for f in named if f.state == "passed" and states.get(storable(f.key)) == "held"]
    return Preview(report.report_id, report.report_file, True, [_catch(f) for f in told], len(held), leaving, coming)


def _named(checked: CheckedReport, told: list[Finding]) -> list[Figure]:
    """The figures that findings are about; all of them where one is about the report."""
    if any(finding.figure == "report" for finding in told):
        return checked.figures
    keys = {key for finding in told for key in finding.figure_keys}
    return [figure for figure in checked.figures if figure.key in keys]


def _states(connection: Connection, report_id: int) -> dict[str, str]:
    asked = " union all ".join(STATES.format(table=table.name) for table in FACTS.values())
    return {row.figure_key: row.state for row in connection.execute(text(asked), {"report": report_id})}


def _known(connection: Connection, report: Row, rule: str) -> list[Catch]:
    rows = connection.execute(text(FINDINGS), {"report": report.report_id, "rule": rule})
    return [Catch(r.state, r.message, r.message_en, Place(r.page, sheet=r.sheet, cell=r.cell)) for r in rows]


def _catch(finding: Finding) -> Catch:
    return Catch(finding.state, finding.message, finding.message_en, finding.place)
