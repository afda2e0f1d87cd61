"""Decisions that are tried, and many that are made and taken back at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from raw_samples import budget, report, status
from schemas.check import check_reading
from schemas.reading import Reading
from schemas.report import CheckedReport
from warehouse import audit
from warehouse.figures import figures_of
from warehouse.known_register import register_of
from warehouse.load import load
from warehouse.register import confirm
from warehouse.settle import CannotSettle, Order, settle, would_settle
from warehouse.settle_many import decisions_of, settle_many, undo_many
from warehouse.suggest import likely_efforts
from warehouse_samples import rows, run, submission

pytest_plugins = ["databases"]

TODAY, WHO = date(2026, 11, 22), ("Mette Hansen", "mette")


@pytest.fixture
def negatives(engine: Engine) -> list[int]:
    """The findings of three amounts below zero in one report."""
    figures = [budget(f"Effort {i}", f"-{i} kr.", i) for i in (1, 2, 3)]
    load(engine, submission(run(engine)), check_reading(Reading(report(*figures, about=["Amager"]))))
    return [r["finding_id"] for r in rows(engine, "bi_finding", "finding_id") if r["rule"] == "budget.negative"]


def order(number: int, value: str | None = "5", **more: Any) -> Order:
    action = "correct" if value else "accept"
    return Order(number, action, WHO[0], "set", value, login=WHO[1], **more)


def tried(engine: Engine, asked: Order) -> CheckedReport:
    with engine.connect() as connection:
        return would_settle(connection, asked, TODAY, register_of(engine))


def standing(engine: Engine) -> list[tuple[float, bool]]:
    return sorted((float(r["amount_dkk"]), bool(r["corrected"])) for r in rows(engine, "bi_budget"))


@pytest.mark.parametrize("value", ["5", None])
def test_what_was_tried_is_what_comes_and_nothing_was_written(
    engine: Engine, negatives: list[int], value: str | None
) -> None:
    before = [rows(engine, name) for name in ("decision", "audit", "report_revision")]
    foreseen = tried(engine, order(negatives[0], value))
    assert [rows(engine, name) for name in ("decision", "audit", "report_revision")] == before
    done = settle(engine, order(negatives[0], value), TODAY, register_of(engine)).checked
    assert done is not None
    assert [(f.key, f.state, f.values) for f in foreseen.figures] == [(f.key, f.state, f.values) for f in done.figures]
    assert [(f.key, f.state) for f in foreseen.findings] == [(f.key, f.state) for f in done.findings]


def test_what_cannot_be_settled_cannot_be_tried(engine: Engine, negatives: list[int]) -> None:
    for wrong in (order(negatives[0], "-9"), order(99), order(negatives[0], figure_key="budget|effort=x")):
        with pytest.raises(CannotSettle):
            tried(engine, wrong)


def test_the_log_names_the_login(engine: Engine, negatives: list[int]) -> None:
    settle(engine, order(negatives[0]), TODAY)
    assert (rows(engine, "audit")[-1]["actor"], rows(engine, "decision")[0]["decided_by"]) == ("mette", "Mette Hansen")


def test_all_that_can_be_made_are_made_and_one_undo_takes_them_back(engine: Engine, negatives: list[int]) -> None:
    first, second, third = negatives
    batch = settle_many(engine, [order(first), order(second, "-1"), order(third, None), order(99)], TODAY)
    assert (batch.done, {n: why.sentence for n, why in batch.refused.items()}) == (
        2,
        {second: "settle_still_wrong", 99: "settle_no_finding"},
    )
    assert standing(engine) == [(-3, False), (5, True)]
    assert len(rows(engine, "decision")) == 2
    assert batch.batch_id is not None
    with engine.connect() as connection:
        assert len(decisions_of(connection, batch.batch_id)) == 2
    undone = undo_many(engine, batch.batch_id, WHO, TODAY)
    assert (undone.done, undone.refused, standing(engine)) == (2, {}, [])
    assert {r["state"] for r in rows(engine, "bi_finding") if r["rule"] == "budget.negative"} == {"open"}
    again = undo_many(engine, batch.batch_id, WHO, TODAY)
    assert (again.done, {why.sentence for why in again.refused.values()}) == (0, {"settle_undone_already"})
    assert audit.verify(engine).broken is None


def test_where_nothing_can_be_made_there_is_nothing_to_undo(engine: Engine) -> None:
    batch = settle_many(engine, [order(99)], TODAY)
    assert (batch.batch_id, batch.done, rows(engine, "decision_batch")) == (None, 0, [])


def test_some_figures_of_a_report(engine: Engine, negatives: list[int]) -> None:
    report_id = rows(engine, "bi_finding")[0]["report_id"]
    with engine.connect() as connection:
        everything = figures_of(connection, report_id)
        assert figures_of(connection, report_id, [everything[1].key]) == [everything[1]]
        assert figures_of(connection, report_id, []) == []
        assert len(figures_of(connection, report_id)) == 3


def test_efforts_that_are_like_a_name(engine: Engine) -> None:
    figures = [status("Fodboldskolen i gården"), status("Noget helt andet", row=2)]
    load(engine, submission(run(engine)), check_reading(Reading(report(*figures))))
    confirm(engine, "Fodboldskolen i gården", "Mette")
    with engine.connect() as connection:
        typed = "Fodboldskole i gaarden"
        assert [e.name for e in likely_efforts(connection, [typed])[typed]] == ["Fodboldskolen i gården"]
        assert likely_efforts(connection, ["Kirkekoncert"]) == {"Kirkekoncert": ()}
