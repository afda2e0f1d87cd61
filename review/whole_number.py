"""A number that somebody else has written: in an address, or in a form."""

from __future__ import annotations


def whole_number(written: object, digits: int = 18) -> int | None:
    """The number of plain digits, as many at most; None for anything else. 18 fit into every column of a database."""
    if not isinstance(written, str) or not (written.isascii() and written.isdigit() and len(written) <= digits):
        return None
    return int(written)
