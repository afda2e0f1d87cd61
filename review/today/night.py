"""What the last nights did, as the ledger of runs tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, text

from review.remembered import remembered
from warehouse.tables.types import in_utc

LONG = timedelta(hours=6)  # a night that takes longer has most likely stopped
NIGHTS = 60
LAST = "select * from run {which} order by started_at desc, run_id desc limit :most"
# what came in with each run; a later revision of a report may raise more, which the number of open ones shows
NEW = """
    select s.run_id, count(*) as findings from submission s
    join report r on r.submission_id = s.submission_id
    join finding f on f.report_id = r.report_id and f.revision = 0
    where s.run_id in (
      select run_id from run where state = 'completed' order by started_at desc, run_id desc limit :most
    )
    group by s.run_id"""


@dataclass(frozen=True, slots=True)
class Night:
    """The last run that was completed (None: there is none), and what is to be told besides.

    ``trouble`` is ``running``, ``stuck`` (it runs for hours), ``abandoned`` (the last run was killed), ``old`` (no run
    came lately), or None. ``since`` is when that began.
    """

    done: Row[Any] | None
    trouble: str | None
    since: datetime | None


@dataclass(frozen=True, slots=True)
class OneNight:
    """A point of the trend: when it began, what was open at its end, and what its reports brought."""

    run_id: str
    started_at: datetime
    findings_open: int
    findings_new: int
    loaded: int
    partial: int
    held: int


def last_night(connection: Connection, now: datetime, fresh_hours: int) -> Night:
    """What the last run did; one that is older than ``fresh_hours`` was followed by one that never came."""
    newest = connection.execute(text(LAST.format(which="")), {"most": 1}).first()
    done = connection.execute(text(LAST.format(which="where state = 'completed'")), {"most": 1}).first()
    if newest is None:
        return Night(None, None, None)
    began = moment_of(newest.started_at)
    if newest.state == "running":
        return Night(done, "stuck" if now - began > LONG else "running", began)
    if newest.state == "abandoned":
        return Night(done, "abandoned", began)
    return Night(done, "old" if now - began > timedelta(hours=fresh_hours) else None, began)


def trend(connection: Connection) -> list[OneNight]:
    """The last completed nights, oldest first."""
    rows = connection.execute(text(LAST.format(which="where state = 'completed'")), {"most": NIGHTS}).all()
    # that a night is completed is no change of a report: so the question is another one after each night
    nights = tuple(row.run_id for row in rows)
    came = remembered(connection, (NEW, nights), lambda: _came(connection))
    return [_point(row, came.get(row.run_id, 0)) for row in reversed(rows)]


def _came(connection: Connection) -> dict[str, int]:
    return {row.run_id: row.findings for row in connection.execute(text(NEW), {"most": NIGHTS})}


def moment_of(value: datetime | str) -> datetime:
    """A moment as the database gives it; SQLite has text."""
    return in_utc(datetime.fromisoformat(value) if isinstance(value, str) else value)


def _point(row: Row[Any], came: int) -> OneNight:
    whole = (row.reports_loaded or 0) - (row.reports_partial or 0)  # a partial report counts as loaded too
    counts = (row.findings_open or 0, came, whole, row.reports_partial or 0, row.reports_held or 0)
    return OneNight(row.run_id, moment_of(row.started_at), *counts)
