"""How severe the rules are in this warehouse: what the checks of a night go by, and those of a report later on."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, select

from schemas.grades import Grades, grades_on
from schemas.rulebook import rules
from warehouse.tables.base import table_of
from warehouse.tables.report import Report, Submission
from warehouse.tables.rule_grade import RuleGrade
from warehouse.tables.run import Run

GRADES, RUNS, SUBMISSIONS, REPORTS = map(table_of, (RuleGrade, Run, Submission, Report))


def grades_at(connection: Connection, moment: datetime) -> Grades:
    """The grades for reports of a run that begins at a moment: what was decided by then, and is in force that day."""
    return grades_known(connection, moment, danish_day(moment))


def grades_known(connection: Connection, decided_by: datetime, day: date) -> Grades:
    """The grades that count on a day, by what had been decided at a moment."""
    asked = select(GRADES).where(GRADES.c.decided_at <= decided_by, GRADES.c.valid_from <= day)
    last = {row.rule: row for row in connection.execute(asked.order_by(GRADES.c.grade_id))}
    return grades_on(day, {rule: row.severity for rule, row in last.items() if counts(row)})


def grades_of_report(connection: Connection, report_id: int) -> Grades:
    """The grades that a report was judged by when it came in. It is checked by the same ones ever after.

    Its findings say with which severity they were raised, and never change; a check by other grades would contradict
    them, and would free or hold figures that nobody has decided about.
    """
    began = (
        select(RUNS.c.started_at)
        .join(SUBMISSIONS, SUBMISSIONS.c.run_id == RUNS.c.run_id)
        .join(REPORTS, REPORTS.c.submission_id == SUBMISSIONS.c.submission_id)
        .where(REPORTS.c.report_id == report_id)
    )
    return grades_at(connection, connection.execute(began).scalar_one())


def grade_rows(connection: Connection, rule: str) -> list[Row]:
    """All that was decided about a rule, in that order; ``counts`` tells which is about the rule as it is now."""
    return list(connection.execute(select(GRADES).where(GRADES.c.rule == rule).order_by(GRADES.c.grade_id)))


def counts(row: Row) -> bool:
    """Whether a grade is about the version of the rule that this program has."""
    return row.rule in rules() and row.rule_version == rules()[row.rule].version


def danish_day(moment: datetime) -> date:
    """The day that it is in Denmark at a moment."""
    return moment.astimezone(ZoneInfo("Europe/Copenhagen")).date()
