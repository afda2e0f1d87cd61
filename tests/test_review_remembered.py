"""Answers that are kept as long as nothing has changed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Engine

from review.remembered import MOST, remembered
from warehouse.load import load
from warehouse.settle import Order, settle
from warehouse_samples import budget, finding, report, rows, run, submission

pytest_plugins = ["databases"]


def ask(engine: Engine, what: object, answers: list[int]) -> int:
    with engine.connect() as connection:
        return remembered(connection, what, lambda: answers.append(len(answers)) or answers[-1])


def test_an_answer_is_kept_until_a_report_comes_or_something_is_decided(engine: Engine) -> None:
    answers: list[int] = []
    assert [ask(engine, "a", answers) for _ in range(3)] == [0, 0, 0]
    held = report(budget("1", "b", "held"), findings=(finding("f", figure_keys=["b"]),))
    load(engine, submission(run(engine)), held)
    assert [ask(engine, "a", answers) for _ in range(2)] == [1, 1]
    settle(engine, Order(rows(engine, "bi_finding")[0]["finding_id"], "accept", "mette"), date(2026, 11, 22))
    assert ask(engine, "a", answers) == 2


def test_answers_to_other_questions_and_of_other_warehouses_are_others(both_engines: list[Engine]) -> None:
    answers: list[int] = []
    asked = [ask(engine, what, answers) for engine in both_engines for what in ("a", ("a", 1))]
    assert asked == [0, 1, 2, 3]


def test_not_more_than_so_many_are_kept(engine: Engine) -> None:
    answers: list[int] = []
    ask(engine, "first", answers)
    for n in range(MOST):
        ask(engine, n, [])
    assert ask(engine, "first", answers) == 1
