"""Loading one report: everything about it in one transaction, or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from schemas.report import CheckedReport, Figure, Finding
from warehouse.engine import begin_write
from warehouse.rows import FACTS, NotStorable, figure_row, finding_rows
from warehouse.tables.base import table_of
from warehouse.tables.effort import Effort
from warehouse.tables.finding import Finding as FindingTable
from warehouse.tables.finding import FindingFigure
from warehouse.tables.report import Report
from warehouse.tables.report import Submission as SubmissionTable
from warehouse.text import base_name, storable_or_none
from warehouse.versions import version_order

AT_ONCE = 500  # keys asked for in one query; databases limit the number of parameters


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
        submission_id = _add_submission(connection, submission, checked.state)
        if submission_id is None:
            return _already(connection, submission.sha256)
        report_id = _add_report(connection, submission_id, submission, checked)
        _add_figures(connection, report_id, checked.figures)
        _add_findings(connection, report_id, checked.findings, submission.received_at)
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


def _add_submission(connection: Connection, submission: Submission, outcome: str) -> int | None:
    """The new row's number; None where the content is there already, maybe since this very moment."""
    row = {
        "sha256": submission.sha256,
        "file_name": base_name(submission.file_name),
        "container": submission.container,
        "size": submission.size,
        "received_at": submission.received_at,
        "run_id": submission.run_id,
        "outcome": outcome,
    }
    table = table_of(SubmissionTable)
    statement = _insert_if_new(connection, table, "sha256").values(row).returning(table.c.submission_id)
    return connection.execute(statement).scalar()


def _already(connection: Connection, sha256: str) -> Loaded:
    found = connection.execute(
        select(Report.report_id, Report.state).join(SubmissionTable).where(SubmissionTable.sha256 == sha256)
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
        "state": checked.state,
        "figures_loaded": len(checked.passed),
        "figures_held": len(checked.held),
        "loaded_at": datetime.now(UTC),
    }
    return connection.execute(insert(Report).values(row).returning(Report.report_id)).scalar_one()


def _add_figures(connection: Connection, report_id: int, figures: Sequence[Figure]) -> None:
    efforts = _efforts(connection, figures)
    for view, table in FACTS.items():
        _insert_all(connection, table, [figure_row(f, report_id, efforts) for f in figures if f.view == view])


def _efforts(connection: Connection, figures: Sequence[Figure]) -> dict[str, int]:
    """The number of each effort key; new efforts are added."""
    labels: dict[str, str] = {}
    for figure in figures:
        if key := storable_or_none(figure.values.get("effort_key")):
            labels.setdefault(key, storable_or_none(figure.values.get("effort")) or key)
    keys = sorted(labels)  # two processes that add the same efforts in one order cannot wait for each other
    numbers = _numbers(connection, keys)
    if new := [key for key in keys if key not in numbers]:
        rows = [{"effort_key": key, "label": labels[key]} for key in new]
        connection.execute(_insert_if_new(connection, table_of(Effort), "effort_key"), rows)
        numbers |= _numbers(connection, new)
    return numbers


def _numbers(connection: Connection, keys: Sequence[str]) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for start in range(0, len(keys), AT_ONCE):
        asked = select(Effort.effort_key, Effort.effort_id).where(Effort.effort_key.in_(keys[start : start + AT_ONCE]))
        numbers.update((row.effort_key, row.effort_id) for row in connection.execute(asked))
    return numbers


def _add_findings(connection: Connection, report_id: int, findings: Sequence[Finding], first_seen: datetime) -> None:
    rows = finding_rows(findings, report_id, first_seen)
    about = [
        {"report_id": report_id, "finding_key": row["finding_key"], "figure_key": key}
        for row in rows
        for key in row.pop("figure_keys")
    ]
    _insert_all(connection, table_of(FindingTable), rows)
    _insert_all(connection, table_of(FindingFigure), about)


def _insert_all(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _insert_if_new(connection: Connection, table: Table, unique: str) -> Any:
    """An insert that leaves a row alone that is there already; both databases know it, SQLAlchemy only by dialect."""
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    return make(table).on_conflict_do_nothing(index_elements=[unique])
