"""The same report submitted again: the newest accepted version stands, in whatever order they arrive."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations

import pytest
from sqlalchemy import Engine

from warehouse.load import load
from warehouse.runs import summary
from warehouse.versions import version_order
from warehouse_samples import NOW, budget, empty_all, finding, report, rows, run, seen_by_readers, submission

pytest_plugins = ["databases"]

OLD, NEW, LATER = date(2023, 5, 9), date(2023, 6, 1), NOW + timedelta(days=1)


def put(engine: Engine, run_id: str, content: str, checked, **changes) -> int:
    return load(engine, submission(run_id, content, **changes), checked).report_id


def states(engine: Engine) -> dict[str, str]:
    return {r["report_file"][:-4]: r["state"] for r in rows(engine, "bi_report")}


def standing(engine: Engine) -> list[int]:
    return [r["amount_dkk"] for r in rows(engine, "bi_budget", "amount_dkk")]


def test_every_order_of_arrival_ends_in_the_same_views(engine: Engine) -> None:
    warning = finding("w", "warning", figure_keys=["b"])
    versions = {
        "undated": report(budget("1"), published_on=None),
        "first": report(budget("2"), published_on=OLD, findings=(warning,)),
        "second": report(budget("3"), budget("9", "x", "held"), published_on=NEW),
        "held": report(budget("4", state="held"), published_on=date(2024, 1, 1), findings=(finding(),)),
    }
    ends = set()
    for order in permutations(versions):
        empty_all(engine)
        run_id = run(engine)
        put(engine, run_id, "other", report(budget("5"), identity="status_note|amager|2023"))
        for name in order:
            put(engine, run_id, name, versions[name])
        assert standing(engine) == [3, 5]
        by_number = {r["report_id"]: r["report_file"] for r in rows(engine, "bi_report")}
        newer = {by_number[r["superseded_by"]] for r in rows(engine, "bi_report") if r["superseded_by"]}
        ends.add((repr(seen_by_readers(engine)), repr(newer)))
    assert len(ends) == 1
    assert newer == {"second.pdf"}
    assert states(engine) == {
        "undated": "superseded",
        "first": "superseded",
        "second": "partial",
        "held": "held",
        "other": "loaded",
    }


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("older", "newer"),
    [
        pytest.param({"published_on": None}, {"published_on": OLD}, id="no date is oldest"),
        pytest.param({"published_on": OLD, "received_at": LATER}, {"published_on": NEW}, id="published before arrival"),
        pytest.param({"container": "xlsx"}, {"received_at": LATER}, id="arrival before format"),
        pytest.param({"container": "pdf"}, {"container": "xlsx"}, id="workbook before PDF"),
        pytest.param({"container": "pdf"}, {"container": "ods"}, id="any workbook"),
    ],
)
def test_which_of_two_is_newer(engine: Engine, older: dict, newer: dict, turned: bool) -> None:
    run_id = run(engine)
    # the contents' hashes would decide otherwise, one way or the other, as the two take turns
    contents = ("a", "b") if turned else ("b", "a")
    for content, amount, told in [(contents[0], "1", older), (contents[1], "2", newer)]:
        about = {k: v for k, v in told.items() if k == "published_on"}
        arrived = {k: v for k, v in told.items() if k != "published_on"}
        put(engine, run_id, content, report(budget(amount), **about), **arrived)
    assert standing(engine) == [2]


def test_on_a_full_tie_the_content_decides(engine: Engine) -> None:
    run_id = run(engine)
    numbers = {c: put(engine, run_id, c, report(budget(str(i)))) for i, c in enumerate("abc", start=1)}
    last = max("abc", key=lambda c: submission(run_id, c).sha256)
    assert standing(engine) == ["abc".index(last) + 1]
    assert {r["superseded_by"] for r in rows(engine, "bi_report")} == {None, numbers[last]}


def test_a_held_version_neither_supersedes_nor_is_lost(engine: Engine) -> None:
    run_id = run(engine)
    put(engine, run_id, "good", report(budget("1")))
    put(engine, run_id, "bad", report(budget("2", state="held"), published_on=NEW, findings=(finding(),)))
    assert states(engine) == {"good": "loaded", "bad": "held"}
    assert (standing(engine), summary(engine, run_id)["findings_open"]) == ([1], 1)


def test_findings_of_a_superseded_version_need_no_one_any_more(engine: Engine) -> None:
    run_id = run(engine)
    put(engine, run_id, "bad", report(budget("1", state="held"), findings=(finding(),)))
    assert [r["state"] for r in rows(engine, "bi_finding")] == ["open"]
    put(engine, run_id, "good", report(budget("1"), published_on=NEW))
    assert states(engine) == {"bad": "superseded", "good": "loaded"}
    assert [r["state"] for r in rows(engine, "bi_finding")] == ["obsolete"]
    assert summary(engine, run_id)["findings_open"] == 0


def test_reports_without_identity_stand_beside_each_other(engine: Engine) -> None:
    run_id = run(engine)
    for content in "ab":
        put(engine, run_id, content, report(budget("1"), identity=None))
    assert standing(engine) == [1, 1]


def test_arrival_needs_a_time_zone() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        version_order(None, NOW.replace(tzinfo=None), "pdf", "0" * 64)
