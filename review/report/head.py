"""What a report is, whatever is looked at in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text
from starlette.exceptions import HTTPException

REPORT = "select * from bi_report where report_id = :report"
# only what stands in front of others: a version that was accepted itself
REPLACED = """
    select report_id, report_file from bi_report
    where identity = :identity and superseded_by = :report order by report_id"""
VERSIONS = "select count(*) from report where identity = :identity"
WAITING = "select count(*) from open_finding where report_id = :report"
UNREADABLE = ("report.corrupt", "report.encrypted", "report.empty", "report.too_large", "report.unrecognised")
STOPPED_BY = """
    select k.finding_id, d.rule, d.message, d.message_en, d.how_to_fix, d.how_to_fix_en
    from known_finding k join finding d on d.finding_id = k.finding_id
    where k.report_id = :report and d.figure = 'report' and d.severity = 'error' and k.state = 'open'
    order by k.finding_id"""


@dataclass(frozen=True, slots=True)
class Head:
    """``report`` is its row of ``bi_report``; ``replaces`` are the versions that it stands in front of.

    ``stopped_by`` are open errors of the report as a whole; ``waiting`` counts its open findings.
    """

    report: Any
    replaces: Sequence[Any]
    versions: int
    waiting: int
    stopped_by: Sequence[Any]

    @property
    def has_personal_data(self) -> bool:
        """Whether somebody's personal number stands in it, and nobody has settled that."""
        return any(row.rule == "report.personal_data" for row in self.stopped_by)

    @property
    def name(self) -> str:
        """Its title, or its file's name."""
        return self.report.title or self.report.report_file


def head_of(connection: Connection, report_id: int) -> Head:
    """The report of that number; a page that is not there (404) where there is none."""
    report = connection.execute(text(REPORT), {"report": report_id}).first()
    if report is None:
        raise HTTPException(404)
    asked = {"report": report_id, "identity": report.identity}
    known = report.identity is not None
    return Head(
        report,
        connection.execute(text(REPLACED), asked).all() if known else [],
        connection.execute(text(VERSIONS), asked).scalar_one() if known else 1,
        connection.execute(text(WAITING), asked).scalar_one(),
        connection.execute(text(STOPPED_BY), asked).all(),
    )
