"""Sheets as grids: as the program shows them, a window at a time, with personal numbers masked."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font, PatternFill

from documents.personal import WORKBOOK_PLACES, dashed, in_workbooks, number
from review.pictures import trouble
from review.pictures.cache import PictureCache
from review.pictures.grid import GridCell, SheetGrid
from review.pictures.source_sheet import SourceSheets, Wanted
from schemas.personal_data import masked
from warehouse.archive import Archive


@pytest.fixture
def sheets(tmp_path: Path) -> SourceSheets:
    """Source sheets of an empty archive."""
    (tmp_path / "arkiv").mkdir()
    return SourceSheets(Archive(tmp_path / "arkiv"), PictureCache(tmp_path / "cache"))


def workbook(fill: Callable[[openpyxl.Workbook], None]) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    fill(book)
    book.save(out)
    return out.getvalue()


def budget(book: openpyxl.Workbook) -> None:
    """A small sheet with all that a grid has to show."""
    sheet = book.worksheets[0]
    sheet.title = "Budget"
    sheet["A1"] = "Budget 2023"
    sheet.merge_cells("A1:C1")
    for row in (["Post", "Beløb", "Andel"], ["Løn", 231483, 0.302], ["Leje", -12.5, 1], ["I alt", "=B3+B4", None]):
        sheet.append(row)
    sheet["A2"].font = Font(bold=True)
    sheet["B3"].number_format = '#,##0" kr."'
    sheet["C3"].number_format = "0.0%"
    sheet["C4"].fill = PatternFill("solid", fgColor="FFEE00")
    sheet.merge_cells("A7:B8")
    sheet["A7"] = "To gange to"
    sheet["D3"] = "#REF!"
    sheet["D3"].data_type = "e"
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["C"].hidden = True
    other = book.create_sheet("Lister")
    other["B2"] = "skjult"
    other.sheet_state = "hidden"


def by_address(grid: SheetGrid) -> dict[str, GridCell]:
    return {cell.address: cell for row in grid.rows for cell in row.cells}


def test_a_sheet_as_the_program_shows_it(sheets: SourceSheets) -> None:
    grid = sheets.grid(sheets.archive.keep(workbook(budget)), Wanted(around="B3"))
    assert [(s.name, s.hidden) for s in grid.sheets] == [("Budget", False), ("Lister", True)]
    assert grid.sheet.name == "Budget"
    assert [(c.letters, c.hidden) for c in grid.columns] == [("A", False), ("B", False), ("C", True), ("D", False)]
    assert [(r.number, r.hidden) for r in grid.rows] == [(n, n == 4) for n in range(1, 9)]
    cells = by_address(grid)
    assert (cells["A1"].text, cells["A1"].colspan, cells["A1"].rowspan) == ("Budget 2023", 3, 1)
    assert (cells["A7"].text, cells["A7"].colspan, cells["A7"].rowspan) == ("To gange to", 2, 2)
    assert cells.keys() & {"B1", "C1", "B7", "A8", "B8"} == set()
    assert (cells["B3"].text, cells["B3"].is_number, cells["C3"].text) == ("231.483 kr.", True, "30,2 %")
    assert (cells["A2"].bold, cells["A3"].bold, cells["A3"].is_number) == (True, False, False)
    assert cells["C4"].fill == "#FFEE00" and cells["C4"].hidden and cells["C3"].hidden and not cells["B3"].hidden
    assert (cells["B5"].problem, cells["B5"].text, cells["D3"].problem) == ("formula", "", "#REF!")
    assert [a for a, c in cells.items() if c.marked] == ["B3"]
    # each place of the grid is drawn once
    assert sum(c.rowspan * c.colspan for c in cells.values()) == len(grid.rows) * len(grid.columns)


def numbered(book: openpyxl.Workbook) -> None:
    sheet = book.worksheets[0]
    for row in range(1, 201):
        sheet.append([f"{row}.{col}" for col in range(1, 61)])
    sheet.merge_cells("A40:B120")


@pytest.mark.parametrize(
    ("around", "rows", "columns"),
    [("A1", (1, 60), ("A", "Z")), ("C100", (80, 139), ("A", "Z")), ("BH200", (141, 200), ("AI", "BH"))],
)
def test_a_window_lies_around_the_cell(
    sheets: SourceSheets, around: str, rows: tuple[int, int], columns: tuple[str, str]
) -> None:
    grid = sheets.grid(sheets.archive.keep(workbook(numbered)), Wanted(around=around))
    assert (grid.rows[0].number, grid.rows[-1].number) == rows
    assert (grid.columns[0].letters, grid.columns[-1].letters) == columns
    assert [a for a, c in by_address(grid).items() if c.marked] == [around]
    assert sum(c.rowspan * c.colspan for r in grid.rows for c in r.cells) == 60 * 26


def test_windows_lead_to_each_other(sheets: SourceSheets) -> None:
    sha256 = sheets.archive.keep(workbook(numbered))
    seen, corner = [], "A1"
    while corner:
        grid = sheets.grid(sha256, Wanted(corner=corner))
        seen += [row.number for row in grid.rows]
        corner = grid.below
    assert seen == list(range(1, 201))
    first, right = sheets.grid(sha256, Wanted()), sheets.grid(sha256, Wanted(corner="AA61"))
    assert (first.above, first.before, first.after, first.below) == (None, None, "AA1", "A61")
    assert (right.above, right.before) == ("AA1", "A61")


def test_a_merged_cell_that_begins_outside_stands_at_the_edge(sheets: SourceSheets) -> None:
    grid = sheets.grid(sheets.archive.keep(workbook(numbered)), Wanted(corner="B100", rows=40))
    first = grid.rows[0].cells[0]
    assert (first.address, first.text, first.rowspan, first.colspan) == ("A40", "40.1", 21, 1)


def test_a_missing_value_beyond_the_filled_cells_is_marked(sheets: SourceSheets) -> None:
    grid = sheets.grid(sheets.archive.keep(workbook(budget)), Wanted(around="F12"))
    assert by_address(grid)["F12"].marked


@pytest.mark.parametrize("name", [n for n in WORKBOOK_PLACES if n not in ("i en kommentar", "i titlen", "i emneord")])
def test_no_grid_shows_a_personal_number(sheets: SourceSheets, name: str) -> None:
    data, digits = next((d, n) for each, d, n in in_workbooks(random.Random(9)) if each == f"ark {name}.xlsx")
    sha256 = sheets.archive.keep(data)
    grids = [sheets.grid(sha256, Wanted())]
    grids += [sheets.grid(sha256, Wanted(sheet=s.name)) for s in grids[0].sheets]
    said = "".join(str(g) for g in grids)
    assert masked(digits) in said
    assert digits[6:] not in said and digits.lstrip("0") not in said
    kept = b"".join(p.read_bytes() for p in sheets.cache.folder.rglob("*") if p.is_file())
    assert digits[6:].encode() not in kept


def test_a_column_of_numbers_is_masked_far_below_its_head(sheets: SourceSheets) -> None:
    rng = random.Random(6)
    digits = [number(rng, with_check_digit=False) for _ in range(150)]

    def fill(book: openpyxl.Workbook) -> None:
        book.worksheets[0].append(["Navn", "CPR-nr."])
        for each in digits:
            book.worksheets[0].append(["Borger", each])

    grid = sheets.grid(sheets.archive.keep(workbook(fill)), Wanted(corner="A100"))
    assert [row.cells[1].text for row in grid.rows[:3]] == [masked(d) for d in digits[98:101]]


def test_a_sheet_is_found_by_the_name_that_is_shown(sheets: SourceSheets) -> None:
    digits = number(random.Random(2), with_check_digit=False)
    sha256 = sheets.archive.keep(workbook(lambda book: setattr(book.worksheets[0], "title", f"Sag {dashed(digits)}")))
    assert sheets.grid(sha256, Wanted(sheet=f"Sag {masked(digits)}")).sheet.name == f"Sag {masked(digits)}"
    with pytest.raises(trouble.NoSheet):
        sheets.grid(sha256, Wanted(sheet="Sag"))


def test_what_is_no_workbook_is_said(sheets: SourceSheets) -> None:
    for data, kind in ((b"%PDF-1.4", trouble.OtherKind), (workbook(budget)[:900], trouble.Damaged)):
        with pytest.raises(kind):
            sheets.grid(sheets.archive.keep(data), Wanted())
    with pytest.raises(trouble.FileMissing):
        sheets.grid("0" * 64, Wanted())
