"""Rules graded anew in a warehouse: only added, logged, from a day on, and never for what is loaded already."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from raw_samples import budget, report, status
from schemas.check import check_reading
from schemas.grades import Grades
from schemas.reading import Reading
from schemas.rulebook import rules
from warehouse import audit, grades
from warehouse.engine import begin_write
from warehouse.grades import danish_day, grades_at, grades_known, grades_of_report
from warehouse.load import load
from warehouse.regrade import CannotRegrade, Regrade, Regraded, regrade
from warehouse.runs import start_run
from warehouse.settle import Order, settle
from warehouse_samples import rows, submission, unlock

pytest_plugins = ["databases"]

REMARK, NEGATIVE = "status.remark_missing", "budget.negative"
READING = Reading(report(budget("Ny Start", "-5 kr."), status("Ny Start", "Ikke opnået", 2), about=["Amager"]))


def graded(engine: Engine, rule: str = REMARK, severity: str = "error", **more: Any) -> Regraded:
    return regrade(engine, Regrade(rule, severity, "Lone", "aftalt i gruppen", **more))


def now(engine: Engine) -> Grades:
    with engine.connect() as connection:
        return grades_at(connection, datetime.now(UTC))


def put(engine: Engine, content: str = "a") -> int:
    """Load the report as a night does that begins now."""
    began = datetime.now(UTC)
    run_id = start_run(engine, began)
    with engine.connect() as connection:
        checked = check_reading(READING, grades=grades_at(connection, began))
    return load(engine, submission(run_id, content, received_at=began), checked).report_id


def test_the_last_grade_counts_and_the_log_tells_of_each(engine: Engine) -> None:
    first, second = graded(engine), graded(engine, severity="off")
    assert (first.before, first.after, second.before, second.after) == ("warning", "error", "error", "off")
    assert now(engine).of(REMARK) == "off"
    assert not now(engine).judges(REMARK)
    told = [(r["rule"], r["rule_version"], r["severity"], r["decided_by"]) for r in rows(engine, "rule_grade")]
    assert told == [(REMARK, 1, "error", "Lone"), (REMARK, 1, "off", "Lone")]
    entries = rows(engine, "audit")
    assert [(e["actor"], e["action"], e["subject"]) for e in entries] == [("Lone", "regrade", f"rule {REMARK}")] * 2
    assert json.loads(entries[1]["detail"])["severity"] == "off"
    assert audit.verify(engine).broken is None


def test_grades_only_grow_and_tampering_is_named(engine: Engine) -> None:
    graded(engine)
    for statement in ("update rule_grade set severity = 'off'", "delete from rule_grade"):
        with pytest.raises(DBAPIError, match="only added"), begin_write(engine) as connection:
            connection.execute(text(statement))
    with begin_write(engine) as connection:
        unlock(connection)
        connection.execute(text("update rule_grade set severity = 'off'"))
    assert (audit.verify(engine).broken, audit.verify(engine).reason) == (1, "decision")


@pytest.mark.parametrize(
    ("order", "why"),
    [
        (Regrade("budget.missing", "warning", "Lone"), "regrade_fixed"),
        (Regrade(NEGATIVE, "off", "Lone"), "regrade_not_off"),
        (Regrade(NEGATIVE, "error", "Lone"), "regrade_already"),
        (Regrade(NEGATIVE, "warning", " "), "regrade_no_name"),
        (Regrade(NEGATIVE, "warning", "M", "som 010190-1234"), "personal"),
        (Regrade(NEGATIVE, "warning", "Lone", valid_from=date(2020, 1, 1)), "regrade_past"),
    ],
)
def test_what_cannot_be_graded_is_refused(engine: Engine, order: Regrade, why: str) -> None:
    with pytest.raises(CannotRegrade, match=why):
        regrade(engine, order)
    assert rows(engine, "rule_grade") == rows(engine, "audit") == []


def test_a_grade_counts_from_its_day_on(engine: Engine) -> None:
    today = danish_day(datetime.now(UTC))
    graded(engine, valid_from=today + timedelta(days=3))
    assert now(engine).of(REMARK) == "warning"
    with engine.connect() as connection:
        in_force = [grades_known(connection, datetime.now(UTC), today + timedelta(days=d)).of(REMARK) for d in (2, 3)]
    assert in_force == ["warning", "error"]


def test_a_new_version_of_the_rule_has_the_severity_of_the_book(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    graded(engine)
    renewed = replace(rules()[REMARK], version=2)
    monkeypatch.setattr(grades, "rules", lambda: rules() | {REMARK: renewed})
    assert now(engine).of(REMARK) == "warning"


def test_reports_that_come_in_are_judged_anew_and_loaded_ones_stay(engine: Engine) -> None:
    older = put(engine)
    before = rows(engine, "bi_finding", "finding_id"), rows(engine, "bi_status")
    graded(engine)
    graded(engine, NEGATIVE, "warning")
    assert (rows(engine, "bi_finding", "finding_id"), rows(engine, "bi_status")) == before
    with engine.connect() as connection:
        assert grades_of_report(connection, older).of(REMARK) == "warning"
    put(engine, "b")
    told = {r["rule"]: (r["severity"], r["rule_version"]) for r in rows(engine, "bi_finding", "finding_id")[-2:]}
    assert told == {REMARK: ("error", 1), NEGATIVE: ("warning", 1)}
    assert (len(rows(engine, "bi_status")), len(rows(engine, "bi_budget"))) == (0, 1)


def test_a_decision_about_a_loaded_report_goes_by_the_grades_it_came_in_under(engine: Engine) -> None:
    put(engine)
    graded(engine)
    graded(engine, NEGATIVE, "warning")
    (negative,) = [r for r in rows(engine, "bi_finding") if r["rule"] == NEGATIVE]
    today = danish_day(datetime.now(UTC))
    done = settle(engine, Order(negative["finding_id"], "correct", "Mette", value="5"), today)
    assert done.checked is not None
    assert {f.rule: f.severity for f in done.checked.findings} == {REMARK: "warning", NEGATIVE: "error"}
    assert (len(rows(engine, "bi_status")), len(rows(engine, "bi_budget"))) == (1, 1)
