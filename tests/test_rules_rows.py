"""The rules that a figure can break by itself: a good row, a bad row, and what the message says."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from extractors.place import Place
from extractors.raw import RawValue
from raw_samples import at, budget, checked, figure, findings, held, only, status


def test_good_rows_load():
    result = checked(
        status("Sangkoret", "Opnået", department="SOF"),
        status("Boldburet", "2/3", row=2, remark="Et mål udestår."),
        budget("Sangkoret", "231.483 kr.", year="2023"),
        figure("indicator", "30,2 %", indicator="Andel", unit="percent"),
    )
    assert findings(result) == []
    assert result.state == "loaded"
    sang, bold, amount, share = result.figures
    assert (sang.values["status"], sang.values["department"], sang.values["period_year"]) == ("achieved", "SOF", 2023)
    assert (bold.values["status"], bold.values["goals_met"], bold.values["goals_total"]) == ("partly_achieved", 2, 3)
    assert (amount.values["amount_dkk"], amount.values["year"]) == (Decimal(231483), 2023)
    assert (amount.values["measure"], amount.values["is_total"]) == ("budget", False)
    assert (share.values["value"], share.values["measure"]) == (Decimal("30.2"), "value")


def test_status_missing():
    for shown in ("", "–", None):
        result = checked(status("Sangkoret", shown), budget("Sangkoret"))
        told = only(result, "status.missing")
        assert (told.effort, told.field, told.figure) == ("Sangkoret", "status", "status")
        assert "»Sangkoret«" in told.message
        assert "»Opnået«, »Delvist opnået«, »Ikke opnået« eller »Ikke relevant«" in told.message
        assert "(side 1)" in told.message
        assert [f.view for f in held(result)] == ["status"]
        assert result.state == "partial"


def test_status_unknown():
    told = only(checked(status("Sangkoret", "næsten i mål")), "status.unknown")
    assert "Der står »næsten i mål«" in told.message
    assert "It says »næsten i mål«" in told.message_en
    assert told.value == "næsten i mål"


@pytest.mark.parametrize(
    ("shown", "says"),
    [
        ("5/3", "flere mål"),
        ("x/2", "to hele tal"),
        ("0/0", "mindst ét mål"),
        (RawValue("03-05-2024", at(), native=date(2024, 5, 3)), "Der har sandsynligvis stået 3/5"),
        (RawValue("0,67", at(), native=Decimal("0.6667")), "et enkelt tal"),
    ],
)
def test_goals_invalid(shown, says):
    result = checked(status("SSP+", shown))
    assert findings(result) == ["status.goals_invalid"]
    told = only(result, "status.goals_invalid")
    assert says in told.message
    assert told.field == "goals_met"
    assert held(result)[0].values["status"] is None


def test_goals_in_columns_of_their_own():
    result = checked(status("SSP+", "Delvist opnået", goals_met="2", goals_total="3", remark="x"))
    assert [result.figures[0].values[c] for c in ("status", "goals_met", "goals_total")] == ["partly_achieved", 2, 3]
    assert findings(checked(status("SSP+", "Opnået", goals_met="4", goals_total="3"))) == ["status.goals_invalid"]


def test_words_and_goals_in_one_cell():
    values = checked(status("SSP+", "Ikke opnået (1/3)", remark="x")).figures[0].values
    assert (values["status"], values["goals_met"], values["goals_total"]) == ("not_achieved", 1, 3)


def test_remark_missing_warns():
    result = checked(status("Sangkoret", "Delvis opnået"))
    told = only(result, "status.remark_missing")
    assert (told.severity, result.state) == ("warning", "loaded")
    assert "Status er »Delvis opnået«" in told.message
    for fine in (status("A", "Delvis opnået", remark="Fordi"), status("A", "Opnået"), status("A", "Ikke relevant")):
        assert findings(checked(fine)) == []


def test_department_unknown_holds_the_row_that_carries_it():
    result = checked(
        status("SSP+", "6/6", department="KKF"),
        budget("SSP+", department="KKF"),
        status("Nexus", row=2, department="SOF"),
    )
    told = only(result, "department.unknown")
    assert "Der står »KKF«" in told.message
    assert "»BIF«, »BUF«, »KFF«, »SOF«, »SUF«, »TMF« eller »ØKF«" in told.message
    assert len(told.figure_keys) == 2
    assert [f.values["effort"] for f in held(result)] == ["SSP+", "SSP+"]


@pytest.mark.parametrize("shown", ["", "-", None])
def test_budget_missing(shown):
    result = checked(budget("Sangkoret", shown), status("Sangkoret"))
    assert findings(result) == ["budget.missing"]
    assert "»Ingen midler afsat«" in only(result, "budget.missing").message
    assert [f.view for f in held(result)] == ["budget"]


def test_budget_unreadable():
    result = checked(budget("Ungerådet på torvet", "se bilag"))
    told = only(result, "budget.unreadable")
    assert told.message == (
        "Beløbet for »Ungerådet på torvet« kan ikke læses. Der står »se bilag«, men der skal stå et beløb i kroner, "
        "fx 150.000 kr. Der er ingen tal i teksten. (side 1)"
    )
    assert (told.value, told.field, told.place) == ("se bilag", "amount_dkk", at())
    assert held(result)[0].values["amount_dkk"] is None


def test_a_year_that_cannot_be_read():
    told = only(checked(budget("Sangkoret", "50.000 kr.", year="20x3")), "budget.unreadable")
    assert told.message.startswith("Året for »Sangkoret« kan ikke læses. Der står »20x3«")


def test_budget_negative():
    result = checked(budget("Familiekurset", "−66.000 kr."), budget("Sangkoret", "0 kr.", row=2))
    told = only(result, "budget.negative")
    assert "Der står »−66.000 kr.«" in told.message
    assert held(result)[0].values["amount_dkk"] == -66000


def test_an_explicit_nothing_is_zero_with_its_words():
    values = checked(budget("Netværk", "Ingen midler afsat til aktiviteten")).figures[0].values
    assert (values["amount_dkk"], values["note"]) == (0, "Ingen midler afsat til aktiviteten")


@pytest.mark.parametrize(("problem", "says"), [("#REF!", "fejlen »#REF!«"), ("formula", "ikke gemt dens resultat")])
def test_error_cells_are_never_zero(problem, says):
    cell = Place(sheet="Budget", cell="C14")
    result = checked(budget("1. Uddannelse", RawValue("", cell, problem=problem)))
    assert findings(result) == ["figure.error_cell"]
    told = only(result, "figure.error_cell")
    assert says in told.message
    assert "ark Budget, celle C14" in told.message
    assert "sheet Budget, cell C14" in told.message_en
    assert held(result)[0].values["amount_dkk"] is None


def test_an_error_cell_in_another_column_holds_the_figure():
    result = checked(status("Sangkoret", "Opnået", remark=RawValue("", at(), problem="#NAVN?")))
    assert (findings(result), result.state) == (["figure.error_cell"], "held")


def test_indicators():
    def share(shown, unit="percent", measure="value"):
        return figure("indicator", shown, indicator="Andel", effort="LUDO", unit=unit, measure=measure)

    result = checked(share("130"), kind="programme_report")
    told = only(result, "indicator.out_of_range")
    assert "Der står »130«, men en andel ligger mellem 0 og 100 %" in told.message
    assert held(result)
    assert findings(checked(share("-1", "count"))) == ["indicator.out_of_range"]
    assert findings(checked(share("mange", "count"))) == ["indicator.unreadable"]
    assert findings(checked(share(""))) == ["indicator.unreadable"]
    for fine in (share("100"), share("-61,6", measure="change"), share("130", "count"), share("-2,1", "score")):
        assert findings(checked(fine)) == []
