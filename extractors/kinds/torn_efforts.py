"""Efforts of an overview whose names may be parts of others: the rows were not parted where they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extractors.kinds.effort_table import EffortTable
from extractors.kinds.headers import Row
from extractors.kinds.kind import Kind
from extractors.kinds.table_parts import own_cells
from extractors.labels import kept, key
from extractors.model import Cell, Line

ALWAYS = 0.6  # share of the rows: a column filled this often is filled in every whole row
LACKING = 2  # such columns: a row without so many is a part of one (a single one may just be blank)
SLACK = 6.0  # points that two boxes may lie over each other
REACH = 1.75  # times the font size: text this near below the overview belongs to its last row


def torn_efforts(found: EffortTable, kind: Kind, below: Line | None = None) -> set[str]:
    """The names, as keys, of the efforts in rows that are a part of one or stand beside such a row.

    ``below`` is the text that follows the overview: where it stands right below, the last row was cut.
    """
    grid = found.table.grid()
    rows = [r for r in range(found.header.first_row, len(grid)) if own_cells(grid[r], r)]
    if len(rows) < 2:
        return set()
    filled = [{cell.col for cell in own_cells(grid[r], r)} for r in rows]
    counts = Counter(col for row in filled for col in row)
    always = {col for col, n in counts.items() if n >= ALWAYS * len(rows)}
    names = [_name(grid[r], r, found.header.columns["effort"]) for r in rows]
    capital = sum(name[:1].isupper() for name in names) > len(names) / 2
    torn: set[int] = {len(rows) - 1} if _is_cut(found, below) else set()
    for n, name in enumerate(names):
        begun = capital and name[:1].islower()
        if len(always - filled[n]) >= LACKING:
            torn |= {n - 1, n, n + 1}
        elif begun or _goes_on(name, kind.words["joining_words"]):
            torn |= {n, n - 1 if begun else n + 1}
    return {key(names[n]) for n in torn if 0 <= n < len(names) and names[n]}


def _is_cut(found: EffortTable, below: Line | None) -> bool:
    ends = [box for cell in found.table.cells if below is not None and (box := _box_on(cell, below.place.page))]
    box = below.place.bbox if below is not None else None
    if below is None or box is None or not ends or below.bold:
        return False
    return 0 <= box[1] + SLACK - max(e[3] for e in ends) < REACH * (below.size or 0.0)


def _box_on(cell: Cell, page: int | None) -> tuple[float, float, float, float] | None:
    """The box of the last part of a cell, where that is on a page."""
    place = [cell.place, *cell.parts][-1]
    return place.bbox if place.page == page and not cell.blank else None


def _name(row: Row, r: int, col: int) -> str:
    cell = row[col]
    return (kept(cell.text) or "") if cell is not None and cell.row == r else ""


def _goes_on(name: str, joining_words: Sequence[str]) -> bool:
    """Whether a name ends in the middle: with a hyphen, or with a word that joins others."""
    last = re.split(r"\s+", name.casefold())[-1] if name else ""
    return name.endswith(("-", "\u2010", "\u00ad", ",")) or last in joining_words
