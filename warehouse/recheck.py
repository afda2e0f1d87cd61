"""A report that is in the warehouse, checked again from what was read in it."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, text

from extractors.place import Place
from schemas.decision import Use
from schemas.reading import Reading, unpacked
from schemas.report import CheckedReport, Finding
from warehouse.revise import Revision

LAST = "select max(revision) from report_revision where report_id = :report"


def reading_of_report(connection: Connection, report_id: int) -> Reading | None:
    """What was read in a report; None for a file that could not be read."""
    found = connection.execute(text("select content from reading where report_id = :report"), {"report": report_id})
    content = found.scalar()
    return None if content is None else unpacked(bytes(content))


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
