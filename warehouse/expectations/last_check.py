"""Reading what self-checks have found: the last one, and since when what fails has failed."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, and_, func, select

from warehouse.expectations.outcome import Outcome, SelfCheck
from warehouse.tables.base import table_of
from warehouse.tables.report import Report, Submission
from warehouse.tables.self_check import ExpectationResult, Publication

RESULTS, PUBLICATION = table_of(ExpectationResult), table_of(Publication)
REPORTS, SUBMISSIONS = table_of(Report), table_of(Submission)
Named = tuple[str, str, str]  # suite, expectation, object


def last_check(engine: Engine) -> SelfCheck | None:
    """The last self-check that came to its end; None where there has been none."""
    newest = select(RESULTS.c.check_id).order_by(RESULTS.c.checked_at.desc(), RESULTS.c.check_id.desc()).limit(1)
    with engine.connect() as connection:
        check_id = connection.scalar(newest)
        rows = connection.execute(select(RESULTS).where(RESULTS.c.check_id == check_id).order_by(RESULTS.c.position))
        outcomes = [(row.checked_at, _outcome(row)) for row in rows]
        decided = select(PUBLICATION.c.run_id).where(PUBLICATION.c.check_id == check_id)
        run_id = connection.scalar(decided)
    if check_id is None:
        return None
    return SelfCheck(check_id, outcomes[0][0], run_id, tuple(outcome for _, outcome in outcomes))


def failing_since(engine: Engine, check: SelfCheck) -> dict[Named, datetime]:
    """Since when each expectation that fails in a self-check has failed without a break."""
    with engine.connect() as connection:
        names = [(it.suite, it.expectation, it.object) for it in check.failed]
        return {name: _since(connection, name, check.checked_at) for name in names}


def report_files(engine: Engine, check: SelfCheck) -> dict[int, str]:
    """The file names of the reports that keys of failing rows name."""
    numbers = {key["report_id"] for it in check.failed for key in it.keys if "report_id" in key}
    named = select(REPORTS.c.report_id, SUBMISSIONS.c.file_name).where(REPORTS.c.report_id.in_(numbers))
    with engine.connect() as connection:
        rows = connection.execute(named.join_from(REPORTS, SUBMISSIONS))
        return {row.report_id: row.file_name for row in rows}


def _since(connection: Connection, name: Named, until: datetime) -> datetime:
    suite, expectation, of_object = name
    same = and_(
        RESULTS.c.suite == suite,
        RESULTS.c.expectation == expectation,
        RESULTS.c.object == of_object,
        RESULTS.c.checked_at <= until,
    )
    held = connection.scalar(select(func.max(RESULTS.c.checked_at)).where(same, RESULTS.c.success))
    after = [RESULTS.c.checked_at > held] if held else []
    return connection.scalar(select(func.min(RESULTS.c.checked_at)).where(same, *after)) or until


def _outcome(row: Row[Any]) -> Outcome:
    return Outcome(
        row.suite,
        row.expectation,
        row.object,
        row.severity,
        row.success,
        row.observed,
        row.expected,
        row.failing,
        tuple(json.loads(row.examples)),
    )
