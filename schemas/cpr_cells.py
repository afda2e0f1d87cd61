"""Personal numbers that only their cell gives away: stored as numbers, or in a column that says what it holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from extractors.model import Cell, Native, Table
from extractors.place import Place
from schemas.cpr_number import has_check_digit, possible
from schemas.personal_data import named, spelled_digits

LONGEST = 16  # characters of a cell that holds a number and nothing else
Spelling = tuple[str, Place]


def bare_digits(value: Native) -> str | None:
    """The ten digits of a workbook's whole number that is a personal number, a leading zero put back; else None."""
    # a round number of thousands is an amount, whatever date its first digits may make
    if not isinstance(value, Decimal) or not 0 < value < 10**10 or value % 1 or value % 1000 == 0:
        return None
    digits = f"{int(value):010d}"
    return digits if has_check_digit(digits) and possible(digits) else None


def spellings(tables: Iterable[Table]) -> Iterator[Spelling]:
    """How such numbers stand in the cells of some tables."""
    for table in tables:
        yield from spellings_in(table.cells)


def spellings_in(cells: Sequence[Cell]) -> Iterator[Spelling]:
    """How such numbers stand in the cells of one table."""
    below = _named_columns(cells)
    for cell in cells:
        if bare_digits(cell.native) or (cell.row > below.get(cell.col, cell.row) and _may_be_one(cell)):
            yield from ((spelling, cell.place) for spelling in _as_it_stands(cell))


def _named_columns(cells: Sequence[Cell]) -> dict[int, int]:
    """The columns whose header names personal numbers, and the row of that header."""
    found: dict[int, int] = {}
    for cell in cells:
        if named(cell.text):
            for col in range(cell.col, cell.col + min(cell.colspan, 100)):
                found[col] = min(cell.row, found.get(col, cell.row))
    return found


def _may_be_one(cell: Cell) -> bool:
    text = cell.text if not isinstance(cell.native, Decimal) else str(cell.native)
    digits = re.sub(r"\D", "", text)
    return len(text) <= LONGEST and 9 <= len(digits) <= 10 and possible(spelled_digits(digits))


def _as_it_stands(cell: Cell) -> set[str]:
    stored = {str(int(cell.native))} if isinstance(cell.native, Decimal) else set()
    return {text for text in (cell.text, *stored) if text}
