"""Efforts of an overview whose names may be parts of others: the rows were not parted where they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from extractors.kinds.effort_table import EffortTable
from extractors.kinds.headers import Row
from extractors.kinds.kind import Kind
from extractors.kinds.table_parts import own_cells
from extractors.labels import kept, key

HALF = 0.6  # of the cells that a row usually fills: a row with fewer is a part of one


def torn_efforts(found: EffortTable, kind: Kind) -> set[str]:
    """The names, as keys, of the efforts in rows that are a part of one or stand beside such a row."""
    grid = found.table.grid()
    rows = [r for r in range(found.header.first_row, len(grid)) if own_cells(grid[r], r)]
    if len(rows) < 2:
        return set()
    usual = median(len(own_cells(grid[r], r)) for r in rows)
    names = [_name(grid[r], r, found.header.columns["effort"]) for r in rows]
    capital = sum(name[:1].isupper() for name in names) > len(names) / 2
    torn: set[int] = set()
    for n, r in enumerate(rows):
        begun = capital and names[n][:1].islower()
        ends = _goes_on(names[n], kind.words["joining_words"])
        if len(own_cells(grid[r], r)) < HALF * usual:
            torn |= {n - 1, n, n + 1}
        elif begun or ends:
            torn |= {n, n - 1 if begun else n + 1}
    return {key(names[n]) for n in torn if 0 <= n < len(names) and names[n]}


def _name(row: Row, r: int, col: int) -> str:
    cell = row[col]
    return (kept(cell.text) or "") if cell is not None and cell.row == r else ""


def _goes_on(name: str, joining_words: Sequence[str]) -> bool:
    """Whether a name ends in the middle: with a hyphen, or with a word that joins others."""
    last = re.split(r"\s+", name.casefold())[-1] if name else ""
    return name.endswith(("-", "\u2010", "\u00ad", ",")) or last in joining_words
