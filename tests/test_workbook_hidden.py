"""Hidden rows, columns and sheets are left out and named."""

from __future__ import annotations

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from extractors.workbook.read import read_workbook
from extractors.workbook.visible import Shown
from workbook_samples import fill_sheet, saved

ROWS = [["Post", "Skjult", "2021", "2022"], ["Løn", 1, 10, 20], ["Leje", 2, 30, 40], ["I alt", 3, 40, 60]]


def sheet_of(workbook: openpyxl.Workbook) -> Worksheet:
    sheet = workbook.active
    assert sheet is not None
    fill_sheet(sheet, ROWS)
    return sheet


def test_hidden_rows_and_columns_are_closed_up_and_counted() -> None:
    workbook = openpyxl.Workbook()
    sheet = sheet_of(workbook)
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[3].hidden = True
    sheet.row_dimensions[99].hidden = True
    document = read_workbook(saved(workbook))
    [table] = document.tables
    grid = [[(c.text, c.place.cell) for c in row if c] for row in table.grid()]
    assert grid[2] == [("I alt", "A4"), ("40", "C4"), ("60", "D4")]
    assert (table.row_count, table.col_count, table.places[0].cell) == (3, 3, "A1:D4")
    found = {(h.what, h.name, h.place.cell, h.numbers) for h in document.hidden}
    assert found == {("columns", "B", "B1", 3), ("rows", "3", "A3", 4)}


def test_a_merged_cell_loses_its_hidden_part_only() -> None:
    workbook = openpyxl.Workbook()
    sheet = sheet_of(workbook)
    sheet.insert_rows(2)
    sheet["A2"] = "Gruppe"
    sheet.merge_cells("A2:D2")
    sheet.column_dimensions["A"].hidden = True
    [table] = read_workbook(saved(workbook)).tables
    group = next(c for c in table.cells if c.text == "Gruppe")
    assert (group.row, group.col, group.colspan, group.place.cell) == (1, 0, 3, "A2")


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_are_named_unless_they_are_empty(state: str) -> None:
    workbook = openpyxl.Workbook()
    sheet_of(workbook)
    lists = workbook.create_sheet("Lister")
    lists.append(["Opnået", 231483])
    lists.sheet_state = state
    workbook.create_sheet("Tom").sheet_state = state
    document = read_workbook(saved(workbook))
    assert [(h.what, h.name, h.place.sheet, h.numbers) for h in document.hidden] == [("sheet", "Lister", "Lister", 2)]
    assert all("231483" not in text for text, _ in document.texts())


def test_a_workbook_with_everything_hidden_has_no_parts() -> None:
    workbook = openpyxl.Workbook()
    sheet = sheet_of(workbook)
    for row in range(1, 5):
        sheet.row_dimensions[row].hidden = True
    document = read_workbook(saved(workbook))
    assert document.parts == []
    assert [(h.name, h.numbers) for h in document.hidden] == [("1-4", 16)]


def test_seen_positions_and_positions_in_the_file_go_both_ways() -> None:
    shown = Shown([(5, 6), (2, 2), (3, 3)])
    visible = [n for n in range(20) if not shown.span_of(n)]
    assert visible[:4] == [0, 1, 4, 7]
    assert [shown.seen(n) for n in visible] == list(range(len(visible)))
    assert [shown.original(n) for n in range(len(visible))] == visible
