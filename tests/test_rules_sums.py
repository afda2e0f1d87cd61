"""Stated sums, financing, thousands taken for kroner, and transfers between efforts."""

from __future__ import annotations

from typing import Any

import pytest

from raw_samples import budget, checked, findings, held, only, status

SECTION = "1. Uddannelse"


def sheet(changed: dict[tuple[str, Any], str] | None = None, drop: tuple[tuple[str, Any], ...] = ()) -> list[Any]:
    """A small budget sheet that ties: two sections of lines over two years, financed by two sources."""
    printed = {
        (SECTION, "Leder"): {2022: "205", 2023: "197", None: "402", "LBF": "252", "housing_cash": "150"},
        (SECTION, "Kurser"): {2022: "24", 2023: "24", None: "48", "LBF": "48"},
        (SECTION, "Sum"): {2022: "229", 2023: "221", None: "450", "LBF": "300", "housing_cash": "150"},
        ("2. Job", "Løn"): {2022: "1.000", 2023: "1.100", None: "2.100", "LBF": "2.000", "housing_in_kind": "100"},
        ("2. Job", "I alt"): {2022: "1.000", 2023: "1.100", None: "2.100", "LBF": "2.000", "housing_in_kind": "100"},
        (None, "Total"): {2022: "1.229", 2023: "1.321", None: "2.550", "LBF": "2.300", "housing": "250"},
    }
    rows = []
    for number, ((section, line), amounts) in enumerate(printed.items()):
        for column, shown in amounts.items():
            if ((section, line), column) in drop:
                continue
            stated = column is None or line in ("Sum", "I alt", "Total")
            place = {"year": str(column)} if isinstance(column, int) else {"source": column} if column else {}
            text = (changed or {}).get((line, column), shown)
            rows.append(budget(section, text, number, line=line, scale=1000, is_total=stated, **place))
    return rows


def checked_sheet(*args: Any, **kwargs: Any) -> Any:
    return checked(*sheet(*args, **kwargs), kind="budget_sheet")


def test_a_sheet_that_ties_loads():
    result = checked_sheet()
    assert (findings(result, but=""), result.state) == ([], "loaded")
    assert result.figures[0].values["amount_dkk"] == 205000


def test_a_wrong_sum_holds_itself_and_its_parts_of_that_column():
    result = checked_sheet({("Sum", "LBF"): "310"})
    told = only(result, "budget.total_mismatch")
    assert told.message == (
        "Summen for »Sum« under »1. Uddannelse« fra LBF passer ikke. Der står 310.000 kr., men de 2 beløb giver "
        "300.000 kr.; forskellen er 10.000 kr. (side 1)."
    )
    assert told.effort == SECTION
    assert {(f.values["line"], f.values["source"]) for f in held(result)} == {
        ("Sum", "LBF"),
        ("Leder", "LBF"),
        ("Kurser", "LBF"),
    }


def test_a_wrong_year_of_a_line_breaks_its_total_and_the_sum_of_the_year():
    result = checked_sheet({("Kurser", 2022): "44"})
    assert findings(result) == ["budget.total_mismatch"] * 2
    assert {f.expected for f in result.findings} == {"68.000 kr.", "249.000 kr."}


def test_a_wrong_grand_total_holds_the_sections_sums():
    result = checked_sheet({("Total", 2023): "1.341"})
    told = only(result, "budget.total_mismatch")
    assert (told.effort, told.expected) == (None, "1.321.000 kr.")
    assert {f.values["line"] for f in held(result)} == {"Total", "Sum", "I alt"}


def test_a_merged_source_covers_both_columns_below_it():
    assert only(checked_sheet({("Total", "housing"): "150"}), "budget.total_mismatch").expected == "250.000 kr."


def test_financing_that_does_not_make_the_total():
    result = checked_sheet(
        {("Leder", "housing_cash"): "165", ("Sum", "housing_cash"): "165", ("Total", "housing"): "265"}
    )
    told = only(result, "budget.financing_mismatch")
    assert "Udgifterne er 402.000 kr., men de 2 beløb giver 417.000 kr.; forskellen er 15.000 kr." in told.message
    assert "»Leder« under »1. Uddannelse«" in told.message
    assert {(f.values["source"], f.values["year"]) for f in held(result)} == {
        ("LBF", None),
        ("housing_cash", None),
        (None, None),
    }


def test_a_line_without_financing_counts_where_the_others_have_it():
    assert findings(checked_sheet(drop=(((SECTION, "Kurser"), "LBF"),)))[-1] == "budget.financing_mismatch"
    lines = [
        budget(SECTION, shown, row, line="Løn", year=year, is_total=year is None)
        for row in (1, 2)
        for year, shown in (("2022", "10 kr."), ("2023", "20 kr."), (None, "30 kr."))
    ]
    assert findings(checked(*lines, kind="budget_sheet")) == []


def test_rounded_thousands_may_be_off_by_their_rounding_only():
    def total(stated: str) -> list[str]:
        lines = [budget("A", "12", row, line=f"L{row}", year="2022", scale=1000) for row in range(3)]
        return findings(checked(*lines, budget("A", stated, 9, line="I alt", year="2022", scale=1000, is_total=True)))

    assert total("36") == total("37") == total("38") == []
    assert total("39") == total("33") == ["budget.total_mismatch"]


def test_whole_kroner_must_tie():
    def total(stated: str) -> list[str]:
        lines = [budget("A", shown, row, line=f"L{row}", year="2021") for row, shown in enumerate(["22.173", "26.000"])]
        return findings(checked(*lines, budget("A", stated, 9, line="I alt", year="2021", is_total=True)))

    assert total("48.173 kr.") == []
    assert total("57.173 kr.") == total("48.183 kr.") == ["budget.total_mismatch"]


def test_a_sum_over_what_cannot_be_read_is_not_judged():
    result = checked(
        budget("A", "se bilag", 1, line="L1", year="2021"),
        budget("A", "26.000", 2, line="L2", year="2021"),
        budget("A", "90.000", 3, line="I alt", year="2021", is_total=True),
    )
    assert findings(result) == ["budget.unreadable"]


def test_subtotals_and_headline_amounts():
    rows = [("L1", "10"), ("I alt a", "10"), ("L2", "20"), ("I alt b", "20")]
    figures = [
        budget("A", shown, row, line=line, year="2021", is_total=line.startswith("I alt"))
        for row, (line, shown) in enumerate(rows, start=1)
    ]
    assert findings(checked(*figures)) == []
    headline = budget("A", "30 kr.", 0, year="2021")
    assert findings(checked(headline, *figures[:2])) == []


def test_an_overview_with_its_sum():
    def overview(stated: str) -> list[str]:
        efforts = [budget(f"Indsats {row}", "100.000 kr.", row, year="2018") for row in range(4)]
        total = budget(None, stated, 9, line="I alt", year="2018", is_total=True)
        return findings(checked(*efforts, total))

    assert overview("400.000 kr.") == []
    assert overview("420.000 kr.") == ["budget.total_mismatch"]


def test_thousands_taken_for_kroner():
    years = [budget("A", shown, 1, line="Løn", year=year) for year, shown in [("2021", "200.000"), ("2022", "210.000")]]
    told = only(checked(*years, budget("A", "205", 1, line="Løn", year="2023")), "budget.scale_suspect")
    assert told.severity == "warning"
    assert "Der står 205 kr., men indsatsens andre beløb er omkring 205.000 kr." in told.message
    whole = [budget("B", "231"), budget("B", "280.000 kr.", measure="total")]
    assert findings(checked(*whole)) == ["budget.scale_suspect"]


@pytest.mark.parametrize(
    "figures",
    [
        [budget("A", "335.000 kr."), budget("A", "500 kr.", measure="remaining")],
        [budget("A", "1.000", 1, line="Kaffe", year="2021"), budget("A", "900.000", 2, line="Løn", year="2021")],
        [budget("A", "0 kr."), budget("A", "50.000 kr.", measure="total")],
        [budget("A", "1.000", 1, line="L", year="2021"), budget("A", "900.000", 1, line="L", year="2022")],
        [
            budget("A", shown, 1, line="L", year=year)
            for year, shown in [("2020", "1.000"), ("2021", "2.000.000"), ("2022", "3.000"), ("2023", "900.000")]
        ],
    ],
)
def test_unlike_amounts_bother_nobody(figures):
    assert findings(checked(*figures)) == []


def transfer(*theirs: Any, counterpart: str = "Borger til borger") -> list[str]:
    added = budget("Lommepengejob", "80.000", measure="added", counterpart=counterpart)
    return findings(checked(status("Borger til borger", row=2), *theirs, added))


def test_transfers():
    assert transfer() == ["budget.transfer_unbalanced"]
    assert transfer(budget("Borger til borger", "79.999", 2, measure="underspend")) == ["budget.transfer_unbalanced"]
    assert transfer(budget("BORGER TIL BORGER", "80.000", 2, measure="underspend")) == []
    assert transfer(budget("Borger til borger", "100.000", 2, measure="total")) == []
    assert transfer(budget("Borger til borger", "100.000", 2)) == ["budget.transfer_unbalanced"]
    assert transfer(counterpart="En anden kommune") == []


def test_a_transfer_from_the_definite_form():
    result = checked(
        budget("Det Gode Valg", "50.000", measure="added", counterpart="Beboerpuljen"), budget("Beboerpulje", row=2)
    )
    told = only(result, "budget.transfer_unbalanced")
    assert (told.effort, told.severity, result.state) == ("Det Gode Valg", "warning", "loaded")
    assert "har fået 50.000 kr. fra »Beboerpuljen«" in told.message
