"""Reports compared with earlier ones: the same findings in any order of loading, and decisions about them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import Engine, text

from extractors.raw import RawFigure
from raw_samples import figure, report, value
from schemas.check import check_reading, identity_of
from schemas.reading import Reading
from warehouse.across import affected, compare
from warehouse.decisions import counting_for, unapplied
from warehouse.engine import begin_write
from warehouse.load import load
from warehouse.renew import undo
from warehouse.settle import Order, settle
from warehouse_samples import NOW, empty_all, rows, run, seen_by_readers, submission

pytest_plugins = ["databases"]

TODAY = date(2026, 11, 22)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def users(shown: str, year: int = 2021, row: int = 1, **columns: Any) -> RawFigure:
    named: dict[str, Any] = {"effort": "Ny Start", "indicator": "Brugere", "unit": "count", "year": str(year)}
    return figure("indicator", shown, row, **(named | columns))


def put(engine: Engine, content: str, period: str, *figures: RawFigure, days: int = 0, **more: Any) -> str:
    """Load a report as a night does."""
    kind = more.pop("kind", "programme_report")
    reading = Reading(report(*figures, kind=kind, period=period, about=["Sikker By"], **more))
    checked = check_reading(reading, counting_for(engine, identity_of(reading), TODAY))
    run_id = run(engine)
    load(engine, submission(run_id, content, received_at=NOW + timedelta(days=days)), checked)
    return run_id


def compare_all(engine: Engine, since: datetime = LONG_AGO) -> int:
    """The night's last step; returns how many reports have a new revision."""
    return sum(compare(engine, report_id, NOW, TODAY) for report_id in affected(engine, since))


def told(engine: Engine, *states: str) -> list[tuple[str, str, str]]:
    found = [r for r in rows(engine, "bi_finding") if r["rule"] == "indicator.restated"]
    return sorted((r["report_file"], r["value"], r["expected"]) for r in found if r["state"] in (states or ("open",)))


def decide(engine: Engine, action: str, new: str | None = None) -> int:
    (number,) = [r["finding_id"] for r in rows(engine, "bi_finding") if r["state"] == "open" and "." in r["rule"]]
    return settle(engine, Order(number, action, "Mette", "set efter", new), TODAY).decision_id


def two_reports(engine: Engine) -> None:
    put(engine, "a", "2021", users("45"))
    put(engine, "b", "2022", users("46"), users("50", 2022, 2))
    compare_all(engine)


def test_a_restated_value_is_told_once(engine: Engine):
    two_reports(engine)
    assert told(engine) == [("b.pdf", "46", "45")]
    assert compare_all(engine) == 0
    found = [r for r in rows(engine, "bi_indicator") if r["has_warning"]]
    assert [(r["report_file"], float(r["value"])) for r in found] == [("b.pdf", 46.0)]
    assert {r["revision"] for r in rows(engine, "bi_report")} == {0, 1}


def test_it_is_compared_with_the_last_report_before(engine: Engine):
    for content, shown in (("a", "45"), ("b", "46"), ("c", "46"), ("d", "45")):
        put(engine, content, str(2021 + ord(content) - ord("a")), users(shown))
    compare_all(engine)
    assert told(engine) == [("b.pdf", "46", "45"), ("d.pdf", "45", "46")]


def test_another_name_of_the_effort_is_the_same_effort(engine: Engine):
    put(engine, "a", "2021", users("45", effort="NY START"))
    put(engine, "b", "2022", users("46"))
    compare_all(engine)
    assert told(engine) == [("b.pdf", "46", "45")]


def test_an_effort_of_its_own_until_the_register_says_otherwise(engine: Engine):
    put(engine, "a", "2021", users("45", effort="Et helt andet navn"))
    put(engine, "b", "2022", users("46"))
    assert compare_all(engine) == 0
    with begin_write(engine) as connection:
        same = "select effort_id from dim_effort where effort_key = 'nystart'"
        other = "select name_id from effort_name where label = 'Et helt andet navn'"
        connection.execute(text(f"update effort_alias set effort_id = ({same}) where name_id = ({other})"))
    compare_all(engine)
    assert told(engine) == [("b.pdf", "46", "45")]


def test_an_older_version_of_the_same_report_is_no_earlier_report(engine: Engine):
    put(engine, "a", "2022", users("45"))
    put(engine, "b", "2022", users("46"), days=1)
    assert compare_all(engine) == 0


def test_a_held_value_says_nothing(engine: Engine):
    put(engine, "a", "2021", users("130 %", unit="percent"), users("9", row=2, indicator="Andet"))
    put(engine, "b", "2022", users("30 %", unit="percent"))
    assert compare_all(engine) == 0


def reports(engine: Engine, order: tuple[str, ...]) -> None:
    given = {
        "a": ("2021", [users("45"), users("7", indicator="Hold", row=2)]),
        "b": ("2022", [users("46"), users("50", 2022, 2)]),
        "c": ("2023", [users("46"), users("51", 2022, 2), users("8", indicator="Hold", row=3)]),
        "d": ("2021", [users("44"), users("7", indicator="Hold", row=2)]),  # a newer version of a, by its content
    }
    for content in order:
        put(engine, content, given[content][0], *given[content][1])


def test_any_order_of_loading_ends_in_the_same_views(engine: Engine):
    reports(engine, ("a", "b", "c", "d"))
    compare_all(engine)
    first = seen_by_readers(engine)
    assert len(told(engine)) == 3
    for order in [*permutations(("a", "b", "c", "d"))][1::4]:
        empty_all(engine)
        reports(engine, order)
        compare_all(engine)
        assert seen_by_readers(engine) == first


def test_what_a_newer_version_of_the_earlier_report_settles_is_obsolete(engine: Engine):
    two_reports(engine)
    put(engine, "c", "2021", users("46"), days=1)
    assert compare_all(engine) == 1
    assert told(engine) == []
    assert told(engine, "obsolete") == [("b.pdf", "46", "45")]
    put(engine, "d", "2021", users("45"), days=2)
    compare_all(engine)
    assert told(engine) == [("b.pdf", "46", "45")]


def test_only_what_has_changed_is_looked_at(engine: Engine):
    two_reports(engine)
    put(engine, "z", "2020", figure("indicator", "3", effort="Andet", indicator="Brugere", year="2020", unit="count"))
    later = max(r["loaded_at"] for r in rows(engine, "report"))
    since = later if isinstance(later, datetime) else datetime.fromisoformat(later)
    assert len(affected(engine, LONG_AGO)) == 3
    assert len(affected(engine, since)) == 1


@pytest.mark.parametrize(("action", "state"), [("accept", "accepted"), ("reject", "rejected")])
def test_a_decision_about_it_stands(engine: Engine, action: str, state: str):
    two_reports(engine)
    decision = decide(engine, action)
    assert told(engine, state) == [("b.pdf", "46", "45")]
    assert compare_all(engine) == 0
    assert len(rows(engine, "bi_indicator")) == (3 if action == "accept" else 2)
    undo(engine, decision, "Mette", TODAY)
    assert told(engine) == [("b.pdf", "46", "45")]


def test_a_correction_to_what_was_said_before_ends_it(engine: Engine):
    two_reports(engine)
    decide(engine, "correct", "45")
    assert told(engine) == []
    assert told(engine, "corrected") == [("b.pdf", "46", "45")]
    assert compare_all(engine) == 0


def test_a_decision_about_something_else_leaves_it_open(engine: Engine):
    put(engine, "a", "2021", users("45"))
    put(engine, "b", "2022", users("46"), users("-5", 2022, 2))
    compare_all(engine)
    (number,) = [r["finding_id"] for r in rows(engine, "bi_finding") if r["rule"] == "indicator.out_of_range"]
    settle(engine, Order(number, "correct", "Mette", None, "5"), TODAY)
    assert told(engine) == [("b.pdf", "46", "45")]


def test_a_decision_holds_for_the_next_version_and_not_for_another_value_before(engine: Engine):
    two_reports(engine)
    decide(engine, "accept")
    run_id = put(engine, "c", "2022", users("46"), users("51", 2022, 2), days=1)
    compare_all(engine)
    assert told(engine) == []
    assert unapplied(engine, run_id) == []
    put(engine, "d", "2021", users("30"), days=1)
    compare_all(engine)
    assert told(engine) == [("c.pdf", "46", "30")]


def test_an_amount_is_not_compared(engine: Engine):
    put(engine, "a", "2021", figure("budget", "5 kr.", effort="Ny Start", year="2021"), title=value("A"))
    put(engine, "b", "2022", figure("budget", "6 kr.", effort="Ny Start", year="2021"))
    assert compare_all(engine) == 0
