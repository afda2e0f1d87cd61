"""Reports against each other, once the night's files are in: in whatever order they came, the same is found."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Connection, Engine, RowMapping, bindparam, text

from extractors.place import Place
from extractors.raw import RawFigure
from schemas.checks.restated import check_restated
from schemas.draft import Draft
from schemas.efforts import Register
from schemas.findings import finding
from schemas.report import Tally
from schemas.rulebook import rule
from schemas.scopes import restated_scope
from schemas.tally import tally
from warehouse.earlier import earlier_values
from warehouse.engine import begin_write
from warehouse.grades import grades_of_report
from warehouse.recheck import check_again, next_revision
from warehouse.revise import write_revision
from warehouse.settle import take_turn
from warehouse.tables.types import UtcTime
from warehouse.tallies import count_again
from warehouse.text import storable

RULE = "indicator.restated"
COUNTING = ("open", "accepted", "rejected")
# those that stand and have indicators of an effort that some version of a report had which came or changed since then
AFFECTED = """
    select r.report_id
    from report r
    join standing_report s on s.report_id = r.report_id
    where r.report_id in (
      select f.report_id
      from (
        select distinct a.effort_id
        from report_revision v
        join report c on c.report_id = v.report_id
        join report o on o.identity = c.identity
        join fact_indicator i on i.report_id = o.report_id
        join known_alias a on a.name_id = i.name_id
        where v.recorded_at >= :since
      ) e
      join known_alias a on a.effort_id = e.effort_id
      join fact_indicator f on f.name_id = a.name_id
    )
    order by coalesce(r.period_year, 0), r.version_order"""
VALUES = """
    select n.label as effort, f.year_id as year, p.partnership, g.area, f.topic, f.indicator, f.breakdown,
      f.period_label, f.measure, f.unit, f.value, f.raw_text, f.figure_key
    from fact_indicator f
    join effort_name n on n.name_id = f.name_id
    join dim_partnership p on p.partnership_id = f.partnership_id
    join dim_area g on g.area_id = f.area_id
    where f.report_id = :report and f.revision = (
      select max(l.revision) from fact_indicator l where l.report_id = f.report_id and l.figure_key = f.figure_key)"""
TOLD = """
    select k.finding_key, k.state from known_finding k join finding d on d.finding_id = k.finding_id
    where d.report_id = :report and d.rule = :rule"""


def affected(engine: Engine, since: datetime) -> list[int]:
    """The reports for which something may have changed since then, the earliest first: others follow from them."""
    with engine.connect() as connection:
        asked = text(AFFECTED).bindparams(bindparam("since", since, UtcTime))
        return [row.report_id for row in connection.execute(asked)]


def compare(engine: Engine, report_id: int, seen: datetime, today: date, register: Register | None = None) -> bool:
    """Check a report again where what earlier reports say is not what its findings say; returns whether it was.

    ``seen`` is when new findings count as first seen.
    """
    with begin_write(engine) as connection:
        take_turn(connection)
        expected, counted = _compared(connection, report_id)
        following = next_revision(connection, report_id, "loaded")
        if not _out_of_date(connection, report_id, expected):
            if counted is not None:
                count_again(connection, report_id, following.number - 1, counted, following.at)
            return False
        checked = check_again(connection, report_id, today, register)
        if checked is None:
            return False
        write_revision(connection, following, checked, seen)
        return True


def _out_of_date(connection: Connection, report_id: int, found: set[str]) -> bool:
    rows = connection.execute(text(TOLD), {"report": report_id, "rule": RULE}).all()
    told = {row.finding_key for row in rows if row.state in COUNTING}
    return bool(found - told or {row.finding_key for row in rows if row.state == "open"} - found)


def _compared(connection: Connection, report_id: int) -> tuple[set[str], Tally | None]:
    """The keys of the findings that there ought to be, and what was counted: nothing where the rule is not in use."""
    if not grades_of_report(connection, report_id).judges(RULE):
        return set(), None
    earlier = earlier_values(connection, report_id)
    drafts = [_draft(row) for row in connection.execute(text(VALUES), {"report": report_id}).mappings()]
    problems = list(check_restated(drafts, earlier))
    keys = {storable(finding(problem, rule(RULE).severity).key) for problem in problems}
    return keys, tally(RULE, restated_scope(drafts, earlier), problems)


def _draft(row: RowMapping) -> Draft:
    value = None if row["value"] is None else Decimal(str(row["value"]))
    year = row["year"] if row["year"] > 0 else None
    raw = RawFigure("indicator", {}, Place(), row["raw_text"], 0, 0)
    return Draft(raw, dict(row) | {"value": value, "year": year}, key=row["figure_key"])
