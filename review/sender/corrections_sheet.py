"""The sheet ``Rettelser``: what is wrong in a report, place by place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from review.sender.note import Note
from warehouse.export.formula import like_a_formula

NAME = "Rettelser"
HEADS = {"Nr.": 6, "Ark eller side": 18, "Celle": 9, "Hvad er der galt": 60, "Fundet": 22, "Forventet": 22}
HEADS |= {"Hvad skal du gøre": 60}
IN_COPY = "Dette er en kopi med kommentarer ved de felter, der skal ses på. Ret i din egen fil, og send den igen."
ALONE = "Her står, hvad der skal ses på i din rapport. Ret i din egen fil, og send den igen."
LONGEST = 32_000  # characters: what a cell may hold
TOP, FIRST = 3, 4  # the row of the heads, and the first one below

_LINE = Border(bottom=Side("thin", color="BBBBBB"))
_HEAD = PatternFill("solid", fgColor="1F3A5F")


def add_corrections(book: Workbook, notes: Sequence[Note], sheets: Mapping[str, str], explained: str) -> None:
    """Puts the sheet in front of the others and opens the workbook on it.

    ``sheets`` are the workbook's sheets by the names that the notes use: where a place's sheet is one of them, its
    cell is a link.
    """
    sheet = book.create_sheet(_free_name(book), 0)
    for other in book.worksheets:  # two sheets that are open at once are changed together
        other.sheet_view.tabSelected = other is sheet
    book.active = 0
    sheet["A1"], sheet["A1"].font = NAME, Font(bold=True, size=14)
    sheet["A2"] = explained
    for column, (head, width) in enumerate(HEADS.items(), 1):
        cell = sheet.cell(TOP, column, head)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), _HEAD
        sheet.column_dimensions[cell.column_letter].width = width
    for row, note in enumerate(notes, FIRST):
        _write(sheet, row, note, sheets)
    sheet.freeze_panes = sheet.cell(FIRST, 1)
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{TOP}:{TOP}"


def _write(sheet: Worksheet, row: int, note: Note, sheets: Mapping[str, str]) -> None:
    place = note.place
    where = place.sheet or (f"Side {place.page}" if place.page else "Hele rapporten")
    texts = [where, place.cell or "", note.message, note.found or "", note.expected or "", note.how_to_fix]
    cells = [sheet.cell(row, 1, note.number), *(_text(sheet.cell(row, n), t) for n, t in enumerate(texts, 2))]
    for cell in cells:
        cell.alignment, cell.border = Alignment(wrap_text=True, vertical="top"), _LINE
    name = sheets.get(place.sheet or "")
    if name is not None and place.cell:
        # a place within the workbook: as a plain link it would be one to a file
        cells[2].hyperlink = Hyperlink(ref=cells[2].coordinate, location=f"{quote_sheetname(name)}!{place.cell}")
        cells[2].font = Font(color="0B57D0", underline="single")


def _text(cell: Cell, text: str) -> Cell:
    """A text that stays one: never a formula, also where someone edits it."""
    cell.value, cell.data_type = _writable(text)[:LONGEST], "s"
    cell.quotePrefix = like_a_formula(text)
    return cell


def _writable(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return "".join(c if c >= " " or c in "\t\n" else "\N{REPLACEMENT CHARACTER}" for c in text)


def _free_name(book: Workbook) -> str:
    taken = {name.casefold() for name in book.sheetnames}
    names = (NAME if n == 1 else f"{NAME} {n}" for n in range(1, len(taken) + 2))
    return next(name for name in names if name.casefold() not in taken)
