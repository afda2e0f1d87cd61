"""The published figures one by one, each with the way to where it stands."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import Connection, Row, text

from review.figures.asked import Asked

YEAR = {"status": "period_year", "budget": "year", "indicator": "year"}
MOST = 60
LIST = """
    select * from bi_{view} where {conditions} and (coalesce(effort, ''), report_id, figure_key) > (:effort_after,
      :report_after, :key_after)
    order by coalesce(effort, ''), report_id, figure_key limit {most}"""
PUBLISHED = "select figure_key from bi_{view} where report_id = :report and figure_key = :key"


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, and the place after which there are more."""

    rows: list[Row[Any]]
    after: str | None


def listed(connection: Connection, view: str, asked: Asked, after: str = "", most: int = MOST) -> Page:
    """The figures of a view that the filters leave, by effort; ``after`` is where the page before ended."""
    conditions, values = asked.conditions(YEAR[view], view != "indicator")
    report, _, rest = after.partition("|")
    key, _, effort = rest.rpartition("||")
    begin = {"effort_after": effort, "report_after": int(report) if report.isdigit() else -1, "key_after": key}
    query = LIST.format(view=view, conditions=conditions, most=most + 1)
    rows = list(connection.execute(text(query), values | begin))
    last = rows[most - 1] if len(rows) > most else None
    return Page(rows[:most], f"{last.report_id}|{last.figure_key}||{last.effort or ''}" if last else None)


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
