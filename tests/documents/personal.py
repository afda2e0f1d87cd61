"""Reports with a personal number in each of the places where one may hide; the numbers are made at run time."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from schemas.cpr_number import has_check_digit

SAMPLE = Path(__file__).parents[2] / "samples" / "inbox" / "besoeg_2025.xlsx"
Planting = tuple[str, bytes, str]  # file's name, content, the ten digits


def number(rng: random.Random, with_check_digit: bool, first_zero: bool = False) -> str:
    """Ten digits of a possible number."""
    while True:
        born = date(1937, 1, 1) + timedelta(days=rng.randrange(70 * 365))
        day = born.day + (60 if rng.random() < 0.1 else 0)
        seventh = rng.choice("0123" if born.year < 2000 else "4567")
        digits = f"{day:02d}{born:%m%y}{seventh}{rng.randrange(1000):03d}"
        if has_check_digit(digits) == with_check_digit and (digits[0] == "0" or not first_zero):
            return digits


def dashed(digits: str) -> str:
    """The usual spelling."""
    return f"{digits[:6]}-{digits[6:]}"


def in_workbooks(rng: random.Random) -> Iterator[Planting]:
    """A workbook that would load, with a number in a cell, a comment, the sheet's name and so on."""
    for name, plant in WORKBOOK_PLACES.items():
        digits = number(rng, with_check_digit=name != "under sit navn", first_zero=True)
        book = openpyxl.load_workbook(SAMPLE)
        plant(book, digits)
        out = io.BytesIO()
        book.save(out)
        yield f"ark {name}.xlsx", out.getvalue(), digits


def in_pdfs(rng: random.Random) -> Iterator[Planting]:
    """A letter with a number in its text, over a break of lines, in what is laid over it, in what it says of itself."""
    for name, plant in PDF_PLACES.items():
        digits = number(rng, with_check_digit=False)
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=A4)
        canvas.drawString(72, 700, "Besøgstal for væresteder")
        plant(canvas, digits)
        canvas.showPage()
        canvas.save()
        yield f"brev {name}.pdf", out.getvalue(), digits


def _cell(value: Callable[[str], Any]) -> Callable[[Any, str], None]:
    def plant(book: Any, digits: str) -> None:
        sheet = book.worksheets[0]
        sheet.cell(sheet.max_row + 1, 1, value(digits))

    return plant


def _in_figure(book: Any, digits: str) -> None:
    sheet = book.worksheets[0]
    row = next(r for r in sheet.iter_rows() if sum(isinstance(c.value, int) for c in r) > 2)
    next(c for c in row if isinstance(c.value, int)).value = int(digits)


def _named_column(book: Any, digits: str) -> None:
    sheet = book.worksheets[0]
    header = next(c for row in sheet.iter_rows() for c in row if c.value)
    at = sheet.max_row + 5
    for offset, (left, right) in enumerate([("Navn", "CPR-nr."), ("A", digits), ("B", "")]):
        sheet.cell(at + offset, header.column, left)
        sheet.cell(at + offset, header.column + 1, right or None)


def _hidden_sheet(book: Any, digits: str) -> None:
    sheet = book.create_sheet("Lister")
    sheet["A1"], sheet["A2"] = "Borger", f"{digits[:6]} {digits[6:]}"
    sheet.sheet_state = "hidden"


def _hidden_row(book: Any, digits: str) -> None:
    _cell(dashed)(book, digits)
    sheet = book.worksheets[0]
    sheet.row_dimensions[sheet.max_row].hidden = True


def _comment(book: Any, digits: str) -> None:
    book.worksheets[0]["A1"].comment = Comment(f"Spørg {dashed(digits)}", "Mette")


WORKBOOK_PLACES: dict[str, Callable[[Any, str], None]] = {
    "i et felt": _cell(lambda d: f"Borger {dashed(d)} er besvaret"),
    "over to linjer": _cell(lambda d: f"Borger {d[:6]}-\n{d[6:]} er besvaret"),
    "som tal": _cell(int),
    "som et af tallene": _in_figure,
    "under sit navn": _named_column,
    "i arkets navn": lambda book, digits: setattr(book.worksheets[0], "title", f"Sag {dashed(digits)}"),
    "i et skjult ark": _hidden_sheet,
    "i en skjult række": _hidden_row,
    "i en kommentar": _comment,
    "i titlen": lambda book, digits: setattr(book.properties, "title", f"Besøgstal {dashed(digits)}"),
    "i emneord": lambda book, digits: setattr(book.properties, "keywords", dashed(digits)),
}


def _over_lines(canvas: Canvas, digits: str) -> None:
    canvas.drawString(72, 600, f"Henvendelse fra borger {digits[:6]}-")
    canvas.drawString(72, 586, f"{digits[6:]} er besvaret")


def _note(canvas: Canvas, digits: str) -> None:
    canvas.textAnnotation(f"Ring til {dashed(digits)}", (100, 100, 200, 200), relative=1)


def _field(canvas: Canvas, digits: str) -> None:
    canvas.acroForm.textfield(name="borger", value=dashed(digits), x=72, y=500, width=200, height=20)


PDF_PLACES: dict[str, Callable[[Canvas, str], None]] = {
    "i teksten": lambda canvas, digits: canvas.drawString(72, 600, f"Borger {dashed(digits)} er besvaret"),
    "med mellemrum": lambda canvas, digits: canvas.drawString(72, 600, f"cpr {digits[:6]} {digits[6:]}"),
    "over to linjer": _over_lines,
    "i en note": _note,
    "i et formularfelt": _field,
    "i titlen": lambda canvas, digits: canvas.setTitle(f"Sag {dashed(digits)}"),
    "i emneord": lambda canvas, digits: canvas.setKeywords(dashed(digits)),
}
