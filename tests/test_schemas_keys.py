"""Natural keys: stable, one for each figure, never a row number."""

from __future__ import annotations

from extractors.raw import RawFigure
from raw_samples import at, budget, checked, figure, status


def keys(*figures: RawFigure) -> list[str]:
    return [f.key for f in checked(*figures).figures]


def test_a_key_says_what_the_figure_is():
    assert keys(
        status("Borger til borger", partnership="Amager"),
        budget("Borger til borger", "80.000", partnership="Amager", year="2023", measure="underspend"),
        budget("1. Uddannelse", "5", line="Leder 25 %", source="LBF"),
        budget("1. Uddannelse", "5", line="Leder 25 %", is_total=True),
        figure("indicator", "5", topic="Alder", indicator="Median", breakdown="Deltagere", unit="years"),
    ) == [
        "status|partnership=amager|effort=borgertilborger",
        "budget|partnership=amager|effort=borgertilborger|year=2023|measure=underspend",
        "budget|effort=1uddannelse|line=leder25|source=lbf|measure=budget",
        "budget|effort=1uddannelse|line=leder25|measure=budget|total",
        "indicator|topic=alder|indicator=median|breakdown=deltagere|measure=value|unit=years",
    ]


def test_a_key_does_not_change_when_rows_move_or_values_do():
    first = keys(status("A", "Opnået", row=1, page=1), status("B", "Opnået", row=2))
    moved = keys(status("B", "", row=7, table=3), status("A", "5/3", row=9, table=3, page=4))
    assert first == list(reversed(moved))


def test_figures_that_nothing_tells_apart_are_numbered():
    assert keys(*(budget("A", str(n), n) for n in (1, 2, 3))) == [
        "budget|effort=a|measure=budget",
        "budget|effort=a|measure=budget#2",
        "budget|effort=a|measure=budget#3",
    ]


def test_a_year_that_cannot_be_read_still_names_its_figure():
    assert keys(budget("A", "5", year="20x3")) == ["budget|effort=a|year=20x3|measure=budget"]


def test_every_figure_comes_out_with_its_place_and_its_text():
    raw = budget("A", "se bilag")
    out = checked(raw).figures[0]
    assert (out.place, out.raw_text, out.state) == (at(), "se bilag", "held")
    assert out.values["effort_key"] == "a"
