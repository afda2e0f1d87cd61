"""Rows become raw figures: efforts with status and money, groups and sums, budget sheets by section."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from documents.tables import document, place, table
from extractors.kinds.kind import load_kind
from extractors.kinds.partnership import partnership_in
from extractors.kinds.registry import KINDS
from extractors.kinds.stated_financing import stated_financing
from extractors.leftovers import leftovers
from extractors.model import Cell, Document, Table
from extractors.raw import RawFigure, RawReport
from schemas.check import check_report

HEAD = ["Aktivitet", "Økonomi", "Status på målsætninger", "Bemærkninger"]
GOAL_HEAD = ["Indsats", "Forvaltning", "Målopfyldelse", "Covid-19", "Bemærkning"]
SHEET_HEAD = ["Udgiftspost", "Udgiftstype", "2021", "2022", "Samlede udgifter", "LBF", "Kommune kontant"]


def read(kind: str, *parts: str | Table) -> RawReport:
    return KINDS[kind].interpret(document(*parts), load_kind(kind))


def row(figure: RawFigure, *names: str) -> tuple[str | None, ...]:
    return tuple(figure.values[n].text if n in figure.values else None for n in names)


def of(report: RawReport, view: str, *names: str) -> list[tuple[str | None, ...]]:
    return [row(f, *names) for f in report.figures if f.view == view]


def test_a_row_gives_a_status_and_an_amount_with_their_places() -> None:
    report = read(
        "status_note", "Afrapportering for 2021", table([HEAD, ["Klub¹", "12.000 kr.", "Opnået", "Godt gået."]])
    )
    assert of(report, "status", "effort", "status", "remark") == [("Klub", "Opnået", "Godt gået.")]
    assert of(report, "budget", "effort", "measure", "amount_dkk", "year") == [("Klub", "budget", "12.000 kr.", "2021")]
    status, budget = report.figures
    assert (status.place, status.raw_text) == (place(1, 2), "Opnået")
    assert (budget.place, budget.raw_text) == (place(1, 1), "12.000 kr.")
    assert (status.table, status.row) == (budget.table, budget.row)


def test_amounts_of_a_remark_and_of_a_composite_cell_stand_beside_the_budget() -> None:
    rows = [HEAD, ["Klub", "150.000 kr (+ 50.000 kr fra Bod)", "Opnået", "Der er et mindreforbrug på 8.000 kr."]]
    report = read("status_note", table(rows))
    said = [("budget", "150.000 kr", None), ("added", "50.000 kr.", "Bod"), ("underspend", "8.000 kr.", None)]
    assert of(report, "budget", "measure", "amount_dkk", "counterpart") == said
    assert [f.place for f in report.figures if f.view == "budget"] == [place(1, 1), place(1, 1), place(1, 3)]


def test_a_row_with_nothing_in_it_gives_no_figure_and_one_without_a_status_does() -> None:
    report = read("status_note", table([HEAD, ["", "", "", ""], ["Klub", "1 kr.", "", ""], ["Bod", "", "Opnået", ""]]))
    assert of(report, "status", "effort", "status") == [("Klub", None), ("Bod", "Opnået")]
    assert of(report, "budget", "effort", "amount_dkk") == [("Klub", "1 kr."), ("Bod", None)]


@pytest.mark.parametrize("mark", ["-", "–", "—", ".", "n/a", "N/A"])
def test_a_mark_alone_is_no_remark(mark: str) -> None:
    report = read("status_note", "Afrapportering for 2021", table([HEAD, ["Klub", "1 kr.", "Delvist opnået", mark]]))
    assert of(report, "status", "remark") == [(None,)]
    assert "status.remark_missing" in [f.rule for f in check_report(report, None).findings]


def test_a_sum_is_no_effort() -> None:
    report = read("status_note", table([HEAD, ["Klub", "1 kr.", "Opnået", ""], ["I alt", "1 kr.", "", ""]]))
    assert len(of(report, "status", "effort")) == 1
    total = report.figures[-1]
    assert (total.is_total, row(total, "line", "effort", "amount_dkk")) == (True, ("I alt", None, "1 kr."))


def test_a_table_without_a_header_goes_on_with_the_one_before() -> None:
    first = table([HEAD, ["Klub", "1 kr.", "Opnået", ""]], "Tabel 1: Partnerskabet Åparken")
    report = read("status_note", first, table([["Bod", "2 kr.", "Ikke opnået", "Lukket."]], bold=()))
    assert of(report, "status", "effort", "partnership") == [("Klub", "Åparken"), ("Bod", "Åparken")]
    assert report.about == ["Åparken"]


UNITS = {
    ("Økonomi (t.kr.)", None): 1000,
    ("Økonomi, tkr.", None): 1000,
    ("Økonomi 2024 t. kr.", None): 1000,
    ("Økonomi i tusinde kr.", None): 1000,
    ("Budget (1.000 kr.)", None): 1000,
    ("Økonomi i mio. kr.", None): 1_000_000,
    ("Økonomi (kr.)", None): 1,
    ("Økonomi", None): 1,
    ("Økonomi", "Tabel 1 Åparken Partnerskab (beløb i 1.000 kr.)"): 1000,
    ("Økonomi", "Tabel 1 Partnerskabet Åparken, mio. kr."): 1_000_000,
    ("Økonomi i kr.", "Tabel 1 Partnerskabet Åparken (t.kr.)"): 1,
    ("Økonomi", "Tabel 1 Partnerskabet Åparken (en ramme på 2 mio. kr.)"): 1,
}


@pytest.mark.parametrize(("words", "scale"), UNITS.items())
def test_the_unit_of_a_notes_amounts_stands_above_them(words: tuple[str, str | None], scale: int) -> None:
    header, title = words
    rows = [[HEAD[0], header, *HEAD[2:]], ["Klub", "12", "Opnået", "Et mindreforbrug på 8.000 kr."], ["I alt", "12"]]
    first = table([*rows[:2], [*rows[2], "", ""]], title)
    report = read("status_note", first, table([["Bod", "2", "Ikke opnået", ""]], bold=()))
    scales = [(f.values["amount_dkk"].text, f.scale) for f in report.figures if f.view == "budget"]
    assert scales == [("12", scale), ("8.000 kr.", 1), ("12", scale), ("2", scale)]


@pytest.mark.parametrize(("unit", "scale"), [("(t.kr.)", 1000), ("(kr.)", 1), ("mio. kr.", 1_000_000)])
def test_a_row_below_the_header_that_says_only_the_unit_is_no_effort(unit: str, scale: int) -> None:
    rows = [HEAD, ["", unit, "", ""], ["Klub", "12", "Opnået", ""]]
    report = read("status_note", table(rows, "Tabel 1 Åparken Partnerskab"))
    assert of(report, "budget", "effort", "amount_dkk") == [("Klub", "12")]
    assert [f.scale for f in report.figures if f.view == "budget"] == [scale]


def test_the_heading_of_a_table_of_goals_may_name_its_level() -> None:
    rows = [GOAL_HEAD, ["Klub", "BIF", "2/3", "Nej", ""], ["TERTIÆR FOREBYGGELSE"], ["Bod", "BIF", "1/3", "Nej", ""]]
    report = read("goal_fulfilment", table(rows, "Primær forebyggelse"))
    assert of(report, "status", "effort", "category") == [
        ("Klub", "Primær forebyggelse"),
        ("Bod", "TERTIÆR FOREBYGGELSE"),
    ]
    report = read("goal_fulfilment", table(rows[:2], "Målopfyldelse for indsatserne i 2021"))
    assert of(report, "status", "effort", "category") == [("Klub", None)]


def test_a_number_counts_the_rows_of_a_partnership_on_the_next_page_too() -> None:
    first = table([HEAD, ["Klub", "1 kr.", "Opnået", ""]], "Tabel 1 Åparken Partnerskab")
    rest = table([["Bod", "1 kr.", "Opnået", ""]], bold=())
    other = table([HEAD, ["Hal", "1 kr.", "Opnået", ""]], "Tabel 2 Møllevangen Partnerskab")
    report = read("status_note", "Åparken Partnerskab omfatter 2 aktiviteter.", first, rest, other)
    assert [(count.stated, count.found) for count in report.counts] == [(2, 2)]


COUNTS = {
    "Partnerskaberne omfatter i alt 3 aktiviteter.": (3, 3),
    "Partnerskaberne omfatter i alt 4 aktiviteter.": (4, 3),
    "Åparken Partnerskab omfatter 2 aktiviteter.": (2, 2),
    "Åparken Partnerskab omfatter 3 aktiviteter.": (3, 2),
    "Møllevangen er det nyeste. Åparken Partnerskab omfatter 2 aktiviteter.": (2, 2),
    "Åparken og Møllevangen omfatter i alt 3 aktiviteter.": (3, 3),
    "Partnerskabet omfatter 1 aktiviteter.": (1, 1),
    "Partnerskabet omfatter 5 aktiviteter.": (5, 3),
}


@pytest.mark.parametrize(("sentence", "counted"), COUNTS.items())
def test_a_number_is_held_against_the_partnership_that_its_sentence_names(
    sentence: str, counted: tuple[int, int]
) -> None:
    first = table(
        [HEAD, ["Klub", "1 kr.", "Opnået", ""], ["Bod", "1 kr.", "Opnået", ""]], "Tabel 1 Åparken Partnerskab"
    )
    other = table([HEAD, ["Hal", "1 kr.", "Opnået", ""]], "Tabel 2 Møllevangen Partnerskab")
    report = read("status_note", sentence, first, other)
    assert [(count.stated, count.found) for count in report.counts] == [counted]


def test_a_line_that_says_the_unit_and_a_caption_that_loses_it() -> None:
    rows = [HEAD, ["Klub", "12", "Opnået", ""]]
    report = read("status_note", "Alle beløb er i 1.000 kr.", table(rows, "Tabel 1: Partnerskabet Åparken"))
    assert report.figures[-1].scale == 1000
    report = read("status_note", "Alle beløb i puljen er brugt.", table(rows, "Åparken Partnerskab (beløb i t.kr.)"))
    assert (report.about, report.figures[-1].scale) == (["Åparken"], 1000)


def test_a_table_without_a_header_under_a_title_of_its_own_is_another() -> None:
    first = table([HEAD, ["Klub", "1 kr.", "Opnået", ""]])
    other = table([["Mødelokale", "2. sal", "12", "Ja"]], "Tabel 2: Lokaler", bold=())
    assert of(read("status_note", first, other), "status", "effort") == [("Klub",)]


def test_the_line_before_a_table_without_a_title_names_its_partnership() -> None:
    rows = [HEAD, ["Klub", "1.000 kr.", "Opnået", "God."]]
    sentence = "Folehaven Partnerskab har haft et godt år."
    for line, name in [("Folehaven Partnerskab", "Folehaven"), (sentence, None), ("Sum", None)]:
        assert of(read("status_note", line, table(rows)), "status", "partnership") == [(name,)]


@pytest.mark.parametrize("header", [[], [HEAD]])
def test_a_caption_within_a_table_begins_another(header: list[list[str]]) -> None:
    rows = [HEAD, ["Klub", "1.000 kr.", "Opnået", "God."], ["Tabel 2 Amager Partnerskab"], *header]
    made = table([*rows, ["Klub", "2.000 kr.", "Opnået", "God."]], "Tabel 1 Folehaven Partnerskab")
    report = read("status_note", made)
    assert of(report, "status", "partnership", "category") == [("Folehaven", None), ("Amager", None)]
    assert of(report, "budget", "partnership", "amount_dkk") == [("Folehaven", "1.000 kr."), ("Amager", "2.000 kr.")]
    assert len({f.table for f in report.figures}) == 2
    assert [*report.drifts, *leftovers(report, document(made), load_kind("status_note"))] == []


def test_a_table_of_other_things_is_left_alone() -> None:
    other = table([["Navn", "Telefon"], ["Mødelokale", "12"]])
    assert len(read("status_note", table([HEAD, ["Klub", "1 kr.", "Opnået", ""]]), other).figures) == 2


def test_columns_that_are_missing_or_unknown_are_told() -> None:
    rows = [
        ["Aktivitet", "Målgruppe", "Status", "Bemærkninger", "Ansvarlig borger"],
        ["Klub", "Unge", "Opnået", "", ""],
    ]
    report = read("status_note", table(rows))
    told = [(d.rule, d.found) for d in report.drifts]
    assert told == [("table.column_missing", None), ("table.column_unexpected", "Målgruppe")]


def test_a_column_without_a_header_that_holds_something_is_told() -> None:
    goals = table([[*GOAL_HEAD, ""], ["Klub", "BIF", "2/3", "", "Godt.", "Se også bilag 4"]])
    sheet = table([[*SHEET_HEAD, ""], ["Løn", "", "1", "2", "3", "3", "", "7"]])
    for kind, grid in (("goal_fulfilment", goals), ("budget_sheet", sheet)):
        told = leftovers(read(kind, grid), document(grid), load_kind(kind))
        assert [d.rule for d in told] == ["table.column_unexpected"]


GROUPS = {
    "over all columns": (["Primær forebyggelse"], None),
    "in capitals": (["PRIMÆR FOREBYGGELSE", "", "", "", ""], None),
    "in bold": (["Primær forebyggelse", "", "", "", ""], "bold"),
    "shaded": (["Primær forebyggelse", "", "", "", ""], "fill"),
}


@pytest.mark.parametrize(("group", "looks"), GROUPS.values(), ids=GROUPS.keys())
def test_a_row_that_names_a_group_is_the_category_of_those_below(group: list[str], looks: str | None) -> None:
    efforts = [["Klub", "BIF", "2/3", "", "Godt."], ["Bod", "SUF", "1/1", "", "Nået."]]
    grid = table([GOAL_HEAD, efforts[0], group, efforts[1]], bold=(0, 2) if looks == "bold" else (0,))
    for cell in grid.cells:
        if cell.row == 2 and looks == "fill":
            cell.fill = "dde6f0"
    report = read("goal_fulfilment", grid)
    category = group[0]
    assert of(report, "status", "effort", "category", "department") == [("Klub", None, "BIF"), ("Bod", category, "SUF")]


def test_an_effort_of_which_only_the_name_stands_there_is_no_group() -> None:
    report = read("goal_fulfilment", table([GOAL_HEAD, ["Klub", "", "", "", ""], ["Bod", "SUF", "1/1", "", ""]]))
    assert of(report, "status", "effort", "status") == [("Klub", None), ("Bod", "1/1")]


def sheet(*rows: Sequence[str | Cell], head: list[str] = SHEET_HEAD) -> Table:
    return table([head, *rows])


def test_a_sheet_gives_a_row_an_amount() -> None:
    report = read("budget_sheet", sheet(["1. Job"], ["Løn", "Andel", "10", "12", "22", "20", "2"]))
    assert of(report, "budget", "effort", "line", "line_type", "year", "source", "amount_dkk") == [
        ("1. Job", "Løn", "Andel", "2021", None, "10"),
        ("1. Job", "Løn", "Andel", "2022", None, "12"),
        ("1. Job", "Løn", "Andel", None, None, "22"),
        ("1. Job", "Løn", "Andel", None, "LBF", "20"),
        ("1. Job", "Løn", "Andel", None, "municipality_cash", "2"),
    ]
    assert [f.is_total for f in report.figures] == [False, False, True, False, False]
    assert {f.scale for f in report.figures} == {1000}


def test_sums_end_a_section_and_blank_lines_give_nothing() -> None:
    rows = [
        ["1. Job"],
        ["Løn", "", "1", "", "1", "1", ""],
        ["", "(Vælg udgiftstype)", "", "", "0", "", ""],
        ["Sum", "", "1", "0", "1", "1", "0"],
    ]
    report = read("budget_sheet", sheet(*rows, ["I alt", "", "1", "0", "1", "1", "0"]))
    told = [(row(f, "effort", "line"), f.is_total) for f in report.figures if row(f, "year") == ("2021",)]
    assert told == [(("1. Job", "Løn"), False), (("1. Job", "Sum"), True), ((None, "I alt"), True)]
    assert len(report.figures) == 3 + 5 + 5


@pytest.mark.parametrize(
    ("line", "scale"),
    [
        ("Alle beløb i hele tusinde kr.", 1000),
        ("Beløb i hele kroner", 1),
        ("Alle beløb er i kr.", 1),
        ("Uden enhed", 1000),
    ],
)
def test_the_unit_that_a_sheet_states_counts(line: str, scale: int) -> None:
    report = read("budget_sheet", line, sheet(["Løn", "", "1", "2", "3", "3", ""]))
    assert {f.scale for f in report.figures} == {scale}


def test_period_and_area_of_a_sheet() -> None:
    lines = (
        "Start boligsocial indsats: 01-01-2021",
        "Slut boligsocial indsats: 31-12-2022",
        "Boligområde/områdenavn: Åparken",
    )
    report = read("budget_sheet", *lines, sheet(["Løn", "", "1", "2", "3", "3", ""]))
    assert report.period is not None
    assert (report.period.text, report.about) == ("01-01-2021 – 31-12-2022", ["Åparken"])
    alone = read("budget_sheet", sheet(["Løn", "", "1", "2", "3", "3", ""])).period
    assert alone is not None
    assert alone.text == "2021 – 2022"


def test_a_number_of_a_workbook_goes_on_as_it_is() -> None:
    cell = Cell(0, 0, "1,00", place(), native=Decimal("1.004"), number_format="0.00")
    [first, *_] = read("budget_sheet", sheet(["Løn", "", cell, "", "1", "1", ""])).figures
    assert first.values["amount_dkk"].native == Decimal("1.004")
    assert first.values["amount_dkk"].number_format == "0.00"


def test_a_formula_without_a_result_is_passed_on() -> None:
    broken = Cell(0, 0, "", place(), problem="formula")
    report = KINDS["budget_sheet"].interpret(
        Document("xlsx", [sheet(["Løn", "", broken, "2", "2", "2", ""])]), load_kind("budget_sheet")
    )
    assert [f.values["amount_dkk"].problem for f in report.figures] == ["formula", None, None, None]


def test_what_a_budget_says_below_its_table() -> None:
    said = ["Samlet medfinansiering 12.169", "Balance: 0", "Medfinans. 39 % 1) Løn", "Medfinansiering 25 % er et krav"]
    sheet = load_kind("budget_sheet")
    found = {told.what: (told.number, told.scale) for told in stated_financing(document(*said), sheet, 1000)}
    assert found == {"cofinancing": ("12.169", 1000), "cofinancing_share": ("39", 1000), "balance": ("0", 1000)}
    assert list(stated_financing(document("Balance 0", "Balance 5"), sheet, 1)) == []  # of two sheets, perhaps


@pytest.mark.parametrize(
    ("caption", "name"),
    {
        "Tabel 2 Amager Partnerskab": "Amager",
        "Tryghedspartnerskabet Folehaven": "Folehaven",
        "Afrapportering på aktiviteter i tryghedspartnerskaberne i 2023": None,
        "Afrapportering for Amager Partnerskab 2023": "Amager",
        "Status på indsatser i partnerskabet på Ydre Nørrebro": "Ydre Nørrebro",
        "Status 2023 Tingbjerg-Husum Partnerskab": "Tingbjerg-Husum",
        "Opfølgning på partnerskabets aktiviteter": None,
    }.items(),
)
def test_a_caption_names_one_partnership_and_nothing_else(caption: str, name: str | None) -> None:
    assert partnership_in(caption) == name


def test_a_line_between_the_title_and_the_table_names_the_partnership() -> None:
    title = "Afrapportering på aktiviteter i tryghedspartnerskaberne i 2023"
    rows = table([HEAD, ["Klub", "1 kr.", "Opnået", ""]], title)
    assert read("status_note", title, "Partnerskab: Folehaven", rows).about == ["Folehaven"]
    assert read("status_note", title, "Partnerskabet har haft et godt år", rows).about == []


@pytest.mark.parametrize(
    ("title", "year"),
    [
        ("Afrapportering for tryghedspartnerskaberne 2023", "2023"),
        ("Status for partnerskaberne i 2023", "2023"),
        ("Status for partnerskaberne pr. 31. december 2023", None),
        ("Sag 44 om partnerskaberne 2023-114", None),
    ],
)
def test_the_year_may_stand_alone_at_the_end_of_a_heading(title: str, year: str | None) -> None:
    report = read("status_note", title, table([HEAD, ["Klub", "1 kr.", "Opnået", ""]]))
    assert (report.period.text if report.period else None) == year
