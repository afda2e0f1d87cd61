"""What a person has handed in, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, bindparam, func, select, text

from review.submit.hand_in import HANDED_IN
from warehouse.tables.base import table_of
from warehouse.tables.open_finding import OpenFinding

A_PAGE, MOST_TOLD = 20, 60
OPEN = table_of(OpenFinding)
REPORTS = text("""
    select report_id, sha256, report_kind, title, period_year, state, figures_loaded, figures_held, loaded_at
    from bi_report where sha256 in :hashes""").bindparams(bindparam("hashes", expanding=True))
FINDINGS = text("""
    select severity, state, rule, message, message_en, how_to_fix, how_to_fix_en, page, sheet, cell
    from bi_finding where report_id = :report and state <> 'obsolete' order by severity, finding_id limit :most""")


@dataclass(frozen=True, slots=True)
class Receipt:
    """A file that was handed in; ``report`` is None until a night has read it, ``waiting`` its open findings."""

    handed_in_id: int
    handed_in_at: datetime
    sha256: str
    file_name: str
    size: int
    report: Row[Any] | None
    waiting: int = 0


def receipts(engine: Engine, person_id: int, before: int | None = None) -> list[Receipt]:
    """The latest of a person's, or those before a number; one more than a page has tells that there are more."""
    asked = select(HANDED_IN).where(HANDED_IN.c.person_id == person_id).order_by(HANDED_IN.c.handed_in_id.desc())
    if before is not None:
        asked = asked.where(HANDED_IN.c.handed_in_id < before)
    with engine.connect() as connection:
        return _with_reports(connection, connection.execute(asked.limit(A_PAGE + 1)).all())


def receipt(engine: Engine, person_id: int, number: int) -> Receipt | None:
    """One of a person's; None for a number that is not theirs."""
    asked = select(HANDED_IN).where(HANDED_IN.c.person_id == person_id, HANDED_IN.c.handed_in_id == number)
    with engine.connect() as connection:
        return next(iter(_with_reports(connection, connection.execute(asked).all())), None)


def findings_of(engine: Engine, report_id: int) -> Sequence[Row[Any]]:
    """What was found in a report, errors first."""
    with engine.connect() as connection:
        return connection.execute(FINDINGS, {"report": report_id, "most": MOST_TOLD}).all()


def _with_reports(connection: Connection, rows: Sequence[Row[Any]]) -> list[Receipt]:
    if not rows:
        return []
    found = {row.sha256: row for row in connection.execute(REPORTS, {"hashes": [row.sha256 for row in rows]})}
    waiting = _open_findings(connection, [report.report_id for report in found.values()])
    return [_receipt(row, found.get(row.sha256), waiting) for row in rows]


def _receipt(row: Row[Any], report: Row[Any] | None, waiting: dict[int, int]) -> Receipt:
    count = waiting.get(report.report_id, 0) if report is not None else 0
    return Receipt(row.handed_in_id, row.handed_in_at, row.sha256, row.file_name, row.size, report, count)


def _open_findings(connection: Connection, reports: Iterable[int]) -> dict[int, int]:
    asked = select(OPEN.c.report_id, func.count()).where(OPEN.c.report_id.in_(list(reports)))
    return {row[0]: row[1] for row in connection.execute(asked.group_by(OPEN.c.report_id))}
