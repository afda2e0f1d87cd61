"""Cell addresses such as ``C14`` and the numbers behind them."""

from __future__ import annotations

import re

ROW_LIMIT = 1_048_576
COLUMN_LIMIT = 16_384
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


def column_letters(col: int) -> str:
    """Letters of a column counted from 0: 0 is ``A``, 26 is ``AA``."""
    letters = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Column counted from 0 of its letters, upper or lower case."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def address(row: int, col: int) -> str:
    """``C14`` for row 13 and column 2, both counted from 0."""
    return f"{column_letters(col)}{row + 1}"


def parse_address(text: str) -> tuple[int, int] | None:
    """Row and column counted from 0, or None where the text is no address within a sheet's limits."""
    match = _ADDRESS.fullmatch(text)
    if match is None:
        return None
    row, col = int(match[2]) - 1, column_number(match[1])
    return (row, col) if 0 <= row < ROW_LIMIT and col < COLUMN_LIMIT else None


def parse_range(text: str) -> tuple[int, int, int, int] | None:
    """First row, first column, last row, last column of ``A1:B2``, or None where it is no range."""
    first, _, last = text.partition(":")
    start, end = parse_address(first), parse_address(last or first)
    if start is None or end is None:
        return None
    return min(start[0], end[0]), min(start[1], end[1]), max(start[0], end[0]), max(start[1], end[1])
