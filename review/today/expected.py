"""The reports that somebody is to send, and which of them have come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, select, text

from schemas.labels import label_key
from warehouse.tables.base import table_of
from warehouse.tables.desk_work import ExpectedReport

EXPECTED = table_of(ExpectedReport)
ORDER = {"overdue": 0, "due": 1, "arrived": 2, "nothing": 3}
CAME = """
    select report_id, identity, kind, period_year, coalesce(period_end_year, period_year) as last_year from report
    where identity is not null and period_year <= :last and coalesce(period_end_year, period_year) >= :first"""
STATES = "select report_id, state from bi_report where report_id = :report"


@dataclass(frozen=True, slots=True)
class Awaited:
    """An expected report. ``state`` is ``overdue``, ``due``, ``arrived`` or ``nothing`` (to report).

    ``report_id`` is the newest one that has come, ``came_as`` its own state.
    """

    row: Row[Any]
    state: str
    report_id: int | None = None
    came_as: str | None = None


def awaited(connection: Connection, today: date, year: int | None = None) -> list[Awaited]:
    """What is expected for a year, or for all: overdue ones first, then by the last day."""
    asked = select(EXPECTED) if year is None else select(EXPECTED).where(EXPECTED.c.period_year == year)
    rows = connection.execute(asked).all()
    arrivals = _Arrivals(connection, {row.period_year for row in rows})
    found = [_awaited(row, arrivals, today) for row in rows]
    return sorted(found, key=lambda it: (ORDER[it.state], it.row.due_on, it.row.report_kind, it.row.about))


def years_expected(connection: Connection) -> list[int]:
    """The years that reports are expected for, newest first."""
    asked = select(EXPECTED.c.period_year).distinct().order_by(EXPECTED.c.period_year.desc())
    return list(connection.scalars(asked))


def _awaited(row: Row[Any], arrivals: _Arrivals, today: date) -> Awaited:
    report_id = arrivals.of(row)
    came_as = arrivals.state(report_id) if report_id is not None else None
    if report_id is not None and came_as != "rejected":
        return Awaited(row, "arrived", report_id, came_as)
    if row.answer is not None:
        return Awaited(row, "nothing")
    return Awaited(row, "overdue" if row.due_on < today else "due", report_id, came_as)


class _Arrivals:
    """The reports of some years, to be found by kind, what they are about, and year."""

    def __init__(self, connection: Connection, years: Iterable[int]) -> None:
        self._connection = connection
        self._found: dict[tuple[str, str, int], int] = {}
        wanted = set(years)
        if wanted:
            bounds = {"first": min(wanted), "last": max(wanted)}
            for row in connection.execute(text(CAME), bounds):
                self._keep(row)

    def of(self, row: Row[Any]) -> int | None:
        """The newest report that is the one expected."""
        return self._found.get((row.report_kind, label_key(row.about), row.period_year))

    def state(self, report_id: int) -> str:
        """What became of it."""
        return self._connection.execute(text(STATES), {"report": report_id}).one().state

    def _keep(self, row: Row[Any]) -> None:
        # see schemas.keys.identity: kind, what it is about joined by +, years. About nothing said: any will do.
        subjects = row.identity.split("|")[1].split("+")
        for about in {*subjects, ""}:
            for year in range(row.period_year, row.last_year + 1):
                key = (row.kind, about, year)
                self._found[key] = max(self._found.get(key, 0), row.report_id)
