"""A report that is in the warehouse, checked again from what was read in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from sqlalchemy import Connection, text

from extractors.place import Place
from schemas.check import check_reading
from schemas.decision import Decision, Use
from schemas.efforts import Register
from schemas.reading import Reading, unpacked
from schemas.report import CheckedReport, Finding
from warehouse.decisions import counting, subject_of
from warehouse.earlier import earlier_values
from warehouse.grades import grades_of_report
from warehouse.revise import Revision

SUBJECT = """
    select r.identity, s.sha256 from report r join submission s on s.submission_id = r.submission_id
    where r.report_id = :report"""
LAST = "select max(revision) from report_revision where report_id = :report"


def reading_of_report(connection: Connection, report_id: int) -> Reading | None:
    """What was read in a report; None for a file that could not be read."""
    found = connection.execute(text("select content from reading where report_id = :report"), {"report": report_id})
    content = found.scalar()
    return None if content is None else unpacked(bytes(content))


def check_again(
    connection: Connection,
    report_id: int,
    today: date,
    register: Register | None = None,
    tried: Sequence[Decision] = (),
) -> CheckedReport | None:
    """A report with the decisions of a day and what earlier reports say; None where nothing could be read.

    ``tried`` are decisions that nobody has made yet, put to it after those that were.
    """
    reading = reading_of_report(connection, report_id)
    if reading is None:
        return None
    found = connection.execute(text(SUBJECT), {"report": report_id}).one()
    decisions = [*counting(connection, subject_of(found.identity, found.sha256), today), *tried]
    grades = grades_of_report(connection, report_id)
    return check_reading(reading, decisions, register, grades, earlier_values(connection, report_id))


def next_revision(connection: Connection, report_id: int, cause: str) -> Revision:
    """The revision that is to be written next."""
    last = connection.execute(text(LAST), {"report": report_id}).scalar_one()
    return Revision(report_id, last + 1, cause, datetime.now(UTC))


def without_reading(
    connection: Connection, report_id: int, finding_key: str, state: str, decision_id: int | None
) -> CheckedReport:
    """A report that could not be read, with its finding in another state: there is nothing more to be checked."""
    keys = text("select finding_key, state from known_finding where report_id = :report")
    findings = [_only_a_key(row.finding_key, row.state) for row in connection.execute(keys, {"report": report_id})]
    for told in findings:
        if told.key == finding_key:
            told.state, told.decision_id = state, decision_id
    rejected = any(told.state == "rejected" for told in findings)
    uses = [] if decision_id is None else [Use(decision_id, "applied")]
    nothing = (None, 0, None, None, None, None, None, None)
    return CheckedReport(*nothing, "rejected" if rejected else "held", findings=findings, uses=uses)


def _only_a_key(key: str, state: str) -> Finding:
    return Finding("", 0, "error", "report", key, "", "", "", "", Place(), state=state)
