"""The ledger of runs, one run at a time, and the small readers over both."""

from __future__ import annotations

from datetime import timedelta
from threading import Event, Thread

import pytest
from sqlalchemy import Engine

from warehouse.engine import open_warehouse
from warehouse.load import load
from warehouse.read import open_findings, report_rows
from warehouse.runs import AlreadyRunning, end_run, run_lock, start_run, summary
from warehouse_children import PROCESSES, hold_lock, started
from warehouse_samples import NOW, budget, finding, report, rows, run, status, submission

pytest_plugins = ["databases"]


def put(engine: Engine, run_id: str, content: str, checked) -> None:
    load(engine, submission(run_id, content), checked)


def a_night(engine: Engine) -> str:
    """A run with a loaded, a partial and a held report, the last two with findings."""
    run_id = run(engine)
    put(engine, run_id, "c", report(budget("1"), status(), identity="c"))
    warned = finding("w", "warning", figure_keys=["b"])
    put(engine, run_id, "b", report(budget("1"), budget(None, "h", "held"), identity="b", findings=(finding(), warned)))
    put(engine, run_id, "a", report(budget("1", state="held"), identity="a", findings=(finding(), finding("g"))))
    return run_id


def test_a_run_counts_what_it_did(engine: Engine) -> None:
    earlier = a_night(engine)
    end_run(engine, earlier, {"reports_seen": 5})
    wanted = {
        "run_id": earlier,
        "reports_seen": 5,
        "reports_new": 3,
        "reports_loaded": 2,
        "reports_partial": 1,
        "reports_held": 1,
        "figures_loaded": 3,
        "figures_held": 2,
        "findings_open": 4,
    }
    assert summary(engine, earlier) == wanted
    nothing_new = run(engine)
    end_run(engine, nothing_new, {"reports_seen": 5})
    zeros = dict.fromkeys(wanted, 0) | {"run_id": nothing_new, "reports_seen": 5, "findings_open": 4}
    assert summary(engine, nothing_new) == zeros
    assert summary(engine, earlier) == wanted


def test_an_ended_run_keeps_the_counts_of_its_end(engine: Engine) -> None:
    run_id = a_night(engine)
    assert summary(engine, run_id)["reports_seen"] == 3
    end_run(engine, run_id, summary(engine, run_id))
    put(engine, run(engine), "new", report(budget("1"), identity="a", published_on=NOW.date()))
    assert summary(engine, run_id)["findings_open"] == 4
    assert summary(engine, run(engine))["findings_open"] == 2


def test_a_killed_run_is_marked_by_the_next_one(engine: Engine) -> None:
    killed, ended = run(engine), start_run(engine, NOW + timedelta(days=1))
    end_run(engine, ended, {})
    start_run(engine, NOW + timedelta(days=2))
    ledger = [(r["state"], r["ended_at"] is None) for r in rows(engine, "run", "started_at")]
    assert ledger == [("abandoned", True), ("completed", False), ("running", True)]
    assert summary(engine, killed)["reports_new"] == 0


def test_runs_of_one_second_have_ids_of_their_own(engine: Engine) -> None:
    ids = {run(engine) for _ in range(5)}
    assert len(ids) == 5
    assert all(i.startswith("20261122T030000Z-") for i in ids)


def test_an_unknown_run_is_an_error(engine: Engine) -> None:
    with pytest.raises(LookupError):
        summary(engine, "none")
    with pytest.raises(LookupError):
        end_run(engine, "none", {})


def test_the_night_s_reports(engine: Engine) -> None:
    put(engine, run(engine), "z", report(budget("1"), identity="earlier night"))
    shown = report_rows(engine, a_night(engine))
    assert [(r.report_file, r.state, r.figures_loaded, r.figures_held, r.errors, r.warnings) for r in shown] == [
        ("a.pdf", "held", 0, 1, 2, 0),
        ("b.pdf", "partial", 1, 1, 1, 1),
        ("c.pdf", "loaded", 2, 0, 0, 0),
    ]
    assert {r.report_kind for r in shown} == {"status_note"}


def test_open_findings_errors_first(engine: Engine) -> None:
    put(engine, run(engine), "z", report(budget("1"), identity="earlier", findings=(finding("old", "warning"),)))
    run_id = a_night(engine)
    everywhere = [(f.severity, f.report_file) for f in open_findings(engine)]
    assert everywhere == [("error", "a.pdf")] * 2 + [("error", "b.pdf"), ("warning", "b.pdf"), ("warning", "z.pdf")]
    assert len(open_findings(engine, run_id)) == 4
    assert [f.report_file for f in open_findings(engine, run_id, limit=1)] == ["a.pdf"]
    assert open_findings(engine, run_id)[0].message == "Beløbet for »Ny Start« kan ikke læses."


def test_one_run_at_a_time(warehouse_url: str, engine: Engine) -> None:
    with run_lock(engine):
        for _ in range(2):
            with (
                pytest.raises(AlreadyRunning, match="En anden kørsel er i gang"),
                run_lock(open_warehouse(warehouse_url)),
            ):
                pass
        put(engine, run(engine), "a", report(budget("1")))
    with run_lock(engine):
        assert len(rows(engine, "bi_report")) == 1


def test_a_run_that_fails_frees_the_lock(engine: Engine) -> None:
    with pytest.raises(ZeroDivisionError), run_lock(engine):
        _ = 1 / 0
    with run_lock(engine):
        pass


def test_threads_shut_each_other_out_too(engine: Engine) -> None:
    met: list[BaseException] = []

    def second() -> None:
        try:
            with run_lock(engine):
                pass
        except AlreadyRunning as refused:
            met.append(refused)

    with run_lock(engine):
        thread = Thread(target=second)
        thread.start()
        thread.join(30)
    assert len(met) == 1


def test_a_killed_process_frees_the_lock(warehouse_url: str, engine: Engine) -> None:
    told = PROCESSES.Queue()
    child = started(hold_lock, warehouse_url, told)
    assert told.get(timeout=30) == "held"
    with pytest.raises(AlreadyRunning), run_lock(engine):
        pass
    child.kill()
    child.join(30)
    for _attempt in range(100):
        try:
            with run_lock(engine):
                return
        except AlreadyRunning:  # PostgreSQL notices the lost connection a moment later
            Event().wait(0.05)
    pytest.fail("the lock of a killed process was never freed")
