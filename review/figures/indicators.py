"""Indicators over time: a chart for each thing that is measured, with baseline and comparison as lines of their own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row

from review.charts.lines import line_chart
from review.charts.shapes import SERIES, Chart
from review.figures.asked import Asked
from review.figures.effort_walk import Named, named_efforts, walk
from review.figures.periods import Period, shown, with_gaps

MOST_CHARTS = 24
# what stands first in a legend
MEASURES = ("value", "baseline", "comparison", "before", "after", "target", "change")
COUNTS = """
    select effort_key, count(*) as figures, min(year) as first_year, max(year) as last_year,
      count(distinct indicator) as indicators
    from bi_indicator where {{efforts}} and {conditions} group by effort_key"""


class Topic(NamedTuple):
    """What is measured: only values that share all of this are compared."""

    topic: str | None
    indicator: str | None
    breakdown: str | None
    area: str | None
    partnership: str | None
    unit: str | None

    @property
    def title(self) -> str:
        """What it is called above its chart."""
        parts = (self.indicator, self.breakdown, self.area, self.partnership)
        return ", ".join(dict.fromkeys(part for part in parts if part)) or self.topic or "–"


@dataclass(frozen=True, slots=True)
class Course:
    """A chart of one topic."""

    topic: Topic
    chart: Chart


@dataclass(frozen=True, slots=True)
class Measured:
    """An effort, and what there is of it."""

    effort: Named
    row: Row[Any]


def efforts_measured(connection: Connection, asked: Asked, after: str = "") -> tuple[list[Measured], str | None]:
    """The efforts with indicators that the filters leave, and the key after which there are more."""
    conditions, values = asked.conditions(department=False)
    names = named_efforts(connection, asked.search, asked.effort)
    found = walk(connection, "indicator", names, after, COUNTS.format(conditions=conditions), values)
    by_key = {row.effort_key: row for row in found.rows}
    return [Measured(it, by_key[it.key]) for it in found.efforts], found.after


def courses(rows: Iterable[Row[Any]], named: dict[str, str]) -> list[Course]:
    """A chart for each topic that has values of two periods; ``named`` are the measures in words.

    Where two reports give the same value, the later one counts.
    """
    topics: dict[Topic, dict[str, dict[Period, Decimal]]] = {}
    for row in sorted(rows, key=lambda row: row.report_id):
        if row.year is not None and row.value is not None:
            topic = Topic(row.topic, row.indicator, row.breakdown, row.area, row.partnership, row.unit)
            measure = topics.setdefault(topic, {}).setdefault(row.measure or "value", {})
            measure[row.year, row.period_label or ""] = Decimal(str(row.value))
    return [Course(topic, _chart(series, named)) for topic, series in topics.items() if _has_course(series)]


def _has_course(series: dict[str, dict[Period, Decimal]]) -> bool:
    return len({period for values in series.values() for period in values}) > 1


def _chart(series: dict[str, dict[Period, Decimal]], named: dict[str, str]) -> Chart:
    periods = with_gaps({period for values in series.values() for period in values})
    known = sorted(series, key=lambda it: MEASURES.index(it) if it in MEASURES else len(MEASURES))[: len(SERIES)]
    lines = {named.get(measure, measure): [series[measure].get(period) for period in periods] for measure in known}
    return line_chart([shown(period) for period in periods], lines)
