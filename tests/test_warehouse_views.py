"""What BI tools read: columns, exact money, numbers, dates, text; never a held figure."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine, text

from extractors.place import Place
from warehouse.load import load
from warehouse_samples import NOW, budget, finding, indicator, report, rows, run, status, submission

pytest_plugins = ["databases"]

PLACE = "page, x0, top, x1, bottom, sheet, cell"
PROVENANCE = f"report_id, report_file, report_kind, {PLACE}, raw_text, corrected"
COLUMNS = {
    "bi_report": "report_id, report_kind, report_file, sha256, title, period_year, period_end_year, published_on, "
    "case_number, state, superseded_by, figures_loaded, figures_held, received_at, loaded_at",
    "bi_status": "period_year, partnership, effort, effort_key, category, department, status, goals_met, goals_total, "
    f"remark, context, {PROVENANCE}",
    "bi_budget": "year, partnership, effort, effort_key, department, line, line_type, source, measure, counterpart, "
    f"amount_dkk, is_total, note, {PROVENANCE}",
    "bi_indicator": "effort, effort_key, partnership, area, goal, topic, indicator, breakdown, year, period_label, "
    f"measure, value, unit, data_source, {PROVENANCE}",
    "bi_finding": "finding_id, report_id, report_file, rule, rule_version, severity, state, figure, effort, field, "
    f"value, expected, message, how_to_fix, {PLACE}, first_seen, settled_by, settled_at, reason",
}
MORE = {
    "bi_report": ["identity", "container", "revision"],
    "bi_status": ["figure_key", "has_warning"],
    "bi_budget": ["figure_key", "has_warning", "amount_ore", "reported_unit", "price_level"],
    "bi_indicator": ["figure_key", "has_warning"],
    "bi_finding": ["message_en", "how_to_fix_en", "finding_key", "reopened", "decision_id"],
}


def put(engine: Engine, checked, content: str = "a", **changes) -> int:
    return load(engine, submission(run(engine), content, **changes), checked).report_id


@pytest.mark.parametrize("view", COLUMNS)
def test_a_view_has_the_agreed_columns_and_ours_at_the_end(engine: Engine, view: str) -> None:
    with engine.connect() as connection:
        found = list(connection.execute(text(f"select * from {view}")).keys())
    assert found == COLUMNS[view].split(", ") + MORE[view]


def test_every_value_of_a_status_comes_back(engine: Engine) -> None:
    values: dict[str, Any] = {
        "period_year": 2022,
        "partnership": "Amager",
        "effort": "NY START",
        "effort_key": "nystart",
        "category": "Primær forebyggelse",
        "department": "ØKF",
        "status": "partly_achieved",
        "goals_met": 2,
        "goals_total": 3,
        "remark": "Færre unge end ventet.",
        "context": "Covid-19",
    }
    number = put(engine, report(status("k", **values)))
    (row,) = rows(engine, "bi_status")
    assert {name: row[name] for name in values} == values
    assert (row["report_id"], row["report_file"], row["report_kind"]) == (number, "a.pdf", "status_note")
    assert [row[c] for c in PLACE.split(", ")] == [2, 70.5, 100.25, 200.0, 112.5, None, None]
    assert (row["raw_text"], row["figure_key"], row["corrected"]) == ("Opnået", "k", False)


def test_every_value_of_an_amount_and_an_indicator_comes_back(engine: Engine) -> None:
    money: dict[str, Any] = {
        "year": 2023,
        "partnership": "Folehaven",
        "department": "SOF",
        "line": "Løn (9)",
        "line_type": "Løn",
        "source": "LBF",
        "measure": "added",
        "counterpart": "Ungepuljen",
        "is_total": True,
        "note": "Ingen midler afsat",
    }
    measured: dict[str, Any] = {
        "effort": "Jobkonsulenten",
        "effort_key": "jobkonsulenten",
        "partnership": "Folehaven",
        "area": "UP",
        "goal": "Flere i job",
        "topic": "Beskæftigelse",
        "indicator": "Deltagere",
        "breakdown": "Morens alder / 18-25",
        "year": 2023,
        "period_label": "Januar",
        "measure": "before",
        "unit": "count",
        "data_source": "Danmarks Statistik",
    }
    put(engine, report(budget("0", place=Place(sheet="Budget", cell="C14"), **money), indicator("12.5", **measured)))
    (amount,), (share,) = rows(engine, "bi_budget"), rows(engine, "bi_indicator")
    assert {name: amount[name] for name in money} == money
    assert (amount["amount_dkk"], amount["sheet"], amount["cell"], amount["page"]) == (0, "Budget", "C14", None)
    assert {name: share[name] for name in measured} == measured
    assert float(share["value"]) == 12.5


@pytest.mark.parametrize("amount", ["78486.06", "0.01", "99999999999.99", "0", "150000", "-12.5", "0.1", "1E+6"])
def test_money_is_exact(engine: Engine, amount: str) -> None:
    put(engine, report(budget(amount)))
    (row,) = rows(engine, "bi_budget")
    assert Decimal(str(row["amount_dkk"])) == Decimal(amount)
    assert row["amount_ore"] == Decimal(amount) * 100


def test_sums_of_money_are_exact(engine: Engine) -> None:
    amounts = ["78486.06", "0.01", "99999999999.99", "0.10", "0.20"]
    put(engine, report(*(budget(a, key=a) for a in amounts), *(budget("3", key=f"w{i}") for i in range(3))))
    with engine.connect() as connection:
        ore = connection.execute(text("select sum(amount_ore) from bi_budget")).scalar_one()
        whole = connection.execute(
            text("select sum(amount_dkk) from bi_budget where line is null and raw_text = '3 kr.'")
        )
        assert ore == sum(Decimal(a) * 100 for a in amounts) + 900
        assert whole.scalar_one() == 9


def test_money_has_the_database_s_best_type(engine: Engine) -> None:
    put(engine, report(budget("150000", "whole"), budget("0.25", "part")))
    found = {r["figure_key"]: r["amount_dkk"] for r in rows(engine, "bi_budget")}
    wanted = {"whole": 150000, "part": 0.25}
    if engine.dialect.name == "postgresql":
        assert {type(v) for v in found.values()} == {Decimal}
        assert [str(found[k]) for k in wanted] == ["150000.00", "0.25"]
    else:
        assert [(type(found[k]), found[k]) for k in wanted] == [(int, 150000), (float, 0.25)]


@pytest.mark.parametrize("value", ["30.2", "30.20", "-61.6", "375", "1E+3", "0.000001", "0"])
def test_a_measured_value_is_a_number_and_kept_to_the_digit(engine: Engine, value: str) -> None:
    put(engine, report(indicator(value)))
    (row,), (kept,) = rows(engine, "bi_indicator"), rows(engine, "fact_indicator")
    assert isinstance(row["value"], int | float | Decimal)
    assert Decimal(str(row["value"])) == Decimal(value)
    assert str(kept["value"]) == format(Decimal(value).normalize(), "f") or Decimal(kept["value"]) == 0


def test_digits_beyond_a_binary_number_are_kept(engine: Engine) -> None:
    put(engine, report(indicator("1234567890.12345678901234567890")))
    (kept,) = rows(engine, "fact_indicator")
    assert str(kept["value"]) == "1234567890.1234567890123456789"


def test_held_figures_stand_in_no_view_but_are_kept(engine: Engine) -> None:
    held = [status("s", "held", status=None), budget(None, "b", "held"), indicator("300", "i", "held")]
    put(engine, report(status("s2"), budget("1", "b2"), indicator("2", "i2"), *held))
    for view in ("status", "budget", "indicator"):
        assert [r["figure_key"] for r in rows(engine, f"bi_{view}")] == [f"{view[0]}2"]
        assert len(rows(engine, f"fact_{view}")) == 2
    (about,) = rows(engine, "bi_report")
    assert (about["state"], about["figures_loaded"], about["figures_held"]) == ("partial", 3, 3)


def test_a_held_report_shows_only_itself_and_its_findings(engine: Engine) -> None:
    put(engine, report(budget("5", state="held"), findings=(finding(figure="report"),)))
    assert rows(engine, "bi_budget") == []
    assert [r["state"] for r in rows(engine, "bi_report")] == ["held"]
    assert [r["state"] for r in rows(engine, "bi_finding")] == ["open"]


def test_what_could_not_be_read_at_all_is_a_report_too(engine: Engine) -> None:
    nothing = dict.fromkeys(("kind", "identity", "title", "period_year", "published_on", "case_number"))
    unread = report(state="held", findings=(finding(rule="report.corrupt", figure="report", place=Place()),), **nothing)
    put(engine, unread, container=None)
    (row,) = rows(engine, "bi_report")
    assert (row["report_kind"], row["state"], row["figures_loaded"], row["figures_held"]) == (None, "held", 0, 0)
    assert rows(engine, "bi_finding")[0]["page"] is None


def test_a_warning_marks_its_figure_and_an_error_elsewhere_does_not(engine: Engine) -> None:
    warned = finding("w", "warning", figure_keys=["odd"])
    wrong = finding("e", "error", figure_keys=["plain"])
    put(engine, report(budget("1", "odd"), budget("2", "plain"), findings=(warned, wrong)))
    assert {r["figure_key"]: bool(r["has_warning"]) for r in rows(engine, "bi_budget")} == {"odd": True, "plain": False}


def test_a_finding_comes_back_in_both_languages_and_open(engine: Engine) -> None:
    whole = finding(effort="Ny Start", field="amount_dkk", value="se bilag", expected="et beløb")
    number = put(engine, report(budget("1"), findings=(whole,)))
    (row,) = rows(engine, "bi_finding")
    for name in ("rule", "rule_version", "severity", "figure", "effort", "field", "value", "expected"):
        assert row[name] == getattr(whole, name)
    for name in ("message", "how_to_fix", "message_en", "how_to_fix_en"):
        assert row[name] == getattr(whole, name)
    assert (row["report_id"], row["report_file"], row["state"], row["page"]) == (number, "a.pdf", "open", 2)
    assert (row["settled_by"], row["settled_at"], row["reason"]) == (None, None, None)


def test_days_are_iso_and_times_are_utc(engine: Engine) -> None:
    put(engine, report(published_on=date(2024, 2, 29), state="loaded"))
    (row,) = rows(engine, "bi_report")
    assert str(row["published_on"]) == "2024-02-29"
    received = row["received_at"]
    assert (datetime.fromisoformat(received) if isinstance(received, str) else received) == NOW
    if engine.dialect.name == "sqlite":
        assert received == "2026-11-22T03:00:00.000000Z"


@pytest.mark.parametrize(
    "outside",
    [
        "Rødovre, Ærø og Åbenrå – »æøåÆØÅ« é ½ 🙂",
        "<script>alert(1)</script>",
        "'; drop table report; --",
        '{kroner:x} :name %s %(x)s \\ "',
        '=HYPERLINK("http://example.org")',
    ],
)
def test_text_from_outside_is_text(engine: Engine, outside: str) -> None:
    figure = status(outside, effort=outside, effort_key=outside, remark=outside)
    about = finding(outside, message=outside, figure_keys=[outside])
    put(engine, report(figure, title=outside, identity=outside, findings=(about,)), file_name=f"{outside[:4]}.pdf")
    (row,) = rows(engine, "bi_status")
    assert [row[c] for c in ("effort", "effort_key", "remark", "figure_key")] == [outside] * 4
    assert rows(engine, "bi_report")[0]["title"] == outside
    assert rows(engine, "bi_finding")[0]["message"] == outside


def test_what_no_database_can_hold_is_shown_as_replaced(engine: Engine) -> None:
    put(engine, report(status(remark="a\x00b\udc80c"), title="\ud800"), file_name="/inbox/A\u030aret\udcff.pdf")
    (row,) = rows(engine, "bi_status")
    assert (row["remark"], row["report_file"]) == ("a�b�c", "Året�.pdf")
    assert rows(engine, "bi_report")[0]["title"] == "�"
