"""How many efforts of each status there are, by partnership, year, department and kind, counted report by report."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import Connection, Engine, bindparam, text

from review.figures.asked import NONE, Asked
from review.stamp import Stamp, stamp_of
from warehouse.export.snapshot import snapshot

MANY = 400  # reports: for more than these, all are counted at once
STANDING = "select report_id, revision from standing_report"
COUNT = """
    select report_id, partnership, period_year, department, report_kind, status, count(*) from bi_status {which}
    group by report_id, partnership, period_year, department, report_kind, status"""
FILTERS = ("partnership", "year", "department", "kind")  # in the order of Group
Version = tuple[int, int]  # of a report: its number and revision


class Group(NamedTuple):
    """What statuses are counted by."""

    partnership: str | None
    year: int | None
    department: str | None
    kind: str
    status: str


class StatusCounts:
    """The counts of one warehouse. A report at one revision never changes, so only new ones are ever counted."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._stamp: Stamp | None = None
        self._reports: dict[Version, Counter[Group]] = {}
        self._all: Counter[Group] = Counter()

    def now(self) -> Counter[Group]:
        """The counts of all that is published now."""
        with self._lock, snapshot(self._engine) as connection:
            stamp = stamp_of(connection)
            if stamp != self._stamp:
                self._renew(connection)
                self._stamp = stamp
            return self._all

    def _renew(self, connection: Connection) -> None:
        standing = {(row.report_id, row.revision) for row in connection.execute(text(STANDING))}
        gone, new = self._reports.keys() - standing, standing - self._reports.keys()
        counted = _count(connection, {report for report, _ in new})
        found = self._all.copy()
        for version in gone:
            found.subtract(self._reports.pop(version))
        for version in new:
            self._reports[version] = counted.get(version[0], Counter())
            found.update(self._reports[version])
        self._all = +found


@lru_cache(maxsize=8)
def status_counts(engine: Engine) -> StatusCounts:
    """The counts of a warehouse; kept as long as the app runs."""
    return StatusCounts(engine)


def chosen(counts: Counter[Group], asked: Asked) -> Counter[Group]:
    """Those that the filters leave; the effort is not known here."""
    wanted = [(place, _meant(getattr(asked, name))) for place, name in enumerate(FILTERS) if getattr(asked, name)]
    return Counter({g: number for g, number in counts.items() if all(g[place] == value for place, value in wanted)})


def _meant(value: str) -> str | int | None:
    return None if value == NONE else int(value) if value.isascii() and value.isdecimal() else value


def _count(connection: Connection, reports: Iterable[int]) -> dict[int, Counter[Group]]:
    wanted = sorted(reports)
    if not wanted:
        return {}
    if len(wanted) > MANY:
        rows = connection.execute(text(COUNT.format(which="")))
    else:
        which = text(COUNT.format(which="where report_id in :reports")).bindparams(bindparam("reports", expanding=True))
        rows = connection.execute(which, {"reports": wanted})
    found: dict[int, Counter[Group]] = {}
    known: dict[Group, Group] = {}  # thousands of reports share few groups: one object for each spares memory
    for report, *values, number in rows:
        group = Group(*values)
        found.setdefault(report, Counter())[known.setdefault(group, group)] = number
    return found
