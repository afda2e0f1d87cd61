"""Workbooks of the older and rarer kinds (xls, xlsb, ods) as sheets, read by calamine.

What calamine does not tell is not known for them: number formats and looks, hidden rows and columns, formulas
without a result, and error values, which come out as empty cells. Hidden sheets are known, merged cells for xls.
"""

from __future__ import annotations

import io
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import python_calamine as calamine

from extractors.model import Cell, Native
from extractors.unreadable import Unreadable
from extractors.workbook.addresses import address
from extractors.workbook.dates import show_clock
from extractors.workbook.extents import MAX_AREA
from extractors.workbook.number_formats import GENERAL
from extractors.workbook.sheet import Sheet, check_cell_count
from extractors.workbook.text import split_marks
from extractors.workbook.values import from_float, moment_value, truth


def read_by_calamine(data: bytes) -> list[Sheet]:
    """The worksheets in the order of their tabs. Raises Unreadable where calamine cannot read the file."""
    try:
        with calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            return _sheets(workbook)
    except calamine.PasswordError as error:
        raise Unreadable("report.encrypted", str(error)) from error
    except Unreadable:
        raise
    except Exception as error:  # calamine has no one base of its errors
        raise Unreadable("report.corrupt", f"{type(error).__name__}: {error}") from error


def _sheets(workbook: calamine.CalamineWorkbook) -> list[Sheet]:
    sheets, count = [], 0
    for entry in workbook.sheets_metadata:
        if entry.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        source = workbook.get_sheet_by_name(entry.name)
        if source.total_height * source.total_width > MAX_AREA:
            raise Unreadable("report.too_large", f"{entry.name}: {source.total_height} x {source.total_width} cells")
        sheet = Sheet(entry.name, entry.visible != calamine.SheetVisibleEnum.Visible)
        sheet.merges = [(*start, *end) for start, end in source.merged_cell_ranges or []]
        for cell in _cells(source, entry.name):
            sheet.add(cell)
            count += 1
        check_cell_count(count)
        sheets.append(sheet)
    return sheets


def _cells(source: calamine.CalamineSheet, sheet: str) -> list[Cell]:
    top, left = source.start or (0, 0)
    cells = []
    for row, values in enumerate(source.to_python(skip_empty_area=True), top):
        for col, value in enumerate(values, left):
            text, marks, native = _value(value)
            if text or native is not None:
                cells.append(Cell(row, col, text, f"{sheet}!{address(row, col)}", marks=marks, native=native))
    return cells


def _value(value: object) -> tuple[str, str, Native]:
    """Text, note marks and typed value of what calamine gives for a cell."""
    if isinstance(value, str):
        return *split_marks([(value, False)]), None
    if isinstance(value, bool):
        return truth(value), "", value
    if isinstance(value, datetime):
        moment, text = moment_value(value, False)
        return text, "", moment
    if isinstance(value, date):
        day, text = moment_value(datetime(value.year, value.month, value.day), False)
        return text, "", day
    number = _number(value)
    if number is None:
        return ("", "", None) if value is None else (str(value), "", None)
    return (show_clock(float(number)) if isinstance(value, time | timedelta) else GENERAL.show(number)), "", number


def _number(value: object) -> Decimal | None:
    """A number, or a part of a day for a clock time, as in the file itself."""
    if isinstance(value, time):
        value = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second)
    if isinstance(value, timedelta):
        return from_float(value.total_seconds() / 86_400)
    if isinstance(value, int | float):
        return from_float(float(value))
    return None
