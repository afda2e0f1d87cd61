"""One report, one transaction: the same file twice, two at once, killed half-way, and what is refused."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from warehouse.load import known, load
from warehouse.rows import NotStorable
from warehouse.tables.types import utc_text
from warehouse_children import PROCESSES, SIGKILLED, die_at_each_step, load_when_told, started, whole_report
from warehouse_samples import (
    CLOCKS_AND_NUMBERS,
    budget,
    finding,
    indicator,
    report,
    rows,
    run,
    seen_by_readers,
    status,
    submission,
    tables_filled,
)

pytest_plugins = ["databases"]

VIEWS = ("bi_report", "bi_status", "bi_budget", "bi_indicator", "bi_finding", "bi_check")
FACT_TABLES = ("fact_status", "fact_budget", "fact_indicator")
NOTHING = dict.fromkeys(("submission", "report", "effort_name", *FACT_TABLES, "finding"), 0)


def test_loading_tells_what_it_did(engine: Engine) -> None:
    given = submission(run(engine))
    assert not known(engine, given.sha256)
    loaded = load(engine, given, whole_report())
    assert (loaded.already, loaded.state) == (False, "partial")
    assert (loaded.figures_loaded, loaded.figures_held, loaded.findings) == (9, 3, 3)
    assert known(engine, given.sha256)
    (row,) = rows(engine, "submission")
    assert (row["sha256"], row["size"], row["container"], row["run_id"]) == (given.sha256, 1, "pdf", given.run_id)


def test_the_counts_of_a_report_are_those_of_its_figures(engine: Engine) -> None:
    load(engine, submission(run(engine)), whole_report())
    (shown,) = rows(engine, "bi_report")
    states = [r["state"] for table in FACT_TABLES for r in rows(engine, table)]
    assert (shown["figures_loaded"], shown["figures_held"]) == (states.count("passed"), states.count("held")) == (9, 3)


def test_the_same_content_again_changes_nothing(engine: Engine) -> None:
    first = load(engine, submission(run(engine)), whole_report())
    before = seen_by_readers(engine), tables_filled(engine)
    again = load(engine, submission(run(engine), file_name="other.pdf"), report(budget("1")))
    assert (again.already, again.report_id, again.state) == (True, first.report_id, "partial")
    assert (again.figures_loaded, again.findings) == (0, 0)
    assert (seen_by_readers(engine), tables_filled(engine)) == before


def test_an_effort_is_one_whatever_its_spelling_and_keeps_its_first_label(engine: Engine) -> None:
    run_id = run(engine)
    load(engine, submission(run_id, "a"), report(status(effort="NY START")))
    load(engine, submission(run_id, "b"), report(status(effort="Ny Start"), budget("1"), identity="x"))
    assert [r["effort_key"] for r in rows(engine, "dim_effort") if r["effort_key"] == "nystart"] == ["nystart"]
    assert {r["effort_key"] for r in rows(engine, "bi_status")} == {"nystart"}
    assert sorted(r["effort"] for r in rows(engine, "bi_status")) == ["NY START", "Ny Start"]


def test_more_efforts_than_one_query_takes(engine: Engine) -> None:
    many = [status(str(n), effort=f"Indsats {n}", effort_key=f"indsats{n}") for n in range(1203)]
    load(engine, submission(run(engine)), report(*many))
    assert {r["effort_key"] for r in rows(engine, "bi_status")} == {f"indsats{n}" for n in range(1203)}


def test_findings_with_one_key_are_all_kept(engine: Engine) -> None:
    twice = (finding("f", figure_keys=["b", "b"]), finding("f", message="Også her."), finding("f"))
    load(engine, submission(run(engine)), report(budget("1"), findings=twice))
    assert [r["finding_key"] for r in rows(engine, "bi_finding", "finding_key")] == ["f", "f#2", "f#3"]
    assert [(r["finding_key"], r["figure_key"]) for r in rows(engine, "finding_figure")] == [("f", "b")]


def test_killed_anywhere_leaves_nothing_and_the_next_run_makes_it_good(
    warehouse_url: str, engine: Engine, both_engines: list[Engine]
) -> None:
    run_id, answers = run(engine), PROCESSES.Queue()
    child = started(die_at_each_step, warehouse_url, run_id, answers)
    *killed, (last, _filled) = answers.get(timeout=60)
    child.join(30)
    assert killed == [(SIGKILLED, 0)] * len(killed)
    assert len(killed) > 10  # a statement for each table at least, and the questions in between
    assert last == 0
    untroubled = next(e for e in both_engines if e.dialect.name == engine.dialect.name)
    load(untroubled, submission(run(untroubled)), whole_report())
    assert seen_by_readers(engine) == seen_by_readers(untroubled)
    assert tables_filled(engine) == tables_filled(untroubled)


@pytest.mark.parametrize("contents", ["aaa", "abc"], ids=["the same file", "files about the same efforts"])
def test_several_processes_at_once(warehouse_url: str, engine: Engine, contents: str) -> None:
    run_id, gate, answers = run(engine), PROCESSES.Barrier(len(contents)), PROCESSES.Queue()
    children = [started(load_when_told, warehouse_url, run_id, c, gate, answers) for c in contents]
    told = [answers.get(timeout=60) for _ in children]
    for child in children:
        child.join(30)
    different = len(set(contents))
    assert sorted(already for _number, already in told) == [False] * different + [True] * (len(contents) - different)
    assert len({number for number, _already in told}) == different
    filled = tables_filled(engine)
    assert (filled["submission"], filled["report"], filled["effort_name"]) == (different, different, 40)
    assert filled["fact_budget"] == 80 * different


@pytest.mark.parametrize(
    "checked",
    [
        pytest.param(report(budget("0.001")), id="part of an øre"),
        pytest.param(report(budget("92233720368547758.08")), id="more than 64 bits of øre"),
        pytest.param(report(budget("1", amount_dkk=1.5)), id="a binary fraction as money"),
        pytest.param(report(budget("1", amount_dkk=Decimal("NaN"))), id="no number as money"),
        pytest.param(report(indicator(30.2)), id="a binary fraction as value"),
        pytest.param(report(indicator("Infinity")), id="endless value"),
        pytest.param(report(budget("1", year="2022")), id="a year as text"),
        pytest.param(report(budget("1", year=2022.0)), id="a year as fraction"),
        pytest.param(report(status(remark=float("nan"))), id="a missing text as a number"),
        pytest.param(report(budget("1", is_total="nej")), id="a word as yes or no"),
        pytest.param(report(budget("1", colour="red")), id="a column that is not there"),
        pytest.param(report(budget("1"), budget("2")), id="two figures with one key"),
        pytest.param(report(budget("1"), state="held"), id="held, but a figure passed"),
        pytest.param(report(budget("1", state="held"), state="loaded"), id="loaded, but a figure is held"),
    ],
)
def test_what_cannot_be_held_exactly_is_refused_whole(engine: Engine, checked) -> None:
    with pytest.raises(NotStorable):
        load(engine, submission(run(engine)), checked)
    assert tables_filled(engine) == NOTHING


@pytest.mark.parametrize(
    "checked",
    [
        pytest.param(report(status(status="fine")), id="a status nobody knows"),
        pytest.param(report(status(status=None)), id="passed without status"),
        pytest.param(report(budget(None)), id="passed without amount"),
        pytest.param(report(indicator(None)), id="passed without value"),
        pytest.param(report(budget("1", state="maybe"), state="loaded"), id="neither passed nor held"),
        pytest.param(report(budget("1"), state="fine"), id="a state nobody knows"),
        pytest.param(report(budget("1"), findings=(finding(severity="bad"),)), id="a severity nobody knows"),
        pytest.param(report(budget("1"), findings=(finding(figure="page"),)), id="a finding about nothing"),
    ],
)
def test_the_database_itself_refuses_what_must_not_be(engine: Engine, checked) -> None:
    with pytest.raises(IntegrityError):
        load(engine, submission(run(engine)), checked)
    assert tables_filled(engine) == NOTHING


def test_a_submission_needs_its_run(engine: Engine) -> None:
    with pytest.raises(IntegrityError):
        load(engine, submission("no such run"), report(budget("1")))
    assert tables_filled(engine) == NOTHING


def test_both_databases_show_the_same(both_engines: list[Engine]) -> None:
    for engine in both_engines:
        run_id = run(engine)
        load(engine, submission(run_id, "æøå"), whole_report())
        load(
            engine,
            submission(run_id, "b", container="xlsx"),
            report(indicator("1E+2"), budget("0.10"), budget("7", "w")),
        )
    small, large = ({v: sorted(map(alike, rows(e, v))) for v in VIEWS} for e in both_engines)
    assert small == large
    assert len(small["bi_report"]) == 2 and small["bi_budget"]


def alike(row: dict) -> str:
    """A row in the words of SQLite, without numbers of rows and clocks."""
    shown = {}
    for name, value in row.items():
        if isinstance(value, bool | Decimal):
            value = float(value)
        elif isinstance(value, datetime):
            value = utc_text(value)
        elif isinstance(value, date):
            value = value.isoformat()
        elif isinstance(value, int):
            value = float(value)
        shown[name] = None if name in CLOCKS_AND_NUMBERS else value
    return repr(shown)
