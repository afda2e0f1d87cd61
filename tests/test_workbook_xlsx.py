"""The pass over an xlsx file: each stored value against openpyxl's, and what openpyxl does not tell."""

from __future__ import annotations

import io
import pickle
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from extractors.model import Cell, Document
from extractors.place import Place
from extractors.workbook.package import Package
from extractors.workbook.read import read_workbook
from extractors.workbook.text import clean
from extractors.workbook.xlsx import read_xlsx
from workbook_samples import BLUE, BOLD, MAIN, by_hand, saved, workbook_of

HERE = Path(__file__).parent
SAMPLES = sorted((HERE / ".." / ".." / "shared" / "reports").glob("*/*.xlsx")) or sorted(
    (HERE / ".." / "samples" / "inbox").glob("*.xlsx")
)


def cell(document: Document, place: str) -> Cell:
    return next(c for t in document.tables for c in t.cells if c.place.cell == place)


def same(ours: Cell | None, theirs: Any) -> bool:
    if ours is None:
        return isinstance(theirs, str) and not clean(theirs)
    if isinstance(theirs, bool):
        return ours.native is theirs
    if isinstance(theirs, int | float):
        return isinstance(ours.native, Decimal) and float(ours.native) == float(theirs)
    if isinstance(theirs, datetime):
        return ours.native in (theirs, theirs.date())
    if theirs is None:
        return ours.problem == "formula"
    return ours.text == clean(str(theirs)) and ours.native is None


def assert_same_as_openpyxl(path: Path) -> int:
    sheets, _ = read_xlsx(Package(path.read_bytes()))
    workbook = openpyxl.load_workbook(path, data_only=True)
    compared = 0
    for sheet in sheets:
        ours = {c.place.cell: c for c in sheet.cells}
        rows = workbook[sheet.name].iter_rows()
        theirs = {c.coordinate: c for row in rows for c in row if c.value is not None}
        for at in ours.keys() | theirs.keys():
            other = theirs.get(at)
            assert same(ours.get(at), other.value if other else None), (sheet.name, at)
            if other and at in ours:
                assert ours[at].number_format == other.number_format, (sheet.name, at)
                assert ours[at].bold == bool(other.font.b), (sheet.name, at)
        merges = {str(box) for box in workbook[sheet.name].merged_cells.ranges}
        assert len(merges) == len(sheet.merges)
        compared += len(ours)
    return compared


@pytest.mark.parametrize("path", SAMPLES or [None], ids=lambda p: p.name if p else "none")
def test_sample_reports_read_as_openpyxl_reads_them(path: Path | None) -> None:
    if path is None:
        pytest.skip("no sample workbook beside the project or in samples/inbox")
    assert assert_same_as_openpyxl(path) > 100


def test_every_type_reads_as_openpyxl_reads_it(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    values = [1, 0.1, 1e15, -2.5, True, False, datetime(2023, 12, 1), datetime(2023, 12, 1, 8, 30), "tekst", " æ  ø "]
    for row in range(1, 30):
        sheet.append([f"Række {row}", *values, row / 7, "=A1", "<b>&amp;"])
    sheet["B3"].number_format = '#,##0 "kr."'
    sheet["C3"].number_format = "0.0%"
    sheet["A1"].font = BOLD
    path = tmp_path / "typer.xlsx"
    workbook.save(path)
    assert assert_same_as_openpyxl(path) == 29 * 14


def test_dates_that_excel_made_of_goals_are_dates() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["Indsats", "Målopfyldelse"])
    sheet.append(["Sjakket", date(2021, 5, 3)])
    sheet["B2"].number_format = "d-mmm"
    found = cell(read_workbook(saved(workbook)), "B2")
    assert (found.native, found.text, found.number_format) == (date(2021, 5, 3), "03-05-2021", "d-mmm")


def test_the_calendar_from_1904_is_heeded() -> None:
    workbook = openpyxl.Workbook()
    workbook.epoch = datetime(1904, 1, 1)
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["Dato", date(2021, 5, 3)])
    assert cell(read_workbook(saved(workbook)), "B1").native == date(2021, 5, 3)


def test_a_formula_without_a_stored_result_is_a_problem_and_no_number() -> None:
    found = cell(read_workbook(workbook_of([["Post", "2021"], ["Sum", "=SUM(B1:B1)"]])), "B2")
    assert (found.problem, found.native, found.text) == ("formula", None, "")
    assert not found.blank


ROWS = '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Post</t></is></c>{}</row></sheetData>'


@pytest.mark.parametrize(
    ("xml", "text", "native", "problem"),
    [
        ('<c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!", None, "#DIV/0!"),
        ('<c r="B1"><f>C1</f></c>', "", None, "formula"),
        ('<c r="B1"><f>C1</f><v/></c>', "", None, "formula"),
        ('<c r="B1" t="str"><f>C1</f><v></v></c>', "", None, None),
        ('<c r="B1" t="str"><f>C1</f><v>tekst</v></c>', "tekst", None, None),
        ('<c r="B1"><f>SUM(C1)</f><v>78486.059999999998</v></c>', "78486,06", Decimal("78486.06"), None),
        ('<c r="B1"><v>nan</v></c>', "nan", None, "nan"),
        ('<c r="B1" t="b"><v>1</v></c>', "SAND", True, None),
        ('<c r="B1" t="d"><v>2021-05-03</v></c>', "03-05-2021", date(2021, 5, 3), None),
        ('<c t="inlineStr"><is><t>uden _x000D_</t></is></c>', "uden", None, None),
        ('<c r="B1" t="inlineStr"><is><t>=1+1</t></is></c>', "=1+1", None, None),
        ('<c r="B1" t="s"><v>7</v></c>', "", None, None),
    ],
)
def test_cells_of_every_kind(xml: str, text: str, native: Any, problem: str | None) -> None:
    filler = '<c r="C1"><v>1</v></c>'
    found = cell(read_workbook(by_hand(ROWS.format(xml + filler))), "B1")
    assert (found.text, found.native, found.problem) == (text, native, problem)


def test_rich_text_is_one_text_without_its_note_marks_and_reading_aids() -> None:
    strings = (
        f'<sst xmlns="{MAIN}"><si><r><rPr><b/></rPr><t xml:space="preserve">Kultur </t></r><r><t>i Folehaven</t></r>'
        '<r><rPr><vertAlign val="superscript"/></rPr><t>2</t></r><rPh sb="0" eb="1"><t>aid</t></rPh></si></sst>'
    )
    data = by_hand(ROWS.format('<c r="B1" t="s"><v>0</v></c>'), sharedStrings=strings)
    found = cell(read_workbook(data), "B1")
    assert (found.text, found.marks) == ("Kultur i Folehaven", "2")


def test_element_names_with_a_prefix_are_known() -> None:
    xml = ROWS.format('<c r="B1"><v>5</v></c>')
    data = by_hand(xml.replace("</", "\0").replace("<", "<x:").replace("\0", "</x:"))
    assert cell(read_workbook(data), "B1").native == 5


def test_a_value_left_under_a_merged_cell_is_not_seen() -> None:
    rows = '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c><c r="C2"><v>3</v></c></row></sheetData>'
    merge = '<mergeCells><mergeCell ref="A2:B2"/></mergeCells>'
    xml = ROWS.format('<c r="B1"><v>5</v></c><c r="C1"><v>6</v></c>').replace("</sheetData>", rows) + merge
    [table] = read_workbook(by_hand(xml)).tables
    assert [(c.text, c.colspan) for c in table.cells if c.row == 1] == [("1", 2), ("3", 1)]


def test_nothing_but_zeros_from_a_program_that_cannot_calculate_is_no_result() -> None:
    xml = ROWS.format('<c r="B1"><f>C1+1</f><v>0</v></c><c r="C1"><v>4</v></c>')
    asks = '<calcPr fullCalcOnLoad="1"/>'
    assert cell(read_workbook(by_hand(xml)), "B1").native == 0
    assert cell(read_workbook(by_hand(xml, calculation=asks)), "B1").problem == "formula"


def test_looks_and_title() -> None:
    workbook = openpyxl.Workbook()
    workbook.properties.title = "Bilag 1"
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["Indsats", "Status"])
    sheet.append(["Sjakket"])
    sheet["A1"].font = BOLD
    sheet["A2"].fill = sheet["B2"].fill = BLUE
    document = read_workbook(saved(workbook))
    assert document.metadata_title == "Bilag 1"
    assert cell(document, "A1").bold
    assert not cell(document, "B1").bold
    assert (cell(document, "B2").fill, cell(document, "B2").blank) == ("#DCE6F1", True)


def test_a_cell_knows_its_place_whatever_its_sheet_is_called() -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(workbook_of([["Post", "2021"], ["Løn", 5]])))
    workbook.worksheets[0].title = "Hov! B2!"
    document = read_workbook(saved(workbook))
    assert cell(document, "B2").place == Place(sheet="Hov! B2!", cell="B2")
    assert pickle.loads(pickle.dumps(document)) == document
