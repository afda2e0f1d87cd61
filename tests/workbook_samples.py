"""Workbooks made for the tests: with openpyxl, or by hand where openpyxl would not write them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any

import openpyxl
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
BOLD = Font(bold=True)
BLUE = PatternFill("solid", fgColor="FFDCE6F1")


def saved(workbook: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def fill_sheet(sheet: Worksheet, rows: Sequence[Sequence[Any]], headers: Sequence[int] = ()) -> None:
    """Write rows from A1 on; ``headers`` are row numbers whose cells are made bold."""
    for number, row in enumerate(rows, 1):
        for col, value in enumerate(row, 1):
            if value is not None:
                sheet.cell(number, col, value).font = BOLD if number in headers else Font()


def workbook_of(rows: Sequence[Sequence[Any]], headers: Sequence[int] = (), merges: Sequence[str] = ()) -> bytes:
    """A workbook with one sheet of these rows."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    fill_sheet(sheet, rows, headers)
    for merge in merges:
        sheet.merge_cells(merge)
    return saved(workbook)


def by_hand(sheet_xml: str, prolog: str = "", calculation: str = "", **more: str) -> bytes:
    """A workbook with one sheet of this XML; ``more`` are other members by their names without ``.xml``."""
    relation = f"{RELATIONS}/worksheet"
    strings = f"{RELATIONS}/sharedStrings"
    members = {
        "_rels/.rels": f'<Relationships><Relationship Id="r1" Type="{RELATIONS}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="Ark1" sheetId="1" '
        f'r:id="r1"/></sheets>{calculation}</workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="r1" Type="{relation}" '
        f'Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{strings}" Target="sharedStrings.xml"/>'
        f'<Relationship Id="r3" Type="{RELATIONS}/styles" Target="styles.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f'{prolog}<worksheet xmlns="{MAIN}">{sheet_xml}</worksheet>',
    }
    members.update({f"xl/{name}.xml": text for name, text in more.items()})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in members.items():
            package.writestr(name, text)
    return out.getvalue()
