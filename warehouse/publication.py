"""Whether what stands in the views may go out: the last self-check says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, insert, select

from warehouse.engine import begin_write
from warehouse.tables.base import table_of
from warehouse.tables.run import Run
from warehouse.tables.self_check import Publication

PUBLICATION = table_of(Publication)
NOT_FINISHED = "self-check did not finish"


@dataclass(frozen=True, slots=True)
class Stopped(Exception):
    """The figures may not be published: since when, and which critical expectations do not hold."""

    decided_at: datetime
    reason: str | None


def require_published(engine: Engine) -> None:
    """Raises Stopped where the last self-check found a critical error, or did not finish.

    A warehouse that has never checked itself may be published.
    """
    newest = select(PUBLICATION).order_by(PUBLICATION.c.publication_id.desc()).limit(1)
    with engine.connect() as connection:
        row = connection.execute(newest).first()
    if row is not None and row.state == "stopped":
        raise Stopped(row.decided_at, row.reason)


def stop_unchecked(engine: Engine) -> None:
    """Stop publication because nobody knows: a self-check was begun and has not come to its end."""
    with begin_write(engine) as connection:
        decide(connection, "stopped", NOT_FINISHED, last_completed_run(engine), None)


def decide(connection: Connection, state: str, reason: str | None, run_id: str | None, check_id: str | None) -> None:
    """Add a decision, in the transaction that is under way."""
    row = {"decided_at": datetime.now(UTC), "state": state, "reason": reason, "run_id": run_id, "check_id": check_id}
    connection.execute(insert(PUBLICATION).values(row))


def last_completed_run(engine: Engine) -> str | None:
    """The run that has completed last; None where none has."""
    last = select(Run.run_id).where(Run.state == "completed").order_by(Run.ended_at.desc(), Run.run_id.desc()).limit(1)
    with engine.connect() as connection:
        return connection.scalar(last)
