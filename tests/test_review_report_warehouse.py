"""What the pages of reports ask the warehouse, on both databases: the list, figures with states, versions, history."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine

from history import lived
from review.report import listing
from review.report.figures import counted, mark_of, seen_figures
from review.report.findings import findings_of
from review.report.head import head_of
from review.report.history import history_of
from review.report.listing import NO_KIND, Wanted, counts, reports
from review.report.versions import difference, other_version, versions_of
from review.report_years import report_years
from warehouse.engine import begin_write
from warehouse.load import load
from warehouse.tables.base import table_of
from warehouse.tables.decision import Decision, DecisionUse
from warehouse_samples import NOW, budget, finding, report, run, status, submission

pytest_plugins = ["databases"]


def many(engine: Engine, count: int) -> None:
    run_id = run(engine)
    for number in range(count):
        named = submission(run_id, str(number), file_name=f"notat_{number}.pdf")
        load(engine, named, report(status(), identity=f"status_note|{number}|2022", period_year=2000 + number))


@pytest.mark.parametrize("count", [0, 1, 6, 7, 13])
def test_every_report_is_on_one_page_of_the_list(engine: Engine, monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    monkeypatch.setattr(listing, "A_PAGE", 3)
    many(engine, count)
    with engine.connect() as connection:
        page = reports(connection, Wanted())
        assert page.newer is None
        pages = [page]
        while page.older is not None:
            page = reports(connection, Wanted(), before=page.older)
            pages.append(page)
        there = [[row.report_id for row in page.rows] for page in pages]
        seen = list(itertools.chain(*there))
        assert seen == sorted(seen, reverse=True)
        assert len(seen) == len(set(seen)) == count
        assert all(len(rows) == 3 for rows in there[:-1])
        # and back again the same way
        back = [there[-1]]
        while page.newer is not None:
            page = reports(connection, Wanted(), after=page.newer)
            back.append([row.report_id for row in page.rows])
        assert sorted(itertools.chain(*back), reverse=True) == seen
        assert page.older is None or count > 3


def test_filters_and_counts_say_the_same(engine: Engine) -> None:
    lived(engine)
    run_id = run(engine)
    plan: dict[str, Any] = {"kind": "safety_plan", "identity": "safety_plan|x|2020", "period_year": 2020}
    load(engine, submission(run_id, "plan", file_name="Økonomi 100%.pdf"), report(status(), title="Århus", **plan))
    unread: dict[str, Any] = {"kind": None, "identity": None, "period_year": None, "title": None, "state": "held"}
    load(engine, submission(run_id, "unread", file_name="æ.pdf"), report(**unread))
    wanted = [
        Wanted(),
        Wanted(kind="safety_plan"),
        Wanted(kind=NO_KIND),
        Wanted(year=2022),
        Wanted(state="superseded"),
        Wanted(state="held"),
        Wanted(text="økonomi"),
        Wanted(text="ØKONOMI 100%"),
        Wanted(text="århus"),
        Wanted(text="00_"),
        Wanted(kind="status_note", year=2022, state="held", text="HELD"),
    ]
    with engine.connect() as connection:
        found = [len(reports(connection, each).rows) for each in wanted]
        counted_too = [counts(connection, each) for each in wanted]
        assert report_years(connection) == [2022, 2020]
    assert found == [5, 1, 1, 3, 1, 2, 1, 1, 1, 0, 1]
    of_state = [each[w.state] if w.state else sum(each.values()) for w, each in zip(wanted, counted_too, strict=True)]
    assert of_state == found
    assert counted_too[0] == {"loaded": 2, "superseded": 1, "held": 2}


def test_a_figure_has_the_state_of_what_counts_most(engine: Engine) -> None:
    lived(engine)
    with engine.connect() as connection:
        first, second = seen_figures(connection, 1), seen_figures(connection, 2)
    assert {each.figure.key: each.state for each in first} == {
        "s": "passed",
        "b": "passed",
        "x": "held",
        "i": "passed",
    }
    states = {each.figure.key: each.state for each in second}
    assert states == {"s": "passed", "b": "warned", "n": "passed", "h": "corrected", "i": "passed"}
    assert counted(second) == {"held": 0, "warned": 1, "corrected": 1, "rejected": 0, "passed": 3}
    about = {each.figure.key: [(row.rule, row.state) for row in each.findings] for each in second}
    assert about["h"] == [("budget.unreadable", "corrected")]
    assert about["b"] == [("budget.unreadable", "open")]
    # a figure is called the same in every version, and no two are called the same
    marks = {each.figure.key: each.mark for each in first}
    assert {each.figure.key: each.mark for each in second if each.figure.key in marks}.items() <= marks.items()
    assert len({mark_of(each.figure.view, each.figure.key) for each in second}) == 5


def test_a_rejected_figure_and_a_settled_warning(engine: Engine) -> None:
    settled = finding("w", "warning", figure_keys=["b"], state="accepted")
    made = report(budget("1", "b"), budget("2", "r", "rejected"), findings=(settled,))
    number = load(engine, submission(run(engine)), made).report_id
    with engine.connect() as connection:
        assert [each.state for each in seen_figures(connection, number)] == ["passed", "rejected"]


def test_the_head_knows_what_stands_instead_and_what_is_wrong(engine: Engine) -> None:
    lived(engine)
    whole = finding("p", figure="report", rule="report.personal_data", message="Der står et personnummer.")
    held = report(kind=None, identity=None, title=None, state="held", findings=(whole,))
    number = load(engine, submission(run(engine), "cpr"), held).report_id
    with engine.connect() as connection:
        first, second, last = (head_of(connection, n) for n in (1, 2, number))
        assert len(findings_of(connection, 1)) == 1
    assert (first.report.state, first.report.superseded_by, first.replaces, first.versions) == ("superseded", 2, [], 3)
    assert [row.report_id for row in second.replaces] == [1]
    assert (second.waiting, first.waiting) == (1, 0)
    assert (last.name, last.versions, last.has_personal_data) == ("cpr.pdf", 1, True)
    assert not second.has_personal_data


def test_versions_are_compared_from_the_older_to_the_newer(engine: Engine) -> None:
    lived(engine)
    with engine.connect() as connection:
        found = versions_of(connection, "status_note|amager|2022")
        assert [row.report_id for row in found] == [3, 2, 1]
        assert [getattr(other_version(found, n, ""), "report_id", None) for n in (3, 2, 1)] == [2, 1, None]
        assert getattr(other_version(found, 1, "3"), "report_id", None) == 3
        # with itself there is nothing to compare
        assert getattr(other_version(found, 2, "2"), "report_id", None) == 1
        one, other = difference(connection, found, 1, 2), difference(connection, found, 2, 1)
        assert versions_of(connection, None) == []
    assert (one.old.report_id, one.new.report_id) == (other.old.report_id, other.new.report_id) == (1, 2)
    assert [one.comparison.count(kind) for kind in ("changed", "added", "removed")] == [2, 2, 1]
    assert {change.figure.key for change in one.changes("added")} == {"n", "h"}
    assert len(one.changes("nonsense")) == 5
    moved = next(move for move in one.moves if move.of == "budget" and move.old)
    # 250.50, 90 that was corrected, and 40 that means the same effort by now
    assert (moved.old, moved.new) == (Decimal(100), Decimal("380.50"))


def test_history_tells_each_decision_where_it_did_something(engine: Engine) -> None:
    lived(engine)
    row = {"decided_at": NOW, "action": "correct", "report_id": 2, "value": "90"}
    row |= {"identity": "status_note|amager|2022", "rule": "budget.unreadable", "rule_version": 1}
    with begin_write(engine) as connection:
        decisions, uses = table_of(Decision), table_of(DecisionUse)
        for who, key, outcomes in (("Karen", "f", ("nothing", "applied")), ("Peter", "gone", ("nothing", "nothing"))):
            named = row | {"decided_by": who, "finding_key": key, "figure": "budget"}
            made = connection.execute(decisions.insert().values(named).returning(decisions.c.decision_id)).scalar_one()
            for revision, outcome in enumerate(outcomes):
                use = {"decision_id": made, "report_id": 2, "revision": revision, "outcome": outcome}
                connection.execute(uses.insert().values(use))
    with engine.connect() as connection:
        steps = history_of(connection, 2)
    assert [(step.revision.revision, step.revision.cause) for step in steps] == [(1, "settled"), (0, "loaded")]
    told = [(use.decided_by, use.outcome, use.effort) for step in steps for use in step.decisions]
    # what goes on as it was is told once
    assert told == [("Karen", "applied", None), ("Karen", "nothing", None), ("Peter", "nothing", None)]
    assert steps[0].decisions[0].finding_id is not None
