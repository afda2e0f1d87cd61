"""Words looked for in a column, in capitals or not."""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_


def contains(column: ColumnElement, words: str) -> ColumnElement[bool]:
    """The words stand somewhere in the column, in small or in capital letters."""
    # SQLite takes only the letters A to Z for the same in capitals
    others = () if words.isascii() else (words.lower(), words.upper(), words.capitalize())
    spellings = dict.fromkeys([words, *others])
    return or_(*(column.icontains(spelling, autoescape=True) for spelling in spellings))
