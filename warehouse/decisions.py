"""The decisions that count: what a steward has said about a report, unless it was taken back or its time is over."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, Engine, Row, text

from schemas.decision import Decision

COUNTING = """
    select d.* from decision d
    where d.identity = :subject and d.action <> 'undo' and (d.until is null or d.until >= :today)
      and not exists (select 1 from decision u where u.undoes = d.decision_id)
    order by d.decision_id"""
UNAPPLIED = """
    select d.decision_id, d.rule, d.figure_key, d.decided_by, u.outcome, s.file_name as report_file
    from decision_use u
    join decision d on d.decision_id = u.decision_id
    join report r on r.report_id = u.report_id
    join submission s on s.submission_id = r.submission_id
    where s.run_id = :run_id and u.revision = 0 and u.outcome <> 'applied'
      -- a decision about what an earlier report says is put to work once the night's reports are compared
      and not exists (select 1 from decision_use l where l.decision_id = u.decision_id and l.report_id = u.report_id
        and l.revision > 0 and l.outcome = 'applied')
    order by d.decision_id, u.report_id"""


def subject_of(identity: str | None, sha256: str) -> str:
    """What decisions about a report hang on: its identity, or its content where it has none."""
    return identity or f"sha256:{sha256}"


def counting(connection: Connection, subject: str, today: date) -> list[Decision]:
    """The decisions about a report that count on a day, in the order in which they were made."""
    rows = connection.execute(text(COUNTING), {"subject": subject, "today": today.isoformat()})
    return [_decision(row) for row in rows]


def counting_for(engine: Engine, identity: str | None, today: date) -> list[Decision]:
    """The same for a report that is about to be loaded; none for one without identity."""
    if identity is None:
        return []
    with engine.connect() as connection:
        return counting(connection, identity, today)


def unapplied(engine: Engine, run_id: str) -> list[dict[str, Any]]:
    """Decisions that the reports of a run would have been due, and that did not fit them any more."""
    with engine.connect() as connection:
        return [dict(row) for row in connection.execute(text(UNAPPLIED), {"run_id": run_id}).mappings()]


def _decision(row: Row[Any]) -> Decision:
    return Decision(
        row.decision_id,
        row.action,
        row.finding_key,
        row.rule,
        row.rule_version,
        row.figure,
        row.figure_key,
        row.field,
        row.guard,
        row.value,
    )
