"""Tables that stand side by side, parted by an empty column."""

from __future__ import annotations

from extractors.workbook.rows import Row, columns_covered, is_number, is_wording, is_year

Band = tuple[int, int]  # first and last column


def side_by_side(block: list[Row]) -> list[list[Row]]:
    """The block's tables that stand side by side, from the left; the block itself where it is not so parted.

    An empty column parts two tables only where each side has a header and labels of its own: a table may well
    have an empty column to set its numbers apart.
    """
    bands = _bands(block)
    if len(bands) < 2:
        return [block]
    parts = [_within(block, band) for band in bands]
    apart = len({_first_wide(part) for part in parts}) == len(parts)
    return parts if all(_is_table(part, apart) for part in parts) else [block]


def _bands(block: list[Row]) -> list[Band]:
    wide = [row for row in block if row.is_wide]
    if _has_full_row(wide):
        return []
    bands: list[Band] = []
    for col in sorted(columns_covered(wide)):
        if bands and col == bands[-1][1] + 1:
            bands[-1] = (bands[-1][0], col)
        else:
            bands.append((col, col))
    return bands


def _has_full_row(rows: list[Row]) -> bool:
    """Whether a row is filled from the first to the last column, so that nothing is parted; most tables have one."""
    first = min((row.cells[0].col for row in rows), default=0)
    last = max((row.cells[-1].col for row in rows), default=0)
    return any(len(row.cells) > last - first and len(row.starts) > last - first for row in rows)


def _within(block: list[Row], band: Band) -> list[Row]:
    rows = []
    for row in block:
        cells = [c for c in row.cells if band[0] <= c.col <= band[1]]
        above = [c for c in row.above if band[0] <= c.col <= band[1]]
        spanning = [c for c in row.spanning if band[0] <= c.col <= band[1]]
        if cells:
            rows.append(Row(row.index, cells, above, spanning, min(row.framed, band[1] - band[0] + 1)))
    return rows


def _first_wide(rows: list[Row]) -> int:
    return next((row.index for row in rows if row.is_wide), -1)


def _is_table(rows: list[Row], starts_apart: bool) -> bool:
    """Whether the rows have a header and, unless they begin in another row than their neighbours, labels in words."""
    wide = [row for row in rows if row.is_wide]
    if len(wide) < 2 or not all(is_wording(c) for c in wide[0].cells):
        return False
    left = min(c.col for row in wide for c in row.cells)
    labels = [c for row in wide[1:] for c in row.cells if c.col == left]
    texts = [c for c in labels if not is_number(c) or is_year(c)]
    return bool(labels) and (starts_apart or len(texts) * 2 > len(labels))
