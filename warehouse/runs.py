"""The ledger of runs: when each ran and what it did."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from secrets import token_hex
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, text, update

from warehouse.engine import begin_write
from warehouse.lock import AlreadyRunning, run_lock
from warehouse.tables.base import table_of
from warehouse.tables.run import Run
from warehouse.tables.types import in_utc

__all__ = ["AlreadyRunning", "end_run", "run_lock", "start_run", "summary"]

COUNTS = (
    "reports_seen",
    "reports_new",
    "reports_loaded",
    "reports_partial",
    "reports_held",
    "figures_loaded",
    "figures_held",
    "findings_open",
)
REPORTS_OF_RUN = """
    select count(*) as reports_new,
      coalesce(sum(case when v.state <> 'held' then 1 else 0 end), 0) as reports_loaded,
      coalesce(sum(case when v.state = 'partial' then 1 else 0 end), 0) as reports_partial,
      coalesce(sum(case when v.state = 'held' then 1 else 0 end), 0) as reports_held,
      coalesce(sum(v.figures_loaded), 0) as figures_loaded,
      coalesce(sum(v.figures_held), 0) as figures_held
    from submission s
    join report r on r.submission_id = s.submission_id
    join report_revision v on v.report_id = r.report_id and v.revision = 0
    where s.run_id = :run_id"""


def start_run(engine: Engine, started_at: datetime) -> str:
    """Open a run in the ledger and return its id, such as ``20261122T030000Z-5f1c``.

    A run that is still open was killed: it is marked ``abandoned``. So call this while holding ``run_lock``.
    """
    run_id = f"{in_utc(started_at):%Y%m%dT%H%M%SZ}-{token_hex(2)}"
    with begin_write(engine) as connection:
        connection.execute(update(Run).where(Run.state == "running").values(state="abandoned"))
        connection.execute(insert(Run).values(run_id=run_id, started_at=started_at, state="running"))
    return run_id


def end_run(engine: Engine, run_id: str, summary: Mapping[str, Any]) -> None:
    """Close a run in the ledger. Counts that ``summary`` tells (such as ``reports_seen``) are taken from it, the
    others are counted. Raises LookupError for an unknown run.
    """
    with begin_write(engine) as connection:
        counts = _count(connection, run_id) | {name: int(summary[name]) for name in COUNTS if name in summary}
        closed = update(Run).where(Run.run_id == run_id).values(ended_at=datetime.now(UTC), state="completed", **counts)
        if connection.execute(closed).rowcount != 1:
            raise LookupError(f"no such run: {run_id}")


def summary(engine: Engine, run_id: str) -> dict[str, Any]:
    """What a run did: ``run_id`` and the counts, as the ledger has them once it has ended, else counted now.

    A partial report counts as loaded too. ``findings_open`` counts all that wait for a steward in the warehouse,
    not only those of this run. ``reports_seen`` (files in the inbox, known ones too) is told when the run ends;
    before that it is the number of new ones. Raises LookupError for an unknown run.
    """
    with engine.connect() as connection:
        row = connection.execute(select(table_of(Run)).where(Run.run_id == run_id)).mappings().first()
        if row is None:
            raise LookupError(f"no such run: {run_id}")
        counts = row if row["state"] == "completed" else _count(connection, run_id)
    return {"run_id": run_id} | {name: counts[name] for name in COUNTS}


def _count(connection: Connection, run_id: str) -> dict[str, int]:
    found = connection.execute(text(REPORTS_OF_RUN), {"run_id": run_id}).mappings().one()
    waiting = connection.execute(text("select count(*) from bi_finding where state = 'open'")).scalar_one()
    counts = {name: int(number) for name, number in found.items()}
    return counts | {"reports_seen": counts["reports_new"], "findings_open": waiting}
