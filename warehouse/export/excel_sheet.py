"""A view as sheets of a workbook, row by row: text is always text, and what Excel cannot hold is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from xlsxwriter.worksheet import Worksheet

from schemas.columns import Column
from schemas.published import View
from warehouse.export.excel_looks import Looks, widest
from warehouse.export.formula import like_a_formula

MOST_ROWS = 1_048_576  # of a sheet, its header among them
MOST_CHARACTERS = 32_767  # of a cell, as UTF-16 counts them
MOST_DIGITS = 15  # of a number
FIRST_DAY = date(1900, 3, 1)  # Excel has a 29 February 1900, and nothing before that year
CUT = " … [afkortet; hele teksten står i CSV og Parquet]"


class ExcelSheet:
    """Takes a view chunk by chunk; goes on in another sheet, ``bi_budget (2)``, where one is full.

    ``limits`` counts where Excel's limits were met: ``sheets`` (more than one), ``cells_cut`` (longer than a cell can
    be, and marked), ``numbers_as_text`` (more than 15 digits), ``dates_as_text`` (before Excel's calendar).
    """

    def __init__(self, add: Callable[[str], Worksheet], view: View, looks: Looks, most_rows: int = MOST_ROWS) -> None:
        self.limits: Counter[str] = Counter()
        self._add, self._view, self._looks, self._most_rows = add, view, looks, most_rows
        self._put = [self._writer(column) for column in view.columns]
        self._sheets: list[Worksheet] = []
        self._widths = [0] * len(view.columns)
        self._begin()

    def write(self, columns: list[list[Any]]) -> None:
        """Add rows."""
        for number, (column, values) in enumerate(zip(self._view.columns, columns, strict=True)):
            self._widths[number] = max(self._widths[number], widest(column.type, values))
        for values in zip(*columns, strict=True):
            if self._row == self._most_rows:
                self._end()
                self._begin()
            for number, value in enumerate(values):
                if value is not None:
                    self._put[number](self._row, number, value)
            self._row += 1

    def close(self) -> None:
        """The last sheet gets its filter and widths; the file is written by the workbook."""
        self._end()
        if len(self._sheets) > 1:
            self.limits["sheets"] = len(self._sheets)

    def _begin(self) -> None:
        name = self._view.name if not self._sheets else f"{self._view.name} ({len(self._sheets) + 1})"
        self._sheet = self._add(name)
        self._sheets.append(self._sheet)
        self._looks.header(self._sheet, self._view.columns)
        self._row = 1

    def _end(self) -> None:
        self._looks.finish(self._sheet, self._view.columns, self._widths, self._row - 1)

    def _writer(self, column: Column) -> Callable[[int, int, Any], None]:
        if column.type in ("integer", "money", "number"):
            look = self._looks.of(column.type)
            return lambda row, number, value: self._number(row, number, value, look)
        return {"text": self._text, "flag": self._flag, "date": self._day, "time": self._moment}[column.type]

    def _text(self, row: int, number: int, text: str) -> None:
        if len(text) > MOST_CHARACTERS // 2 and _length(text) > MOST_CHARACTERS:
            text = _cut(text)
            self.limits["cells_cut"] += 1
        if text.startswith("<r>") and text.endswith("</r>"):
            # XlsxWriter takes this for XML of its own and writes it unescaped; in two pieces it does not
            self._sheet.write_rich_string(row, number, text[:1], self._looks.plain, text[1:])
        else:
            # a quoted cell keeps its text also when someone edits it
            self._sheet.write_string(row, number, text, self._looks.quoted if like_a_formula(text) else None)

    def _number(self, row: int, number: int, value: Any, look: Any) -> None:
        if not isinstance(value, float) and abs(value) >= 10**13 and len(_digits(value)) > MOST_DIGITS:
            self.limits["numbers_as_text"] += 1
            self._sheet.write_string(row, number, str(value))
        else:
            self._sheet.write_number(row, number, value, look)

    def _flag(self, row: int, number: int, value: bool) -> None:
        self._sheet.write_boolean(row, number, value)

    def _day(self, row: int, number: int, value: date) -> None:
        if value < FIRST_DAY:
            self.limits["dates_as_text"] += 1
            self._sheet.write_string(row, number, value.isoformat())
        else:
            self._sheet.write_datetime(row, number, datetime.combine(value, time()), self._looks.of("date"))

    def _moment(self, row: int, number: int, value: datetime) -> None:
        self._sheet.write_datetime(row, number, value.replace(tzinfo=None), self._looks.of("time"))


def _digits(value: Any) -> str:
    return str(value).lstrip("-").replace(".", "").rstrip("0")


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _cut(text: str) -> str:
    kept = text.encode("utf-16-le")[: 2 * (MOST_CHARACTERS - len(CUT))]
    return kept.decode("utf-16-le", "ignore") + CUT
