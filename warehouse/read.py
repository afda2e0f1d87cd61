"""Small questions to the warehouse, for the command line and the night's report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, bindparam, text

REPORT_ROWS = """
    select b.report_id, b.report_file, b.report_kind, b.title, b.state, b.figures_loaded, b.figures_held,
      (select count(*) from finding d where d.report_id = b.report_id and d.severity = 'error') as errors,
      (select count(*) from finding d where d.report_id = b.report_id and d.severity = 'warning') as warnings
    from bi_report b
    join submission s on s.sha256 = b.sha256
    where s.run_id = :run_id
    order by b.report_file, b.report_id"""
OPEN_FINDINGS = """
    select d.finding_id, d.report_file, d.rule, d.severity, d.effort, d.message, d.how_to_fix, d.message_en,
      d.how_to_fix_en, d.page, d.sheet, d.cell
    from bi_finding d
    where d.state = 'open' {of_run}
    order by d.severity, d.report_file, d.finding_id
    limit :limit"""
OF_RUN = """and d.report_id in (
      select r.report_id from report r join submission s on s.submission_id = r.submission_id
      where s.run_id = :run_id)"""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report in the night's table; ``state`` as in ``bi_report``, errors and warnings counted as found."""

    report_id: int
    report_file: str
    report_kind: str | None
    title: str | None
    state: str
    figures_loaded: int
    figures_held: int
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """A finding that waits for a steward, in words."""

    finding_id: int
    report_file: str
    rule: str
    severity: str
    effort: str | None
    message: str
    how_to_fix: str
    message_en: str
    how_to_fix_en: str
    page: int | None
    sheet: str | None
    cell: str | None


def report_rows(engine: Engine, run_id: str) -> list[ReportRow]:
    """The reports that a run brought in, by file name."""
    with engine.connect() as connection:
        rows = connection.execute(text(REPORT_ROWS), {"run_id": run_id}).mappings()
        return [ReportRow(**row) for row in rows]


def newest_decision(engine: Engine, finding_id: int) -> int | None:
    """The decision that gave a finding its state; None where nothing was decided."""
    asked = text("select decision_id from bi_finding where finding_id = :finding")
    with engine.connect() as connection:
        return connection.execute(asked, {"finding": finding_id}).scalar()


def open_findings(engine: Engine, run_id: str | None = None, limit: int = 100) -> list[OpenFinding]:
    """Open findings of a run (None: of the whole warehouse), errors first, at most ``limit``."""
    asked = text(OPEN_FINDINGS.format(of_run=OF_RUN if run_id else "")).bindparams(bindparam("limit", limit))
    named: dict[str, Any] = {"run_id": run_id} if run_id else {}
    with engine.connect() as connection:
        return [OpenFinding(**row) for row in connection.execute(asked, named).mappings()]
