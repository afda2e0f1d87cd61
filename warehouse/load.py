"""Loading one report: everything about it in one transaction, or nothing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, insert, select, text

from schemas.reading import packed
from schemas.report import CheckedReport
from warehouse.bulk import insert_if_new
from warehouse.engine import begin_write
from warehouse.revise import Revision, write_revision
from warehouse.rows import NotStorable
from warehouse.tables.base import table_of
from warehouse.tables.report import Reading, Report
from warehouse.tables.report import Submission as SubmissionTable
from warehouse.text import base_name, storable_or_none
from warehouse.versions import version_order


@dataclass(frozen=True, slots=True)
class Submission:
    """A file as it came in. ``container`` is what its content is (pdf, xlsx, …; None where nobody could tell),
    ``size`` in bytes, ``received_at`` with a time zone; ``run_id`` is of a run that has started.

    Files of one night must share ``received_at`` if the order in which they are read shall not matter.
    """

    sha256: str
    file_name: str
    container: str | None
    size: int
    received_at: datetime
    run_id: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading did. ``already``: this content was in the warehouse before, and nothing was written."""

    report_id: int
    already: bool
    state: str
    figures_loaded: int = 0
    figures_held: int = 0
    findings: int = 0


def known(engine: Engine, sha256: str) -> bool:
    """Whether a file with this content has been loaded (or held) before."""
    with engine.connect() as connection:
        found = connection.execute(select(SubmissionTable.submission_id).where(SubmissionTable.sha256 == sha256))
        return found.first() is not None


def load(engine: Engine, submission: Submission, checked: CheckedReport) -> Loaded:
    """Store a submission with its report, figures (held ones too) and findings; all or nothing.

    The same content again changes nothing, also when two processes come with it at once. Raises NotStorable when
    the checked report contradicts itself or a value cannot be held exactly; database errors are let through.
    """
    _refuse_contradictions(checked)
    with begin_write(engine) as connection:
        submission_id = _add_submission(connection, submission)
        if submission_id is None:
            return _already(connection, submission.sha256)
        report_id = _add_report(connection, submission_id, submission, checked)
        if checked.reading is not None:
            row = {"report_id": report_id, "content": packed(checked.reading)}
            connection.execute(insert(Reading).values(row))
        write_revision(connection, Revision(report_id, 0, "loaded", datetime.now(UTC)), checked, submission.received_at)
    return Loaded(
        report_id, False, checked.state, len(checked.passed), len(checked.held), findings=len(checked.findings)
    )


def _refuse_contradictions(checked: CheckedReport) -> None:
    if checked.state == "held" and checked.passed:
        raise NotStorable("a held report has figures that passed")
    if checked.state == "loaded" and checked.held:
        raise NotStorable("a loaded report has figures that are held")
    twice = [key for key, times in Counter((f.view, f.key) for f in checked.figures).items() if times > 1]
    if twice:
        raise NotStorable(f"two figures have the same key: {twice[0]}")


def _add_submission(connection: Connection, submission: Submission) -> int | None:
    """The new row's number; None where the content is there already, maybe since this very moment."""
    row = {
        "sha256": submission.sha256,
        "file_name": base_name(submission.file_name),
        "container": submission.container,
        "size": submission.size,
        "received_at": submission.received_at,
        "run_id": submission.run_id,
    }
    table = table_of(SubmissionTable)
    added = insert_if_new(connection, table, [row], table.c.submission_id)
    return added[0].submission_id if added else None


def _already(connection: Connection, sha256: str) -> Loaded:
    found = connection.execute(
        text(
            "select k.report_id, k.state from known_report k join report r on r.report_id = k.report_id "
            "join submission s on s.submission_id = r.submission_id where s.sha256 = :sha256"
        ),
        {"sha256": sha256},
    ).one()
    return Loaded(found.report_id, True, found.state)


def _add_report(connection: Connection, submission_id: int, submission: Submission, checked: CheckedReport) -> int:
    order = version_order(checked.published_on, submission.received_at, submission.container, submission.sha256)
    row = {
        "submission_id": submission_id,
        "kind": checked.kind,
        "kind_version": checked.kind_version,
        "identity": storable_or_none(checked.identity),
        "version_order": order,
        "title": storable_or_none(checked.title),
        "period_year": checked.period_year,
        "period_end_year": checked.period_end_year,
        "published_on": checked.published_on,
        "case_number": storable_or_none(checked.case_number),
        "loaded_at": datetime.now(UTC),
    }
    return connection.execute(insert(Report).values(row).returning(Report.report_id)).scalar_one()
