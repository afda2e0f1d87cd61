"""Texts of a file that no page or sheet shows: which of them are handed on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from extractors.model import Cell
from extractors.place import Place

FEWEST_DIGITS = 9  # a text with fewer can hold nothing that is looked for in what is not shown
LONGEST, OVERLAP = 4_000, 100  # characters of one piece


def with_many_digits(texts: Iterable[str], place: Place) -> Iterator[tuple[str, Place]]:
    """Those of the texts at a place that hold many digits, a long one in pieces that overlap."""
    for text in texts:
        if sum(map(str.isdecimal, text)) >= FEWEST_DIGITS:
            for start in range(0, len(text), LONGEST - OVERLAP):
                yield text[start : start + LONGEST], place


def of_cells(cells: Iterable[Cell]) -> Iterator[tuple[str, Place]]:
    """The same for hidden cells; a number is given the zeros that a workbook does not store."""
    for cell in cells:
        native = cell.native
        if isinstance(native, Decimal) and 10**8 <= native < 10**10 and native % 1 == 0 and native % 1000:
            yield from with_many_digits([f"{int(native):010d}"], cell.place)
        elif len(cell.text) >= FEWEST_DIGITS:
            yield from with_many_digits([cell.text], cell.place)
