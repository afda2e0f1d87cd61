"""How often each rule was put to a report, as ``bi_check`` shows it: after loading, decisions, comparing and naming."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine

from extractors.raw import RawFigure
from extractors.unreadable import Unreadable
from raw_samples import budget, figure, report, status
from schemas.check import check_reading, check_unreadable
from schemas.reading import Reading
from schemas.report import CheckedReport
from schemas.rulebook import rules
from warehouse.across import affected, compare
from warehouse.load import load
from warehouse.query.ask import ask
from warehouse.readonly import open_readonly
from warehouse.register import confirm, register_of, undo
from warehouse.renew import renew
from warehouse.renew import undo as take_back
from warehouse.settle import Order, settle
from warehouse_samples import NOW, rows, run, submission

pytest_plugins = ["databases"]

TODAY, LONG_AGO = date(2026, 11, 22), datetime(2000, 1, 1, tzinfo=UTC)
Counts = tuple[int, int, int, str | None]


def put(engine: Engine, content: str, period: str, *figures: RawFigure, kind: str = "programme_report") -> None:
    """Load a report as a night does."""
    reading = Reading(report(*figures, kind=kind, period=period, about=["Sikker By"]))
    put_checked(engine, content, check_reading(reading, register=register_of(engine)))


def put_checked(engine: Engine, content: str, checked: CheckedReport) -> None:
    load(engine, submission(run(engine), content), checked)


def users(shown: str, year: int = 2021, row: int = 1, **columns: Any) -> RawFigure:
    named: dict[str, Any] = {"effort": "Ny Start", "indicator": "Brugere", "unit": "count", "year": str(year)}
    return figure("indicator", shown, row, **(named | columns))


def compare_all(engine: Engine) -> None:
    for report_id in affected(engine, LONG_AGO):
        compare(engine, report_id, NOW, TODAY)


def counted(engine: Engine, rule: str) -> dict[str, Counts]:
    """What a rule made of each file."""
    found = [r for r in rows(engine, "bi_check") if r["rule"] == rule]
    return {r["report_file"]: (r["passed"], r["failed"], r["not_applicable"], r["reason"]) for r in found}


def decide(engine: Engine, rule: str, action: str, value: str | None = None, **more: Any) -> int:
    (number,) = [r["finding_id"] for r in rows(engine, "bi_finding") if (r["rule"], r["state"]) == (rule, "open")]
    return settle(engine, Order(number, action, "Mette", "set efter", value, **more), TODAY).decision_id


def test_every_rule_is_counted_for_every_report(engine: Engine) -> None:
    put(engine, "a", "2021", users("45"))
    put_checked(engine, "b", check_unreadable(Unreadable("report.encrypted")))
    told = [(r["report_file"], r["rule"]) for r in rows(engine, "bi_check")]
    assert sorted(told) == sorted((file, rule) for file in ("a.pdf", "b.pdf") for rule in rules())
    assert counted(engine, "report.encrypted") == {"a.pdf": (1, 0, 0, None), "b.pdf": (0, 1, 0, None)}
    assert counted(engine, "budget.negative")["b.pdf"] == (0, 0, 1, "unread")


def test_a_decision_is_counted_and_only_what_it_changes_is_stored(engine: Engine) -> None:
    put(engine, "a", "2021", budget("Ny Start", "-5 kr."), budget("Turning Tables", "9 kr.", 2), kind="status_note")
    assert counted(engine, "budget.negative") == {"a.pdf": (1, 1, 0, None)}
    before = len(rows(engine, "check_tally"))
    number = decide(engine, "budget.negative", "correct", "5.000")
    assert counted(engine, "budget.negative") == {"a.pdf": (2, 0, 0, None)}
    assert counted(engine, "decision.conflict") == {"a.pdf": (1, 0, 0, None)}
    added = [r["rule"] for r in rows(engine, "check_tally") if r["revision"] == 1]
    assert sorted(added) == ["budget.negative", "decision.conflict", "decision.fixed_upstream"]
    assert len(rows(engine, "check_tally")) == before + len(added)
    take_back(engine, number, "Mette", TODAY)
    assert counted(engine, "budget.negative") == {"a.pdf": (1, 1, 0, None)}


def test_a_decision_that_has_run_out_no_longer_counts(engine: Engine) -> None:
    put(engine, "a", "2021", budget("Ny Start", "-5 kr."), kind="status_note")
    decide(engine, "budget.negative", "correct", "5.000", until=TODAY)
    assert counted(engine, "budget.negative") == {"a.pdf": (1, 0, 0, None)}
    assert renew(engine, TODAY + timedelta(days=1)) == 1
    assert counted(engine, "budget.negative") == {"a.pdf": (0, 1, 0, None)}


def test_a_file_that_cannot_be_read_stays_counted_when_that_is_accepted(engine: Engine) -> None:
    put_checked(engine, "a", check_unreadable(Unreadable("report.encrypted")))
    before = rows(engine, "bi_check")
    decide(engine, "report.encrypted", "reject")
    assert rows(engine, "bi_check") == before


def test_what_was_compared_is_counted_once(engine: Engine) -> None:
    put(engine, "a", "2021", users("45"), users("9", indicator="Hold", row=2))
    put(engine, "b", "2022", users("45"), users("50", 2022, 2), users("8", indicator="Hold", row=3))
    put(engine, "c", "2023", users("45"), users("50", 2022, 2))
    assert set(counted(engine, "indicator.restated").values()) == {(0, 0, 2, "not_compared"), (0, 0, 3, "not_compared")}
    before = datetime.now(UTC)
    compare_all(engine)
    known = {"a.pdf": (0, 0, 2, "not_earlier"), "b.pdf": (1, 1, 1, "not_earlier"), "c.pdf": (2, 0, 0, None)}
    assert counted(engine, "indicator.restated") == known
    there = rows(engine, "check_tally")
    compare_all(engine)
    assert rows(engine, "check_tally") == there
    asked = "select report_file, reason from bi_check where rule = 'indicator.restated'"
    then = ask(open_readonly(engine.url), asked, before).rows
    assert dict(then) == dict.fromkeys(known, "not_compared")


def test_another_report_between_is_counted_again(engine: Engine) -> None:
    put(engine, "a", "2021", users("45"))
    put(engine, "c", "2023", users("45"), users("50", 2022, 2))
    compare_all(engine)
    assert counted(engine, "indicator.restated")["c.pdf"] == (1, 0, 1, "not_earlier")
    put(engine, "b", "2022", users("50", 2022))
    compare_all(engine)
    assert counted(engine, "indicator.restated")["c.pdf"] == (2, 0, 0, None)
    again = [r["recount"] for r in rows(engine, "check_tally", "report_id, recount") if r["recount"]]
    assert again == [1, 1, 2, 1]


def test_names_that_somebody_has_vouched_for_pass(engine: Engine) -> None:
    put(engine, "a", "2021", status("Hus A"), status("Hus B", row=2), status("Ny Start", row=3), kind="status_note")
    assert counted(engine, "effort.unknown") == {"a.pdf": (1, 2, 0, None)}
    done = confirm(engine, "Hus A", "Ida")
    assert counted(engine, "effort.unknown") == {"a.pdf": (2, 1, 0, None)}
    undo(engine, done.number, "Ida")
    assert counted(engine, "effort.unknown") == {"a.pdf": (1, 2, 0, None)}
