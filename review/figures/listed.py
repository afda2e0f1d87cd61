"""The published figures one by one, each with the way to where it stands."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import Connection, Row, text

from review.figures.asked import NONE, Asked
from review.figures.effort_walk import named_efforts, walk

YEAR = {"status": "period_year", "budget": "year", "indicator": "year"}
LIST = """
    select * from bi_{view} where {conditions}
    order by {year}, coalesce(effort, ''), report_id, figure_key limit {most}"""
STATUSES = "select * from bi_status where {{efforts}} and {conditions}"
AT_ONCE, EFFORTS, MOST = 400, 40, 100  # statuses that are looked at together; efforts and rows on a page
PUBLISHED = "select figure_key from bi_{view} where report_id = :report and figure_key = :key"


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows; ``after`` is the key of the effort after which there may be more, ``cut`` whether there surely are."""

    rows: list[Row[Any]]
    after: str | None = None
    cut: bool = False


def listed(connection: Connection, view: str, asked: Asked, most: int) -> Page:
    """The first figures of a view that the filters leave, by year. It is meant for one effort: few are looked at."""
    conditions, values = asked.conditions(YEAR[view], view != "indicator")
    query = LIST.format(view=view, conditions=conditions, year=YEAR[view], most=most + 1)
    rows = list(connection.execute(text(query), values))
    return Page(rows[:most], cut=len(rows) > most)


def statuses(connection: Connection, asked: Asked, after: str = "") -> Page:
    """The statuses of some efforts, by the efforts' names."""
    conditions, values = asked.conditions("period_year")
    names = named_efforts(connection, asked.search, asked.effort)
    query = STATUSES.format(conditions=conditions)
    found = walk(connection, "status", names, after, query, values, AT_ONCE, EFFORTS)
    of_effort: dict[str | None, list[Row[Any]]] = {it.key: [] for it in found.efforts}
    for row in sorted(found.rows, key=lambda row: (row.period_year or 0, row.report_id, row.figure_key)):
        of_effort[row.effort_key].append(row)
    rows: list[Row[Any]] = []
    for some in of_effort.values():
        if rows and len(rows) + len(some) > MOST:
            return Page(rows, rows[-1].effort_key or NONE)
        rows += some
    return Page(rows, found.after)


def source_address(view: str, report_id: int, figure_key: str) -> str:
    """The way from a number to where it stands."""
    return f"/tal/kilde/{view}/{report_id}?{urlencode({'tal': figure_key})}"


def is_published(connection: Connection, view: str, report_id: int, figure_key: str) -> bool:
    """Whether such a figure stands in the view."""
    asked = {"report": report_id, "key": figure_key}
    return connection.execute(text(PUBLISHED.format(view=view)), asked).first() is not None


def mark_of(view: str, figure_key: str) -> str:
    """What the pages of a report call a figure in their addresses."""
    return hashlib.sha256(f"{view}\0{figure_key}".encode()).hexdigest()[:12]
