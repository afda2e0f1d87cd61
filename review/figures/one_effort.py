"""All that is published about one effort: how it did, what it was given, what was measured."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, text

from review.figures.asked import NONE, Asked
from review.figures.budgets import Budgets, budgets
from review.figures.listed import Page, listed
from review.figures.periods import in_order

MOST = {"status": 100, "budget": 100, "indicator": 300}  # of an effort, on its page
LABELS = """
    select distinct n.label from dim_effort e
    join known_alias a on a.effort_id = e.effort_id
    join effort_name n on n.name_id = a.name_id
    where e.effort_key = :key order by n.label limit 20"""

MOVED = """
    select distinct t.effort_key, t.name from dim_effort e
    join effort_name n on n.label = e.name
    join known_alias a on a.name_id = n.name_id
    join dim_effort t on t.effort_id = a.effort_id
    where e.effort_key = :key and t.effort_key <> e.effort_key order by t.name limit 5"""


@dataclass(frozen=True, slots=True)
class OneEffort:
    """The figures by view, the sums by part, and what reports call the effort.

    ``moved`` are the efforts that its name means now, where nothing is left of its own: somebody has joined them.
    """

    name: str | None
    labels: list[str]
    pages: dict[str, Page]
    sums: dict[str, Budgets]
    moved: list[Row[Any]]

    @property
    def rows(self) -> list[Row[Any]]:
        """All figures."""
        return [row for page in self.pages.values() for row in page.rows]


def one_effort(connection: Connection, asked: Asked) -> OneEffort | None:
    """What is published about ``asked.effort``; None where the register has no such effort."""
    name = connection.execute(
        text("select name from dim_effort where effort_key = :key"), {"key": asked.effort}
    ).first()
    if name is None and asked.effort != NONE:
        return None
    labels = [row.label for row in connection.execute(text(LABELS), {"key": asked.effort})]
    pages = {view: listed(connection, view, asked, most) for view, most in MOST.items()}
    pages["indicator"].rows.sort(key=_by_indicator)
    sums = {part: budgets(connection, replace(asked, part=part)) for part in ("effort", "line", "source")}
    kept = {part: found for part, found in sums.items() if found.cells}
    found = OneEffort(name.name if name else None, labels, pages, kept, [])
    return found if found.rows else replace(found, moved=list(connection.execute(text(MOVED), {"key": asked.effort})))


def _by_indicator(row: Row[Any]) -> tuple[Any, ...]:
    names = (row.topic, row.indicator, row.breakdown, row.area, row.partnership)
    return *(name or "" for name in names), in_order((row.year, row.period_label or "")), row.measure or ""
