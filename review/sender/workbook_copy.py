"""An xlsx file with comments at what is wrong and a list of it in front."""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Sequence

from openpyxl import Workbook, load_workbook
from openpyxl.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from extractors.unreadable import Unreadable
from extractors.workbook.addresses import parse_address
from extractors.workbook.container import is_encrypted_package
from extractors.workbook.package import Package
from review.sender.corrections_sheet import ALONE, IN_COPY, add_corrections
from review.sender.note import Note
from schemas.personal_data import mask

AUTHOR = "afrapport"
MACROS = "xl/vbaProject.bin"
LINE_LETTERS, LINE_HEIGHT, WIDTH = 44, 17, 300  # of a comment: letters, and pixels


def marked_workbook(data: bytes, notes: Sequence[Note]) -> tuple[bytes, str]:
    """The workbook as far as openpyxl can write it anew, marked, and the ending of its name.

    Raises Unreadable where it is behind a password or beyond the limits.
    """
    if is_encrypted_package(data):
        raise Unreadable("report.encrypted", "an office file behind a password")
    with_macros = MACROS in Package(data).names
    book = load_workbook(io.BytesIO(data), keep_vba=with_macros, rich_text=True)
    sheets = {mask(name): name for name in book.sheetnames}
    by_cell: defaultdict[tuple[str, str], list[Note]] = defaultdict(list)
    for note in notes:
        name, cell = sheets.get(note.place.sheet or ""), (note.place.cell or "").partition(":")[0]
        if name is not None and parse_address(cell) and isinstance(book[name], Worksheet):
            by_cell[name, cell].append(note)
    for (name, cell), here in by_cell.items():
        _comment(book[name], cell, here)
    if book.security is not None and book.security.lockStructure:
        book.security = WorkbookProtection()  # a sheet is added
    add_corrections(book, notes, sheets, IN_COPY)
    return _saved(book), ".xlsm" if with_macros else ".xlsx"


def list_alone(notes: Sequence[Note]) -> bytes:
    """A workbook with nothing but the list."""
    book = Workbook()
    book.remove(book.worksheets[0])
    add_corrections(book, notes, {}, ALONE)
    return _saved(book)


def _comment(sheet: Worksheet, address: str, notes: Sequence[Note]) -> None:
    cell = sheet[address]
    if isinstance(cell, MergedCell):
        box = next(merged for merged in sheet.merged_cells if address in merged)
        cell = sheet.cell(box.min_row, box.min_col)
    text = "\n\n".join([*([cell.comment.text] if cell.comment else []), *(note.told for note in notes)])
    lines = sum(1 + len(line) // LINE_LETTERS for line in text.split("\n"))
    cell.comment = Comment(text, AUTHOR, height=LINE_HEIGHT * (lines + 1), width=WIDTH)


class _InMemory(ExcelWriter):
    """Writes without the temporary files that openpyxl makes of each sheet: a child may write none."""

    def write_worksheet(self, ws: Worksheet) -> None:
        ws._drawing = self._drawing(ws)
        out = io.BytesIO()
        writer = WorksheetWriter(ws, out)
        writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], out.getvalue())
        self.manifest.append(ws)

    @staticmethod
    def _drawing(ws: Worksheet) -> object:
        from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing

        drawing = SpreadsheetDrawing()
        drawing.charts, drawing.images = ws._charts, ws._images
        return drawing


def _saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        _InMemory(book, archive).save()
    return out.getvalue()
