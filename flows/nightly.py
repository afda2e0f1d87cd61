"""The night as a Prefect flow: one task run a report, tried again where the database or the reader was lost."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.futures import as_completed
from prefect.runtime import flow_run, task_run
from prefect.task_runners import ThreadPoolTaskRunner
from sqlalchemy.exc import InterfaceError, OperationalError

from extractors.reading import ReaderFailed
from flows.ingest import Desk, Outcome, ingest
from flows.night import Night, run_night
from flows.self_check import check_after_night
from flows.settings import self_check_wanted, settings
from flows.watch import watching
from schemas.plain_text import file_name, in_markdown, plain

MOST_AT_ONCE = 4


def may_pass(task: Any, run: Any, state: Any) -> bool:
    """Whether trying again can help: a lost connection or reader process, never what is in a report."""
    return isinstance(state.result(raise_on_failure=False), OperationalError | InterfaceError | ReaderFailed)


def report_run_name() -> str:
    """The file's name, as the task run is called."""
    return plain(file_name(Path(task_run.parameters["path"]).name))


def night_run_name() -> str:
    """The day that the run was meant for, not the one on which it got its turn."""
    return f"nat {flow_run.scheduled_start_time:%Y-%m-%d %H:%M} UTC"


@task(
    retries=3,
    retry_delay_seconds=[1, 5, 20],
    retry_condition_fn=may_pass,
    task_run_name=report_run_name,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def ingest_report(path: str, desk: Desk) -> Outcome:
    """One submitted file into the warehouse."""
    return ingest(Path(path), desk)


@flow(  # ty: ignore[no-matching-overload]  Prefect does not type its thread pool as a task runner
    name="nightly",
    flow_run_name=night_run_name,
    task_runner=ThreadPoolTaskRunner(max_workers=min(MOST_AT_ONCE, os.cpu_count() or 1)),
)
def nightly(inbox: str | None = None, warehouse: str | None = None) -> dict[str, Any]:
    """Take in every new report. What is not given comes from the environment (``AFRAPPORT_INBOX`` and so on).

    Returns the counts of the night. Fails where the warehouse fails, never for what a report holds.
    """
    night = run_night(settings(inbox, warehouse), several_at_once, watching.get())
    publish(night)
    if self_check_wanted(otherwise=True):
        return night.summary | {"self_check": check_after_night(warehouse)}
    return night.summary


def several_at_once(paths: list[Path], desk: Desk) -> Iterator[Outcome]:
    """A task run for each file. All are tried before the first failure is raised."""
    failures = []
    for future in as_completed([ingest_report.submit(os.fspath(path), desk) for path in paths]):
        result = future.result(raise_on_failure=False)
        if isinstance(result, Outcome):
            yield result
        else:
            failures.append(result)
    if failures:
        raise failures[0]


def publish(night: Night) -> None:
    """The night's result in Prefect's user interface: a table with a row a report, and the counts."""
    rows = [_cells(asdict(report)) for report in night.reports]
    create_table_artifact(table=rows, key="afrapport-night", description="Nattens rapporter / the night's reports")
    counts = "\n".join(f"| {name} | {value} |" for name, value in _cells(night.summary).items())
    create_markdown_artifact(f"| | |\n|---|---|\n{counts}\n", key="afrapport-night-summary")


def _cells(row: dict[str, Any]) -> dict[str, str | int]:
    return {name: value if isinstance(value, int) else in_markdown(value or "") for name, value in row.items()}
