"""A night, from the files in the inbox to the summary; who calls the steps one by one is left open."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, func, select

from flows.compare import compare_reports
from flows.inbox import still_written, waiting_files
from flows.ingest import Desk, Outcome, ingest
from flows.settings import Settings
from flows.watch import Watch, log_each
from schemas.plain_text import file_name, plain
from warehouse.archive import Archive
from warehouse.decisions import unapplied
from warehouse.engine import open_warehouse
from warehouse.grades import grades_at
from warehouse.known_register import register_of
from warehouse.migrate import current, head, upgrade
from warehouse.read import ReportRow, report_rows
from warehouse.renew import renew
from warehouse.runs import end_run, run_lock, start_run, summary
from warehouse.schema_version import require_current
from warehouse.statistics import gather_statistics
from warehouse.tables.run import Run

logger = logging.getLogger("afrapport")

IngestAll = Callable[[list[Path], Desk], Iterable[Outcome]]


@dataclass(frozen=True, slots=True)
class Night:
    """What a night has done: the counts of the summary, and a row for each report that it read."""

    summary: dict[str, Any]
    reports: list[ReportRow]


def run_night(settings: Settings, ingest_all: IngestAll, watch: Watch = log_each) -> Night:
    """Take in every new file.

    Raises AlreadyRunning where another night works on the same warehouse, SchemaMismatch where that is newer than
    the program. What is wrong with a report never raises; what is wrong with warehouse, archive or inbox does.
    """
    engine = open_warehouse(settings.warehouse, keep=True)
    try:
        with run_lock(engine):
            _prepare(engine)
            return _run(settings, engine, ingest_all, watch)
    finally:
        engine.dispose()


def _prepare(engine: Engine) -> None:
    """Build a warehouse where there is none; one of another structure is for people to bring up to date."""
    if current(engine) in (None, head()):
        upgrade(engine)  # of a current one this sets right its texts, and who may read it
    require_current(engine)


def _run(settings: Settings, engine: Engine, ingest_all: IngestAll, watch: Watch) -> Night:
    archive = Archive(settings.archive)
    archive.sweep()
    began = datetime.now(UTC)
    run_id = start_run(engine, began)
    register = register_of(engine)
    with engine.connect() as connection:
        grades = grades_at(connection, began)
    desk = Desk(engine, archive, run_id, _night_began(engine), danish_day(), register, grades)
    renew(engine, desk.today, register)
    paths = waiting_files(settings.inbox)
    growing = still_written(paths)
    for path in sorted(growing):
        logger.warning("%s: still being written, left for the next night", plain(file_name(path.name)))
    ready = [p for p in paths if p not in growing]
    for _ in watch(ingest_all(ready, desk), len(ready)):
        pass
    compare_reports(desk, _compared_since(engine))
    end_run(engine, run_id, {"reports_seen": len(paths)})
    reports = report_rows(engine, run_id)
    if reports:
        gather_statistics(engine)
    return Night(summary(engine, run_id) | {"decisions_unapplied": unapplied(engine, run_id)}, reports)


def danish_day() -> date:
    """The day that it is in Denmark: by it decisions run out."""
    return datetime.now(ZoneInfo("Europe/Copenhagen")).date()


def _night_began(engine: Engine) -> datetime:
    """When the files of this run count as received: all at once, and with the run that it continues.

    Which of two versions of a report is the newest follows from when they were received. A night that was killed and
    started again must not answer that otherwise than one that went through.
    """
    yesterday = datetime.now(UTC) - timedelta(days=1)
    with engine.connect() as connection:
        ended = connection.scalar(select(func.max(Run.started_at)).where(Run.state == "completed"))
        after = max(yesterday, ended) if ended else yesterday
        begun = select(Run.started_at).where(Run.started_at > after).order_by(Run.started_at)
        return connection.scalars(begun.limit(1)).one()


def _compared_since(engine: Engine) -> datetime:
    """When the last night that went through began; what came or changed after that has not been compared yet."""
    with engine.connect() as connection:
        began = connection.scalar(select(func.max(Run.started_at)).where(Run.state == "completed"))
    return began or datetime(1970, 1, 1, tzinfo=UTC)


def one_after_the_other(paths: list[Path], desk: Desk) -> Iterator[Outcome]:
    """The plain way to take the files in, without Prefect."""
    return (ingest(path, desk) for path in paths)
