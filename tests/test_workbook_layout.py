"""A sheet's tables and lines: where tables begin and end, their titles, and what belongs to them."""

from __future__ import annotations

from typing import Any

import openpyxl
import pytest

from extractors.model import Document, Line, Table
from extractors.workbook.read import read_workbook
from workbook_samples import fill_sheet, saved, workbook_of

STATUS = ["Aktivitet", "Økonomi", "Status", "Bemærkninger"]


def read(*rows: list[Any], headers: tuple[int, ...] = (), merges: tuple[str, ...] = ()) -> Document:
    return read_workbook(workbook_of(rows, headers, merges))


def ranges(document: Document) -> list[str | None]:
    return [table.places[0].cell for table in document.tables]


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines]


@pytest.mark.parametrize("headers", [(5, 9), ()])
def test_two_tables_under_their_own_headings(headers: tuple[int, ...]) -> None:
    document = read(
        ["Notat"],
        ["Her står, hvordan det er gået."],
        [],
        ["Tabel 1 Folehaven"],
        STATUS,
        ["Kultur", 285000, "Opnået"],
        [],
        ["Tabel 2 Amager"],
        STATUS,
        ["Ungeværter", 76800, "Opnået", "God start"],
        ["Tryghedspulje", "Ingen midler afsat", "Opnået"],
        [],
        ["Notatet har ingen konsekvenser."],
        headers=headers,
    )
    assert ranges(document) == ["A5:D6", "A9:D11"]
    assert [t.title for t in document.tables] == ["Tabel 1 Folehaven", "Tabel 2 Amager"]
    assert texts(document)[-2:] == ["Tabel 2 Amager", "Notatet har ingen konsekvenser."]
    kinds = [type(part) for part in document.parts]
    assert kinds == [Line, Line, Line, Table, Line, Table, Line]


def test_group_rows_belong_to_the_table_and_notes_below_do_not() -> None:
    document = read(
        ["Bilag 1"],
        ["Indsats", "Forvaltning", "Mål"],
        ["PRIMÆR FOREBYGGELSE"],
        ["Sjakket", "SOF", "2/3"],
        ["SEKUNDÆR FOREBYGGELSE"],
        ["Nexus", "SOF", "Ikke relevant"],
        ["1) Dækker hele byen"],
        headers=(2, 3, 5),
        merges=("A3:C3", "A5:C5", "A7:C7"),
    )
    [table] = document.tables
    assert table.places[0].cell == "A2:C6"
    assert [(c.text, c.colspan) for c in table.cells if c.row == 1] == [("PRIMÆR FOREBYGGELSE", 3)]
    assert texts(document) == ["Bilag 1", "1) Dækker hele byen"]


def test_a_budget_sheet_with_blank_rows_between_its_sections_is_one_table() -> None:
    document = read(
        ["Budgetark"],
        ["Jnr:", 105586],
        ["Udgiftsposter", None, 2021, 2022, "I alt"],
        ["Tværgående udgifter"],
        ["Udgiftspost", "Udgiftstype"],
        ["Revision", "7. Revision", 16, 16, 32],
        [],
        ["1. Uddannelse"],
        ["Udgiftspost", "Udgiftstype"],
        ["Projektleder", "Løn", 205, 197, 402],
        ["Sum", None, 205, 197, 402],
        [],
        ["Total", None, 221, 213, 434],
        headers=(3, 4, 5, 8, 9, 11, 13),
        merges=("A3:B3", "A4:E4", "A8:E8"),
    )
    assert ranges(document) == ["A3:E13"]
    assert document.tables[0].row_count == 11
    assert texts(document) == ["Budgetark", "Jnr: 105586"]
    assert document.tables[0].title == "Budgetark"


def test_header_rows_with_merged_cells_keep_their_spans() -> None:
    document = read(
        ["Udgifter", "Periode", None, "I alt"],
        [None, 2021, 2022],
        ["Revision", 1, 2, 3],
        merges=("A1:A2", "B1:C1", "D1:D2"),
    )
    grid = document.tables[0].grid()
    assert [[c.text if c else None for c in row] for row in grid[:2]] == [
        ["Udgifter", "Periode", "Periode", "I alt"],
        ["Udgifter", "2021", "2022", "I alt"],
    ]


def test_a_narrow_header_over_the_years_belongs_to_the_table() -> None:
    document = read(["Udgifter 2021-22"], [None, "Periode"], ["Post", 2021, 2022], ["Løn", 1, 2], merges=("B2:C2",))
    assert ranges(document) == ["A2:C4"]


def test_a_table_may_begin_anywhere_and_every_blank_in_it_has_a_place() -> None:
    document = read([], [], [None, None, "Indsats", "Status"], [None, None, "Sjakket", None], [None, None, "Nexus", 1])
    [table] = document.tables
    assert table.places[0].cell == "C3:D5"
    assert [c.place.cell for c in table.cells if c.blank] == ["D4"]


SIDE = [
    ["Tabel A", None, None, None, "Tabel B", None, None],
    ["Indsats", "2021", None, None, "Område", "2021", None],
    ["Sjakket", 4, None, None, "Amager", 7, None],
    ["Nexus", 5, None, None, "Valby", 8, None],
]


def test_tables_side_by_side_are_two_tables() -> None:
    document = read(*SIDE, headers=(1, 2))
    assert ranges(document) == ["A2:B4", "E2:F4"]
    assert [t.title for t in document.tables] == ["Tabel A", "Tabel B"]


def test_numbers_set_apart_by_an_empty_column_are_the_same_table() -> None:
    rows = [["Post", "Udgift", None, "LBF", "Kommune"], ["Løn", 5, None, 2, 3], ["Leje", 6, None, 3, 3]]
    assert ranges(read(*rows, headers=(1,))) == ["A1:E3"]


def test_labels_with_a_value_beside_them_are_lines() -> None:
    rows = [["Jnr", "105586"], ["Område", "Amager"], [], ["Post", "2021", "2022"], ["Løn", 1, 2]]
    document = read(*rows, headers=(4,))
    assert texts(document) == ["Jnr: 105586", "Område: Amager"]
    assert ranges(document) == ["A4:C5"]


def test_a_last_row_that_holds_only_a_sum_belongs_to_the_table() -> None:
    document = read(["Post", "Beløb"], ["Løn", 10], ["Leje", 5], [None, 15])
    assert ranges(document) == ["A1:B4"]


def test_a_list_of_abbreviations_below_is_a_table_of_its_own() -> None:
    rows = [STATUS, ["Kultur", 5, "Opnået", "Fint"], [], ["BIF", "Beskæftigelse"], ["SOF", "Social"]]
    assert ranges(read(*rows, headers=(1,))) == ["A1:D2", "A4:B5"]


def test_a_bold_row_of_other_headers_after_a_heading_begins_a_table() -> None:
    rows = [["Indsats", "Status"], ["Sjakket", "Opnået"], ["Kontakter"], ["Navn", "Telefon"], ["Ann", "Ja"]]
    assert ranges(read(*rows, headers=(1, 4))) == ["A1:B2", "A4:B5"]
    assert ranges(read(*rows, headers=(1,))) == ["A1:B5"]


def test_a_bold_sentence_is_a_title_and_a_plain_one_is_not() -> None:
    rows = [["Overblik"], ["Status er her."], ["Indsats", "Status"], ["Sjakket", 1]]
    assert read(*rows, headers=(2, 3)).tables[0].title == "Status er her."
    assert read(*rows, headers=(3,)).tables[0].title == "Overblik"


def test_sheets_come_in_order_and_a_sheet_of_text_has_lines_only() -> None:
    workbook = openpyxl.Workbook()
    first = workbook.active
    assert first is not None
    fill_sheet(first, [["Kun tekst"], [], ["Mere tekst"]])
    fill_sheet(workbook.create_sheet("Tal"), [["Post", "Beløb"], ["Løn", 10]])
    document = read_workbook(saved(workbook))
    assert texts(document) == ["Kun tekst", "Mere tekst"]
    assert [(t.places[0].sheet, t.places[0].cell) for t in document.tables] == [("Tal", "A1:B2")]


def test_every_filled_cell_comes_out_once() -> None:
    rows = [["a", "b", "c"], [], ["d"], ["e", None, "f"], [], [], [], [], ["g", 1], ["h"], [None, 2]]
    document = read(*rows)
    cells = [c.text for t in document.tables for c in t.cells if c.text]
    assert sorted([*cells, *texts(document)]) == ["1", "2", "a", "b", "c", "d", "e", "f", "g", "h"]
