"""Tables, columns and numbers that a kind has no use for are named; those that must be of the kind hold the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from documents.tables import document, table
from extractors.kinds.kind import load_kind
from extractors.kinds.registry import KINDS
from extractors.leftovers import leftovers, without_told
from extractors.model import Line, Table
from extractors.place import Place
from extractors.raw import Drift, RawReport
from extractors.recognise import interpret
from schemas.check import check_report

HEAD = ["Aktivitet", "Økonomi", "Status", "Bemærkninger"]
NOTE = [HEAD, ["Klub", "1.000 kr.", "Opnået", "God."], ["Bod", "2.000 kr.", "Ikke opnået", "Regn."]]
GOALS = [["Indsats", "Forvaltning", "Målopfyldelse", "Bemærkning"], ["Klub", "BIF", "2/3", "God."]]
SHEET_HEAD = ["Udgiftspost", "2021", "2022", "Samlede udgifter", "LBF"]
SHEET = [SHEET_HEAD, ["1. Job"], ["Løn", "10", "11", "21", "21"], ["Sum", "10", "11", "21", "21"]]
PLAN = [["Budgetpost", "2021", "2022", "I alt"], ["Løn", "1.000", "2.000", "3.000"]]
OVERVIEW_HEAD = ["Indsats", "Forvaltning", "Økonomi", "Målgruppe"]
MISSING, UNEXPECTED, UNREAD = "table.column_missing", "table.column_unexpected", "table.number_unread"


def on_page(made: Table, page: int) -> Table:
    """The table on another page."""
    for cell in made.cells:
        cell.at = replace(cell.place, page=page)
    return Table(made.cells, [Place(page, 50.0, 60.0, 500.0, 200.0)], made.title)


def told(kind: str, *parts: str | Table) -> list[tuple[str, str | None, int | None]]:
    """What the kind and the accounts after it say of tables that are there: rule, what was found, page."""
    whole = document(*parts)
    report = KINDS[kind].interpret(whole, load_kind(kind))
    drifts = [*report.drifts, *leftovers(report, whole, load_kind(kind))]
    return [(d.rule, d.found, d.place.page) for d in drifts if d.rule != "report.table_missing"]


def with_column(rows: Sequence[Sequence[str]], header: str, values: Sequence[str]) -> Table:
    """The table with one more column at its end."""
    return table([[*row, text] if len(row) > 1 else row for row, text in zip(rows, (header, *values), strict=True)])


def test_a_table_that_is_read_whole_leaves_nothing() -> None:
    assert told("status_note", table(NOTE)) == []
    assert told("budget_sheet", table(SHEET)) == []


@pytest.mark.parametrize(
    ("kind", "rows", "values"),
    [
        ("status_note", NOTE, ["7.000 kr.", "8.000 kr."]),
        ("status_note", NOTE, ["hver uge", "aldrig"]),
        ("goal_fulfilment", GOALS, ["5"]),
        (
            "housing_agreement",
            [["Mål", "Indikator", "Baseline boligområde"], ["M", "Unge i job", "40 %"]],
            ["se bilag"],
        ),
        ("budget_sheet", SHEET, ["", "55", "66"]),
    ],
)
def test_a_column_without_a_header_is_named_by_its_place(kind: str, rows: Any, values: list[str]) -> None:
    width = len(rows[0])
    assert told(kind, with_column(rows, "", values)) == [(UNEXPECTED, None, 1)]
    assert told(kind, with_column(rows, "", [""] * len(values))) == []
    whole = document(with_column(rows, "", values))
    report = KINDS[kind].interpret(whole, load_kind(kind))
    [drift] = leftovers(report, whole, load_kind(kind))
    assert (drift.expected, drift.place.x0) == (str(width + 1), 50.0 + 100 * width)


def test_a_column_without_a_header_is_told_in_words() -> None:
    report = RawReport("status_note", drifts=[Drift(UNEXPECTED, Place(2, 1, 1, 2, 2), None, "5")])
    [found] = [f for f in check_report(report, None).findings if f.rule == UNEXPECTED]
    assert "Tabellen har en kolonne uden overskrift (nr. 5). Den er ikke læst ind" in found.message
    assert (found.severity, found.place.page) == ("warning", 2)


def test_a_column_that_the_kind_tells_of_is_told_once() -> None:
    assert told("status_note", with_column(NOTE, "Vejret", ["3", "4"])) == [(UNEXPECTED, "Vejret", 1)]


def test_the_second_column_below_a_spanning_header_is_not_lost() -> None:
    wide = table([[*HEAD, ""], *([*row, "500 kr."] for row in NOTE[1:])])
    wide.cells = [c for c in wide.cells if not (c.row == 0 and c.col == 4)]
    next(c for c in wide.cells if c.text == "Bemærkninger").colspan = 2
    assert told("status_note", wide) == [(UNEXPECTED, None, 1)]


@pytest.mark.parametrize(
    ("kind", "rows", "rest"),
    [
        ("status_note", NOTE, [["Hal", "3.000 kr.", "Opnået"]]),
        ("status_note", NOTE, [["Hal", "Sport", "Ude", "Opnået", "Ja"]]),
        ("budget_sheet", SHEET, [["Leje", "5", "5", "10"]]),
        ("safety_plan", PLAN, [["Leje", "5.000"], ["Mad", "6.000"]]),
    ],
)
def test_the_next_page_of_a_table_in_other_columns_holds_the_report(kind: str, rows: Any, rest: Any) -> None:
    before = ["Aktivitet 1: Klub"] if kind == "safety_plan" else []
    parts = [*before, table(rows), on_page(table(rest, bold=()), 2)]
    [(rule, found, page)] = told(kind, *parts)
    assert (rule, found, page) == (MISSING, rest[0][0], 2)
    between = [*before, table(rows), "Side 1 af 2", on_page(table(rest, bold=()), 2)]
    assert told(kind, *between) == [(MISSING, rest[0][0], 2)]


def test_another_table_further_on_holds_nothing() -> None:
    rooms = on_page(table([["Lokale", "Etage"], ["Sal", "øverst"]], bold=()), 2)
    assert told("status_note", table(NOTE), "Lokaler og åbningstider", rooms) == []
    words = on_page(table([["Opnået", "alle mål er nået"], ["Ikke opnået", "ingen mål er nået"]], bold=()), 1)
    words.cells = [replace(c, at=replace(c.place, top=(c.place.top or 0) + 400)) for c in words.cells]
    assert told("status_note", table(NOTE), words) == []


def test_numbers_of_another_table_are_told_and_hold_nothing() -> None:
    rooms = on_page(table([["Lokale", "Pladser"], ["Sal", "120"], ["Køkken", "14"]], bold=()), 3)
    assert told("status_note", table(NOTE), "Lokaler og åbningstider", rooms) == [(UNREAD, "120", 3)]
    assert told("status_note", table(NOTE), on_page(rooms, 9)) == [(UNREAD, "120", 9)]
    titled = on_page(table([["Sal", "120"]], "Tabel 2: Lokaler", bold=()), 2)
    assert told("status_note", table(NOTE), titled) == [(UNREAD, "120", 2)]
    listed = on_page(table([["1", "Sal"], ["2", "Køkken"]], bold=()), 3)
    assert told("status_note", table(NOTE), "Lokaler og åbningstider", listed) == []


def test_a_table_of_the_kind_without_its_status_holds_the_report() -> None:
    other = on_page(table([["Aktivitet", "Bevilling", "Hvordan det gik"], ["Hal", "3.000 kr.", "Opnået"]]), 2)
    assert told("status_note", table(NOTE), "Partnerskabet Åparken", other) == [(MISSING, None, 2)]


def test_an_amount_in_the_row_of_a_group_is_no_groups_name() -> None:
    report = interpret(document("Afrapportering på aktiviteter i 2021", table([*NOTE, ["Hal 3.000 kr."]])))
    assert report.kind == "status_note"
    checked = check_report(report, None)
    assert [f.state for f in checked.figures if f.values["effort"] == "Hal 3.000 kr."] == ["held", "held"]
    grouped = interpret(document("Afrapportering på aktiviteter i 2021", table([*NOTE[:1], ["Unge 2021"], *NOTE[1:]])))
    assert [f.values["category"].text for f in grouped.figures if f.view == "status"] == ["Unge 2021"] * 2


def test_an_amount_in_the_heading_of_a_section_is_told() -> None:
    rows = [*SHEET[:2], ["Pulje 5.000"], *SHEET[2:]]
    assert told("budget_sheet", table(rows)) == [(UNREAD, "Pulje 5.000", 1)]
    whole = KINDS["budget_sheet"].interpret(document(table(rows)), load_kind("budget_sheet"))
    assert {f.values["effort"].text for f in whole.figures} == {"1. Job"}


def test_a_dash_in_a_budget_is_no_amount() -> None:
    rows = [*SHEET[:3], ["Kurser", "-", "4", "4", "–"], ["Sum", "10", "15", "25", "21"]]
    assert told("budget_sheet", table(rows)) == []
    figures = KINDS["budget_sheet"].interpret(document(table(rows)), load_kind("budget_sheet")).figures
    assert [f.raw_text for f in figures if f.values["line"].text == "Kurser"] == ["4", "4"]


def test_a_column_whose_header_names_two_payers_is_told_and_nobody_s() -> None:
    payers = "Boligorganisation kontant Kommune kontant"
    whole = with_column(SHEET, payers, ["", "7", "7"])
    assert (UNEXPECTED, payers, 1) in told("budget_sheet", whole)
    figures = KINDS["budget_sheet"].interpret(document(whole), load_kind("budget_sheet")).figures
    assert {f.values["source"].text for f in figures if "source" in f.values} == {"LBF"}


def test_an_amount_of_the_overview_that_is_nobodys_is_held() -> None:
    rows = [OVERVIEW_HEAD, ["Klub", "BIF", "5.000 kr.", "Unge"], ["", "", "7.000 kr.", ""]]
    report = KINDS["programme_report"].interpret(document("Overblik", table(rows)), load_kind("programme_report"))
    shown = [(f.values["effort"].text, f.raw_text) for f in report.figures]
    assert shown == [("Klub", "5.000 kr."), (None, "7.000 kr.")]
    checked = check_report(report, None)
    assert "effort.missing" in [f.rule for f in checked.findings]


def test_two_amounts_of_one_effort_are_both_read() -> None:
    made = table([OVERVIEW_HEAD, ["Klub", "BIF", "5.000 kr.", "Unge"], ["", "BUF", "7.000 kr.", "Børn"]])
    made.cells = [c for c in made.cells if not (c.row == 2 and c.col == 0)]
    next(c for c in made.cells if c.text == "Klub").rowspan = 2
    report = KINDS["programme_report"].interpret(document("Overblik", made), load_kind("programme_report"))
    assert [(f.values["effort"].text, f.raw_text) for f in report.figures] == [
        ("Klub", "5.000 kr."),
        ("Klub", "7.000 kr."),
    ]


def test_columns_that_the_kind_knows_and_has_no_room_for_are_not_told() -> None:
    rows = [
        [*OVERVIEW_HEAD, "Princip"],
        ["Klub", "BIF", "5.000 kr.", "Unge", "1 og 4"],
        ["Bod", "BUF", "1 kr.", "", "4"],
    ]
    assert told("programme_report", "Overblik", table(rows)) == []


def test_a_number_that_a_read_column_leaves_out_is_told() -> None:
    rows = [*NOTE, ["I alt", "3.000 kr.", "", "heraf 500 kr. fra puljen"]]
    assert told("status_note", table(rows)) == [(UNREAD, "heraf 500 kr. fra puljen", 1)]


def test_the_unit_in_a_header_is_no_number_that_was_left_out() -> None:
    note = [["Aktivitet", "Økonomi i 1.000 kr.", "Status", "Bemærkninger"], ["Klub", "12,5", "Opnået", ""]]
    assert told("status_note", table(note)) == []
    plan = [["Budgetpost", "2019 tkr.", "2020 tkr."], ["Løn", "210", "214"]]
    assert told("safety_plan", "Aktivitet 1: Klub", table(plan)) == []
    assert told("status_note", table([["", "412 t.kr.", "", ""], *NOTE])) == [(UNREAD, "412 t.kr.", 1)]


def test_a_broken_formula_in_a_column_without_a_header_is_told() -> None:
    made = with_column(NOTE, "", ["", ""])
    next(c for c in made.cells if (c.row, c.col) == (2, 4)).problem = "#REF!"
    assert told("status_note", made) == [(UNEXPECTED, None, 1)]


def lines(*rows: Sequence[str], page: int = 1, top: float = 400.0, x: float = 50.0) -> list[Line]:
    """Texts side by side that no table holds."""
    return [
        Line(text, Place(page, x + 100 * c, top + 20 * r, x + 95.0 + 100 * c, top + 15.0 + 20 * r))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if text
    ]


def missed(kind: str, before: Sequence[Line], made: Table, after: Sequence[Line]) -> list[tuple[str, str | None]]:
    """What is told of the lines before and after a table that is read."""
    whole = document(made)
    whole.parts = [*before, made, *after]
    return [(d.rule, d.found) for d in KINDS[kind].interpret(whole, load_kind(kind)).drifts]


LOST = "report.table_missing"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([HEAD, ["Klub", "1.000 kr.", "Opnået"]], [(LOST, "Aktivitet")]),
        ([["Aktivitet Økonomi Status Bemærkninger"]], [(LOST, "Aktivitet Økonomi Status Bemærkninger")]),
        ([["Tabel 2 Amager Partnerskab"], ["Alle mål er nået."]], [(LOST, "Tabel 2 Amager Partnerskab")]),
        ([["Bod", "1.000 kr.", "Opnået"], ["", "500 kr."]], [(UNREAD, "1.000 kr.")]),
        ([["Bod 21.500 kr. Ikke opnået Det"]], [(UNREAD, "Bod 21.500 kr. Ikke opnået Det")]),
        ([["Bod", "", "Opnået Det gik godt."]], [(UNREAD, "Opnået Det gik godt.")]),
        ([["Tabel 1 Folehaven Partnerskab viser alle."], ["Status på aktiviteter"], ["1.000 kr. er brugt."]], []),
    ],
)
def test_rows_of_a_table_that_was_not_found_are_told(rows: Any, expected: list[tuple[str, str | None]]) -> None:
    read = table(NOTE, "Tabel 1 Folehaven Partnerskab")
    assert missed("status_note", [], read, lines(*rows)) == expected


def test_a_header_before_the_first_table_is_told_and_an_amount_is_not() -> None:
    assert missed("status_note", lines(HEAD, ["Klub"]), table(NOTE), []) == [(LOST, "Aktivitet")]
    assert missed("status_note", lines(["Bevilling", "1.000 kr."]), table(NOTE), []) == []


def test_a_header_right_before_a_table_that_is_read_is_its_own() -> None:
    assert missed("status_note", lines(HEAD), on_page(table(NOTE), 2), []) == []


def test_goals_that_stand_in_their_column_are_told() -> None:
    rest = lines(["Bod", "BIF", "1/4"], page=2, top=60.0)
    assert missed("goal_fulfilment", [], table(GOALS), rest) == [(UNREAD, "1/4")]


def test_a_caption_that_tells_the_unit_is_that_of_its_table() -> None:
    caption = "Tabel 1 Folehaven Partnerskab (beløb i 1.000 kr.)"
    assert missed("status_note", lines([caption]), table(NOTE, caption), []) == []


def test_the_caption_of_a_table_that_lacks_a_column_is_not_told_besides() -> None:
    captions = [Drift(LOST, Place(page), f"Tabel {page} Folehaven Partnerskab") for page in (1, 2)]
    lacking = [Drift(MISSING, Place(1), None, "Status")]
    assert without_told(captions, lacking) == [captions[1], *lacking]
