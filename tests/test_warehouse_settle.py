"""Decisions about findings: put to work at once, kept for later versions, taken back, run out; always provable."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from extractors.raw import RawFigure
from extractors.unreadable import Unreadable
from raw_samples import budget, report, status
from schemas.check import check_reading, check_unreadable
from schemas.reading import Reading
from warehouse import audit
from warehouse.decisions import counting_for, unapplied
from warehouse.engine import begin_write
from warehouse.load import load
from warehouse.renew import renew, undo
from warehouse.settle import CannotSettle, Order, Settled, settle
from warehouse_children import PROCESSES, started
from warehouse_samples import NOW, rows, run, submission, unlock

pytest_plugins = ["databases"]

TODAY = date(2026, 11, 22)
TABLES = ("decision", "decision_use", "finding_event", "report_revision", "audit", "fact_budget", "fact_status")
NEGATIVE, PLAIN = budget("Ny Start", "-5 kr."), budget("Turning Tables", "9 kr.", 2)


def put(engine: Engine, *figures: RawFigure, content: str = "a", run_id: str | None = None, **more: Any) -> int:
    """Load a report as a night does: with the decisions about its identity."""
    reading = Reading(report(*figures, about=["Amager"], **more))
    identity = check_reading(reading).identity
    checked = check_reading(reading, counting_for(engine, identity, TODAY))
    received_at = NOW + timedelta(days=ord(content) - ord("a"))
    return load(engine, submission(run_id or run(engine), content, received_at=received_at), checked).report_id


def finding(engine: Engine, rule: str) -> dict[str, Any]:
    *_older, row = [r for r in rows(engine, "bi_finding", "finding_id") if r["rule"] == rule]
    return row


def decide(engine: Engine, rule: str, action: str, value: str | None = None, **changes: Any) -> Settled:
    order = Order(finding(engine, rule)["finding_id"], action, "Mette", "set efter", value, **changes)
    return settle(engine, order, TODAY)


def amounts(engine: Engine) -> list[tuple[float, bool]]:
    return sorted((float(r["amount_dkk"]), bool(r["corrected"])) for r in rows(engine, "bi_budget"))


def counts(engine: Engine) -> dict[str, int]:
    return {table: len(rows(engine, table)) for table in TABLES}


def test_a_correction_stands_in_the_view_and_what_was_read_stays(engine: Engine) -> None:
    put(engine, NEGATIVE, PLAIN)
    assert amounts(engine) == [(9, False)]
    done = decide(engine, "budget.negative", "correct", "5.000")
    assert amounts(engine) == [(9, False), (5000, True)]
    told = finding(engine, "budget.negative")
    assert (told["state"], told["settled_by"], told["reason"]) == ("corrected", "Mette", "set efter")
    assert told["decision_id"] == done.decision_id
    (about,) = rows(engine, "bi_report")
    assert (about["state"], about["figures_loaded"], about["figures_held"], about["revision"]) == ("loaded", 2, 0, 1)
    kept = {(r["revision"], r["state"], r["amount_ore"]) for r in rows(engine, "fact_budget")}
    assert kept == {(0, "held", -500), (0, "passed", 900), (1, "passed", 500_000)}
    assert {r["raw_text"] for r in rows(engine, "bi_budget")} == {"-5 kr.", "9 kr."}


@pytest.mark.parametrize(("action", "shown"), [("accept", [(-5, False)]), ("reject", [])])
def test_accepted_and_rejected(engine: Engine, action: str, shown: list[Any]) -> None:
    put(engine, NEGATIVE)
    decide(engine, "budget.negative", action)
    assert amounts(engine) == shown
    assert finding(engine, "budget.negative")["state"] == f"{action}ed"


def test_a_file_that_could_not_be_read_can_be_rejected_and_taken_back(engine: Engine) -> None:
    load(engine, submission(run(engine)), check_unreadable(Unreadable("report.corrupt")))
    done = decide(engine, "report.corrupt", "reject")
    assert rows(engine, "bi_report")[0]["state"] == "rejected"
    undo(engine, done.decision_id, "Mette", TODAY)
    assert (rows(engine, "bi_report")[0]["state"], finding(engine, "report.corrupt")["state"]) == ("held", "open")


def test_a_correction_that_is_wrong_too_writes_nothing(engine: Engine) -> None:
    put(engine, NEGATIVE)
    before = counts(engine)
    for value in ("-7", "mange"):
        with pytest.raises(CannotSettle, match="still_wrong") as refused:
            decide(engine, "budget.negative", "correct", value)
        assert value in refused.value.facts["message"]
    assert counts(engine) == before


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"by": " "}, "settle_no_name"),
        ({"value": " "}, "settle_no_value"),
        ({"reason": "ring til 010190-1234"}, "settle_personal"),
        ({"value": "Borger 010190 1234 er flyttet"}, "settle_personal"),
        ({"until": TODAY - timedelta(days=1)}, "settle_past"),
        ({"finding_id": 99}, "settle_no_finding"),
        ({"figure_key": "budget|effort=x"}, "settle_no_figure"),
    ],
)
def test_what_makes_no_sense_is_refused(engine: Engine, changes: dict[str, Any], why: str) -> None:
    put(engine, NEGATIVE)
    order: dict[str, Any] = {
        "finding_id": finding(engine, "budget.negative")["finding_id"],
        "action": "correct",
        "by": "M",
        "value": "5",
    }
    before = counts(engine)
    with pytest.raises(CannotSettle, match=why):
        settle(engine, Order(**(order | changes)), TODAY)
    assert counts(engine) == before


@pytest.mark.parametrize(
    ("figure", "rule"),
    [
        (status("Ny Start", None), "status.missing"),
        (status("Ny Start", "måske"), "status.unknown"),
        (budget("Ny Start", "omkring fem"), "budget.unreadable"),
    ],
)
def test_what_has_no_value_cannot_be_accepted(engine: Engine, figure: RawFigure, rule: str) -> None:
    put(engine, figure, PLAIN)
    before = counts(engine)
    with pytest.raises(CannotSettle) as refused:
        decide(engine, rule, "accept")
    assert (refused.value.sentence, counts(engine)) == ("settle_nothing_there", before)
    decide(engine, rule, "reject")


def test_a_finding_is_settled_once(engine: Engine) -> None:
    put(engine, NEGATIVE)
    decide(engine, "budget.negative", "accept")
    with pytest.raises(CannotSettle, match="settle_already"):
        decide(engine, "budget.negative", "reject")


def test_a_finding_about_the_whole_report_cannot_be_corrected(engine: Engine) -> None:
    put(engine, PLAIN, period=None)
    with pytest.raises(CannotSettle, match="settle_not_correctable"):
        decide(engine, "report.period_missing", "correct", "2023")


def test_an_obsolete_finding_is_left_alone(engine: Engine) -> None:
    old = put(engine, NEGATIVE, content="a")
    number = finding(engine, "budget.negative")["finding_id"]
    put(engine, PLAIN, content="b")
    assert old != rows(engine, "bi_budget")[0]["report_id"]
    with pytest.raises(CannotSettle, match="settle_obsolete"):
        settle(engine, Order(number, "accept", "Mette"), TODAY)


def test_taken_back_everything_is_as_before_and_can_be_decided_anew(engine: Engine) -> None:
    put(engine, NEGATIVE, PLAIN)
    done = decide(engine, "budget.negative", "correct", "5")
    undo(engine, done.decision_id, "Jens", TODAY, "forkert tal")
    assert amounts(engine) == [(9, False)]
    told = finding(engine, "budget.negative")
    assert (told["state"], told["reopened"], told["settled_by"]) == ("open", "undone", None)
    with pytest.raises(CannotSettle, match="undone_already"):
        undo(engine, done.decision_id, "Jens", TODAY)
    decide(engine, "budget.negative", "correct", "6")
    assert amounts(engine) == [(6, True), (9, False)]


def test_nothing_to_take_back(engine: Engine) -> None:
    with pytest.raises(CannotSettle, match="settle_no_decision"):
        undo(engine, 1, "Jens", TODAY)


def test_a_newer_version_with_the_same_error_is_settled_as_it_comes(engine: Engine) -> None:
    put(engine, NEGATIVE, content="a")
    decide(engine, "budget.negative", "correct", "5")
    put(engine, NEGATIVE, PLAIN, content="b")
    assert amounts(engine) == [(5, True), (9, False)]
    assert finding(engine, "budget.negative")["state"] == "corrected"
    assert unapplied(engine, rows(engine, "submission", "submission_id")[-1]["run_id"]) == []


@pytest.mark.parametrize(
    ("now", "outcome", "open_rules"),
    [
        ("5 kr.", "fixed_upstream", {"decision.fixed_upstream"}),
        ("7 kr.", "conflict", {"decision.conflict"}),
        ("-7 kr.", "conflict", {"decision.conflict", "budget.negative"}),
        (None, "nothing", set()),
    ],
)
def test_a_newer_version_that_says_something_else(
    engine: Engine, now: str | None, outcome: str, open_rules: set[str]
) -> None:
    put(engine, NEGATIVE, content="a")
    decide(engine, "budget.negative", "correct", "5")
    run_id = run(engine)
    put(engine, *([budget("Ny Start", now)] if now else []), PLAIN, content="b", run_id=run_id)
    (told,) = unapplied(engine, run_id)
    assert (told["outcome"], told["decided_by"], told["report_file"]) == (outcome, "Mette", "b.pdf")
    assert {r["rule"] for r in rows(engine, "bi_finding") if r["state"] == "open"} == open_rules
    assert {r["reopened"] for r in rows(engine, "bi_finding") if r["rule"] == "budget.negative"} <= {None, "conflict"}
    assert all(not corrected for _amount, corrected in amounts(engine))


def test_a_decision_runs_out(engine: Engine) -> None:
    put(engine, NEGATIVE)
    decide(engine, "budget.negative", "accept", until=TODAY + timedelta(days=3))
    assert renew(engine, TODAY + timedelta(days=3)) == 0
    assert renew(engine, TODAY + timedelta(days=4)) == 1
    told = finding(engine, "budget.negative")
    assert (told["state"], told["reopened"], amounts(engine)) == ("open", "expired", [])
    before = counts(engine)
    assert renew(engine, TODAY + timedelta(days=5)) == 0
    assert counts(engine) == before


def test_a_decision_made_while_the_next_version_was_being_read_is_put_to_it(engine: Engine) -> None:
    put(engine, NEGATIVE, PLAIN, content="a")
    late = check_reading(Reading(report(NEGATIVE, PLAIN, about=["Amager"])))
    decide(engine, "budget.negative", "correct", "5")
    load(engine, submission(run(engine), "b", received_at=NOW + timedelta(days=1)), late)
    assert amounts(engine) == [(9, False)]
    assert renew(engine, TODAY) == 1
    assert amounts(engine) == [(5, True), (9, False)]
    assert renew(engine, TODAY) == 0


def test_a_sum_and_a_row(engine: Engine) -> None:
    parts = [budget("A", "100 kr.", 1, line="Løn"), budget("A", "50 kr.", 2, line="Leje")]
    put(engine, *parts, budget("A", "200 kr.", 3, line="I alt", is_total=True), status("B", "?", 4))
    assert amounts(engine) == []
    part = next(r["figure_key"] for r in rows(engine, "fact_budget") if "leje" in r["figure_key"])
    decide(engine, "budget.total_mismatch", "correct", "100", figure_key=part)
    assert amounts(engine) == [(100, False), (100, True), (200, False)]
    decide(engine, "status.unknown", "correct", "Opnået")
    assert [r["status"] for r in rows(engine, "bi_status")] == ["achieved"]


def test_the_log_tells_of_every_decision_and_is_whole(engine: Engine) -> None:
    assert audit.verify(engine) == audit.Verdict(0, audit.BEFORE_THE_FIRST)
    put(engine, NEGATIVE)
    done = decide(engine, "budget.negative", "correct", "5", until=date(2027, 1, 1))
    undo(engine, done.decision_id, "Jens", TODAY)
    assert audit.verify(engine) == audit.Verdict(2, audit.head(engine))
    assert [(r["actor"], r["action"]) for r in rows(engine, "audit")] == [("Mette", "decide"), ("Jens", "decide")]
    assert audit.verify(engine, audit.head(engine)).broken is None


TAMPERED = {
    **{
        name: (f"update audit set {name} = {value} where entry_id = 3", 3, "changed")
        for name, value in {
            "actor": "'X'",
            "action": "'x'",
            "subject": "'x'",
            "detail": "detail || ' '",
            "previous_hash": "'x'",
            "hash": "'x'",
            "recorded_at": "(select recorded_at from audit where entry_id = 1)",
        }.items()
    },
    "taken out": ("delete from audit where entry_id = 3", 3, "missing"),
    "its number": ("update audit set entry_id = 30 where entry_id = 3", 3, "missing"),
    "a decision": ("update decision set value = '6' where decision_id = 2", 2, "decision"),
    "a decision's reason": ("update decision set reason = 'x' where decision_id = 4", 4, "decision"),
    "the end": ("delete from audit where entry_id = 5", 4, "unlogged"),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_what_was_tampered_with_is_named(engine: Engine, what: str) -> None:
    statement, entry, reason = TAMPERED[what]
    put(engine, *(budget(name, "-5 kr.", row) for row, name in enumerate("ABCDE")))
    for row in rows(engine, "bi_finding", "finding_id"):
        if row["rule"] == "budget.negative":
            settle(engine, Order(row["finding_id"], "correct", "Mette", value="5"), TODAY)
    head = audit.head(engine)
    assert audit.verify(engine, head).broken is None
    with begin_write(engine) as connection:
        unlock(connection)
        connection.execute(text(statement))
    found = audit.verify(engine, head)
    assert (found.broken, found.reason) == (entry, "cut" if what == "the end" else reason) or what == "the end"
    assert audit.verify(engine).reason == reason


def test_an_end_that_was_cut_off_with_its_decision_is_told_by_a_head_noted_before(engine: Engine) -> None:
    put(engine, NEGATIVE)
    decide(engine, "budget.negative", "accept")
    head = audit.head(engine)
    with begin_write(engine) as connection:
        unlock(connection)
        for table in ("audit", "decision_use", "finding_event", "decision"):
            connection.execute(text(f"delete from {table}"))
    assert audit.verify(engine).broken is None
    assert audit.verify(engine, head) == audit.Verdict(0, audit.BEFORE_THE_FIRST, 1, "cut")


@pytest.mark.parametrize("table", TABLES)
def test_history_only_grows(engine: Engine, table: str) -> None:
    put(engine, NEGATIVE, status("A"))
    decide(engine, "budget.negative", "correct", "5")
    column = next(iter(rows(engine, table)[0]))
    for statement in (f"update {table} set {column} = {column}", f"delete from {table}"):
        with pytest.raises(DBAPIError, match="only added"), begin_write(engine) as connection:
            connection.execute(text(statement))


def settle_when_told(url: str, number: int, by: str, gate: Any, answers: Any) -> None:
    """Settle a finding at the same moment as another steward does."""
    from warehouse.engine import open_warehouse

    gate.wait(30)
    try:
        settle(open_warehouse(url), Order(number, "correct", by, value="5"), TODAY)
        answers.put("done")
    except CannotSettle as problem:
        answers.put(problem.sentence)


def test_of_two_stewards_at_once_one_is_told(warehouse_url: str, engine: Engine) -> None:
    put(engine, NEGATIVE)
    number, gate, answers = finding(engine, "budget.negative")["finding_id"], PROCESSES.Barrier(2), PROCESSES.Queue()
    children = [started(settle_when_told, warehouse_url, number, by, gate, answers) for by in ("Mette", "Jens")]
    assert sorted(answers.get(timeout=60) for _ in children) == ["done", "settle_already"]
    for child in children:
        child.join(30)
    assert audit.verify(engine).broken is None
    assert len(rows(engine, "decision")) == 1
