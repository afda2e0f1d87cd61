"""How the sheets look: a bold header that stays, a filter, widths by content, formats that Excel shows in Danish."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from schemas.columns import Column

NARROWEST, WIDEST = 8, 60  # characters
# point and comma are Excel's own words for them: it shows those of the reader's country
FORMATS = {
    "money": "#,##0.00",
    "integer": "0",
    "number": "General",
    "date": "dd-mm-yyyy",
    "time": "dd-mm-yyyy hh:mm:ss",
}
FIXED_WIDTHS = {"date": 10, "time": 19, "flag": 7}


class Looks:
    """The formats of one workbook. ``quoted`` is for text that must never become a formula."""

    def __init__(self, book: Workbook) -> None:
        self._formats = {name: book.add_format({"num_format": shown}) for name, shown in FORMATS.items()}
        self._header = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
        self.plain: Format = book.add_format()
        self.quoted: Format = book.add_format({"quote_prefix": True, "num_format": "@"})

    def of(self, type: str) -> Format:
        """The format of a column's type."""
        return self._formats[type]

    def header(self, sheet: Worksheet, columns: Sequence[Column]) -> None:
        """The names of the columns, each with a note that says what it holds; they stay in sight."""
        for number, column in enumerate(columns):
            sheet.write_string(0, number, column.name, self._header)
            sheet.write_comment(0, number, column.da_about, {"author": "afrapport"})
        sheet.freeze_panes(1, 0)

    def finish(self, sheet: Worksheet, columns: Sequence[Column], widths: Sequence[int], last_row: int) -> None:
        """A filter over all rows, and each column as wide as its content, within reason."""
        for number, (column, width) in enumerate(zip(columns, widths, strict=True)):
            sheet.set_column(number, number, min(WIDEST, max(NARROWEST, width + 1, len(column.name) + 3)))
        sheet.autofilter(0, 0, last_row, len(columns) - 1)


def widest(type: str, values: Sequence[Any]) -> int:
    """How many characters the widest of some values takes."""
    if type in FIXED_WIDTHS:
        return FIXED_WIDTHS[type]
    if type == "text":
        return max((len(value) for value in values if value), default=0)
    digits = max((len(str(value)) for value in values if value is not None), default=0)
    return digits + digits // 3 if type == "money" else digits
