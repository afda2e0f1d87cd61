"""Whether a row begins a table of its own, and whether rows after a blank one go on with the table before it."""

from __future__ import annotations

from extractors.workbook.rows import Row, columns_covered, is_number, is_wording

HEADER_ROWS = 3  # rows that a header may have, at most
SAME_SHARE = 0.6  # of a table's columns that rows of text must fill to belong to it
HEADER_LETTERS = 60  # a longer text does not name a column


def has_own_header(block: list[Row], table: list[Row], after_blank: bool) -> bool:
    """Whether the block's first row names all columns that the block uses, and looks like a header.

    It does where it repeats a header of the table before, or stands out by its looks; where looks are unknown,
    where it stands after a blank row and is wording above numbers.
    """
    if not all(is_wording(c) for c in block[0].cells) or len(block[0].cells) < 2:
        return False
    body = [row for row in block[1:] if row.is_wide]
    if not body or not _names_all_columns(block, body):
        return False
    if any(row.texts == block[0].texts for row in table[:HEADER_ROWS]) or _stands_out(block):
        return True
    return after_blank and not _is_styled(table[0]) and _is_wording_above_numbers(block[0], body)


def goes_on(block: list[Row], table: list[Row]) -> bool:
    """Whether the block has the same columns as the table: numbers under numbers, or text in most columns."""
    before = {col for row in table for col in row.starts}
    after = {col for row in block if row.is_wide for col in row.starts}
    if not after <= before:
        return False
    numbers_before = {c.col for row in table for c in row.cells if is_number(c)}
    numbers_after = {c.col for row in block if row.is_wide for c in row.cells if is_number(c)}
    if numbers_after:
        return numbers_after <= numbers_before
    return len(after) >= SAME_SHARE * len(before)


def _names_all_columns(block: list[Row], body: list[Row]) -> bool:
    header = [row for row in block[:HEADER_ROWS] if all(is_wording(c) for c in row.cells)]
    named = columns_covered(row for row in header if _looks_alike(header[0], row))
    return {col for row in body for col in row.starts} <= named


def _stands_out(block: list[Row]) -> bool:
    body = [row for row in block[1:] if row.is_wide and not _looks_alike(block[0], row)]
    return _is_styled(block[0]) and bool(body)


def _is_styled(row: Row) -> bool:
    return all(c.bold for c in row.cells) or all(c.fill for c in row.cells)


def _looks_alike(one: Row, other: Row) -> bool:
    return (one.cells[0].bold, one.cells[0].fill) == (other.cells[0].bold, other.cells[0].fill)


def _is_wording_above_numbers(header: Row, body: list[Row]) -> bool:
    numbers = {c.col for row in body for c in row.cells if is_number(c)}
    short = all(len(c.text) <= HEADER_LETTERS for c in header.cells)
    return short and any(c.native is None and c.col in numbers for c in header.cells)
