"""The list of reports: newest first, filtered, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import ColumnElement, Connection, column, func, or_, select, table

from review.contains import contains
from review.remembered import remembered

COLUMNS = (
    *("report_id", "report_kind", "report_file", "title", "period_year", "period_end_year", "state"),
    *("superseded_by", "figures_loaded", "figures_held", "received_at"),
)
REPORTS = table("bi_report", *map(column, COLUMNS))
STATES = ("loaded", "partial", "held", "superseded", "rejected")
NO_KIND = "ukendt"
A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which reports: ``kind`` may be NO_KIND, ``text`` stands in file name or title; blank means all."""

    kind: str = ""
    year: int | None = None
    state: str = ""
    text: str = ""

    @property
    def is_filtered(self) -> bool:
        """Whether some are left out."""
        return bool(self.kind or self.year or self.state or self.text)

    def address(self, **other: str | int) -> str:
        """The page that shows these, with something else about it."""
        asked = {"slags": self.kind, "aar": self.year or "", "tilstand": self.state, "q": self.text} | other
        filled = {name: value for name, value in asked.items() if value != ""}
        return f"/rapporter?{urlencode(filled)}" if filled else "/rapporter"


@dataclass(frozen=True, slots=True)
class ReportList:
    """One page of the list; ``newer`` and ``older`` are the numbers to go on from, None where it ends."""

    rows: Sequence[Any]
    newer: int | None
    older: int | None


def reports(connection: Connection, wanted: Wanted, before: int | None = None, after: int | None = None) -> ReportList:
    """The newest ones; those that came before a report; or those that came after one."""
    asked = select(REPORTS).where(*_conditions(wanted))
    up = after is not None and before is None
    if up:
        asked = asked.where(REPORTS.c.report_id > after).order_by(REPORTS.c.report_id)
    else:
        asked = asked.where(REPORTS.c.report_id < before) if before is not None else asked
        asked = asked.order_by(REPORTS.c.report_id.desc())
    found = connection.execute(asked.limit(A_PAGE + 1)).all()
    rows, more = found[:A_PAGE], len(found) > A_PAGE
    rows = rows[::-1] if up else rows
    is_first, is_last = (not more, False) if up else (before is None, not more)
    ends = (rows[0].report_id, rows[-1].report_id) if rows else (None, None)
    return ReportList(rows, None if is_first else ends[0], None if is_last else ends[1])


def counts(connection: Connection, wanted: Wanted) -> Mapping[str, int]:
    """How many reports are in each state, whatever state is asked for; the other filters count."""
    of_all = Wanted(wanted.kind, wanted.year, "", wanted.text)
    asked = select(REPORTS.c.state, func.count().label("reports")).where(*_conditions(of_all)).group_by(REPORTS.c.state)
    return remembered(connection, ("reports", of_all), lambda: {r.state: r.reports for r in connection.execute(asked)})


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.kind:
        kind = None if wanted.kind == NO_KIND else wanted.kind
        found.append(REPORTS.c.report_kind.is_(None) if kind is None else REPORTS.c.report_kind == kind)
    if wanted.year is not None:
        found.append(REPORTS.c.period_year == wanted.year)
    if wanted.state:
        found.append(REPORTS.c.state == wanted.state)
    if wanted.text:
        found.append(or_(contains(REPORTS.c.report_file, wanted.text), contains(REPORTS.c.title, wanted.text)))
    return found
