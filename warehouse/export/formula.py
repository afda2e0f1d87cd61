"""Text that a spreadsheet would run: what it looks like, how it is made harmless in CSV, and how that is undone."""

from __future__ import annotations

import re

MARK = "'"
# Spreadsheets read such text as a formula, some of them also behind white space, and the wide signs like the others.
_LIKE_A_FORMULA = re.compile(r"[\t\r\n]|[\s\x00-\x1f\ufeff]*[=+\-@＝＋－＠]")


def like_a_formula(text: str) -> bool:
    """Whether a spreadsheet that reads or edits this text might run it."""
    return _LIKE_A_FORMULA.match(text) is not None


def harmless(text: str) -> str:
    """The text with ``'`` before it where it is like a formula, begins with ``'`` itself, or is empty.

    So a text that begins with ``'`` always has one too many (``restored``), and an empty text differs from none.
    """
    if not text or text[0] == MARK or like_a_formula(text):
        return MARK + text
    return text


def restored(text: str) -> str:
    """The text as it was before ``harmless``."""
    return text.removeprefix(MARK)
