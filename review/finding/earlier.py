"""The values of the same figure through the years: in a sheet of years, and in the other reports of its series."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, String, bindparam, select, text

from review.charts.sparkline import Sparkline, sparkline
from review.finding.told import Told
from warehouse.rows import FACTS
from warehouse.tables.base import table_of
from warehouse.tables.report import Report, Submission

REPORTS, SUBMISSIONS = map(table_of, (Report, Submission))
MOST_REPORTS = 30
SERIES = text(f"""
    select report_id from report where kind = :kind and substr(identity, 1, :length) = :series
    order by period_year desc, version_order desc limit {MOST_REPORTS}""")  # noqa: S608 - a number of ours
STANDING = text("select report_id from bi_report where report_id in :numbers and state <> 'superseded'").bindparams(
    bindparam("numbers", expanding=True)
)
OF_YEAR = re.compile(r"\|year=\d{4}(?=\||$)")


@dataclass(frozen=True, slots=True)
class Point:
    """What a report says. ``value`` is a number (kroner for an amount), None for a status (``word``)."""

    year: int | None
    report_id: int
    report_file: str
    raw_text: str
    value: Decimal | None
    word: str | None
    held: bool
    own: bool


def earlier_of(connection: Connection, told: Told) -> list[Point]:
    """The series of the finding's figure, oldest first; held ones only where they are its own."""
    row, figure = told.row, told.named
    if figure is None or row["identity"] is None:
        return []
    series = row["identity"].rpartition("|")[0] + "|"
    asked = {"kind": row["report_kind"], "series": series, "length": len(series)}
    numbers = [*connection.execute(SERIES, asked).scalars(), row["report_id"]]
    standing = {row["report_id"], *connection.execute(STANDING, {"numbers": numbers}).scalars()}
    in_years = OF_YEAR.search(figure.key) is not None
    asked_for = {"numbers": sorted(standing), "key": _pattern(figure.key) if in_years else figure.key}
    points = [_point(found, told) for found in connection.execute(_asked(figure.view, in_years), asked_for)]
    shown = [p for p in points if p.own or not p.held]
    return sorted(shown, key=lambda p: (p.year or 0, p.report_id)) if len(shown) > 1 else []


def course_of(points: Sequence[Point]) -> Sparkline | None:
    """The points that are numbers as a line, the finding's own one marked; None where there are fewer than two."""
    numbers = [point for point in points if point.value is not None]
    if len(numbers) < 2:
        return None
    own = next((n for n, point in enumerate(numbers) if point.own), None)
    return sparkline([(str(point.year or ""), point.value) for point in numbers], own)


def _pattern(key: str) -> str:
    """In a sheet of years the year is a part of the key: the same line in another year is the same figure."""
    before, after = (part.replace("/", "//").replace("%", "/%").replace("_", "/_") for part in OF_YEAR.split(key, 1))
    return f"{before}|year=____{after}"


@cache
def _asked(view: str, in_years: bool) -> Select[Any]:
    table = FACTS[view]
    later = table.alias("later")
    newer = later.c.revision > table.c.revision
    is_last = ~(
        select(later.c.report_id)
        .where(later.c.report_id == table.c.report_id, later.c.figure_key == table.c.figure_key, newer)
        .exists()
    )
    key = bindparam("key", type_=String())
    same = table.c.figure_key.like(key, escape="/") if in_years else table.c.figure_key == key
    return (
        select(table, REPORTS.c.period_year.label("of_report"), SUBMISSIONS.c.file_name)
        .join(REPORTS, REPORTS.c.report_id == table.c.report_id)
        .join(SUBMISSIONS, SUBMISSIONS.c.submission_id == REPORTS.c.submission_id)
        .where(table.c.report_id.in_(bindparam("numbers", expanding=True)), same, is_last)
    )


def _point(found: Any, told: Told) -> Point:
    row, figure = found._mapping, told.named
    value = row.get("value")
    if row.get("amount_ore") is not None:
        value = Decimal(row["amount_ore"]).scaleb(-2)
    year = row["year_id"] if row["year_id"] > 0 and OF_YEAR.search(row["figure_key"]) else row["of_report"]
    own = row["report_id"] == told.row["report_id"] and figure is not None and row["figure_key"] == figure.key
    held = row["state"] != "passed"
    facts = (year, row["report_id"], row["file_name"], row["raw_text"], value, row.get("status"), held, own)
    return Point(*facts)
