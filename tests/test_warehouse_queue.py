"""The findings that wait: always those that are open in bi_finding, with what is at stake in them."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine, text

from schemas.report import CheckedReport
from warehouse import migrate
from warehouse.engine import begin_write
from warehouse.load import load
from warehouse.renew import undo
from warehouse.settle import Order, settle
from warehouse_samples import budget, finding, report, rows, run, status, submission

pytest_plugins = ["databases"]
TODAY = date(2026, 11, 22)


def waiting(engine: Engine) -> list[tuple[int, int, int]]:
    return [(row["finding_id"], row["figures"], row["amount_ore"]) for row in rows(engine, "open_finding")]


def same_as_seen(engine: Engine) -> bool:
    """Whether what waits is what readers see as open."""
    both = "select finding_id, report_id, rule, severity, value, effort from {} order by 1"
    with engine.connect() as connection:
        kept = connection.execute(text(both.format("open_finding"))).all()
        seen = connection.execute(text(both.format("(select * from bi_finding where state = 'open') b"))).all()
    return kept == seen


def with_findings(**changes: object) -> CheckedReport:
    figures = (
        budget("1000", "b1", "held", department="SOF"),
        budget("-250.50", "b2", "held"),
        status("s1", "held", status=None, department="BUF"),
    )
    told = (
        finding("f1", rule="budget.total_mismatch", figure_keys=["b1", "b2"]),
        finding("f2", rule="status.missing", figure="status", figure_keys=["s1"]),
        finding("f3", "warning", rule="report.count_mismatch", figure="report"),
    )
    return report(*figures, budget("9", "ok"), findings=told, **changes)


def test_what_is_at_stake_is_counted(engine: Engine) -> None:
    load(engine, submission(run(engine)), with_findings())
    found = {row["rule"]: row for row in rows(engine, "open_finding")}
    stakes = {rule: (r["urgency"], r["figures"], r["amount_ore"], r["department"]) for rule, r in found.items()}
    assert stakes == {
        "budget.total_mismatch": (0, 2, 125_050, "SOF"),
        "status.missing": (0, 1, 0, "BUF"),
        "report.count_mismatch": (1, 0, 0, None),
    }
    about = found["status.missing"]
    assert (about["report_kind"], about["period_year"]) == ("status_note", 2022)
    assert same_as_seen(engine)


def test_what_is_settled_leaves_and_comes_back_when_it_is_undone(engine: Engine) -> None:
    load(engine, submission(run(engine)), with_findings())
    before = waiting(engine)
    done = settle(engine, Order(before[2][0], "accept", "mette"), TODAY)
    assert waiting(engine) == before[:2]
    undo(engine, done.decision_id, "mette", TODAY)
    assert waiting(engine) == before
    assert same_as_seen(engine)


@pytest.mark.parametrize("newer_first", [False, True])
def test_a_newer_version_takes_the_findings_of_an_older_one_away(engine: Engine, newer_first: bool) -> None:
    run_id = run(engine)
    old = (submission(run_id, "old"), with_findings(published_on=date(2023, 1, 1)))
    new = (submission(run_id, "new"), report(budget("9", "ok"), published_on=date(2023, 2, 2)))
    for sent, checked in (new, old) if newer_first else (old, new):
        load(engine, sent, checked)
    assert waiting(engine) == []
    assert same_as_seen(engine)


def test_a_version_that_is_held_takes_nothing_away(engine: Engine) -> None:
    run_id = run(engine)
    load(engine, submission(run_id, "old"), with_findings(published_on=date(2023, 1, 1)))
    held = report(budget("9", "h", "held"), findings=(finding("f"),), published_on=date(2023, 2, 2))
    load(engine, submission(run_id, "new"), held)
    assert len(waiting(engine)) == 4
    assert same_as_seen(engine)


def test_an_older_warehouse_is_put_in_order_when_it_is_upgraded(engine: Engine) -> None:
    load(engine, submission(run(engine)), with_findings())
    known = rows(engine, "open_finding")
    migrate.downgrade(engine, "0006")
    migrate.upgrade(engine)
    assert rows(engine, "open_finding") == known


def test_no_report_no_rows(engine: Engine) -> None:
    from warehouse.queue import put_in_queue

    with begin_write(engine) as connection:
        put_in_queue(connection, 12)
    assert waiting(engine) == []
