"""A view as CSV that Danish Excel opens: UTF-8 with a byte order mark, semicolons, decimal comma (or point)."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from schemas.columns import Column
from schemas.published import View
from warehouse.export.formula import harmless

DELIMITER = ";"
ENDING = "\r\n"


class CsvFile:
    """Takes a view chunk by chunk. Nothing stands for a missing value; text is made harmless, numbers are as they are.

    ``decimal`` is ``,`` or ``.``; there is no sign between thousands.
    """

    def __init__(self, path: Path, view: View, decimal: str) -> None:
        self._file = path.open("w", encoding="utf-8-sig", newline="")
        self._rows = csv.writer(self._file, delimiter=DELIMITER, lineterminator=ENDING)
        self._shown = [_written_as(column, decimal) for column in view.columns]
        self._rows.writerow([column.name for column in view.columns])

    def write(self, columns: list[list[Any]]) -> None:
        """Add rows."""
        shown = (
            ["" if value is None else show(value) for value in values]
            for show, values in zip(self._shown, columns, strict=True)
        )
        self._rows.writerows(zip(*shown, strict=True))

    def close(self) -> None:
        """Write the rest of the file."""
        self._file.close()


def _written_as(column: Column, decimal: str) -> Callable[[Any], str]:
    if column.type in ("money", "number"):
        digits = _money if column.type == "money" else _number
        return digits if decimal == "." else lambda value: digits(value).replace(".", decimal)
    return _SHOWN[column.type]


def _money(kroner: Decimal) -> str:
    return format(kroner, ".2f")


def _number(number: float) -> str:
    shown = repr(number)
    if "e" in shown:
        shown = format(Decimal(shown), "f")
    return shown.removesuffix(".0")


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _moment(value: datetime) -> str:
    return value.isoformat(timespec="microseconds").replace("+00:00", "Z")


_SHOWN: dict[str, Callable[[Any], str]] = {
    "text": harmless,
    "integer": str,
    "flag": _flag,
    "date": date.isoformat,
    "time": _moment,
}
