"""Text from outside on its way to a screen, a log or a table of results."""

from __future__ import annotations

import unicodedata

from schemas.personal_data import mask

# Besides control characters: the marks that turn the direction of writing, and line and paragraph separators.
DIRECTION_MARKS = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff"
)

# Signs that Markdown and HTML read, and what looks like them: it is readable also where no one renders Markdown.
LIKE_MARKDOWN = str.maketrans("<>[]|`", "‹›()¦'")


def plain(text: object) -> str:
    """One line without anything that a terminal would obey.

    White space of any kind becomes a space, a control character or direction mark ``\N{REPLACEMENT CHARACTER}``, and
    bytes of a file name that are no text are written out (``\\xff``).
    """
    readable = str(text).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(map(_plain_character, readable))


def _plain_character(char: str) -> str:
    if char in "\t\n\r\v\f":
        return " "
    if char in DIRECTION_MARKS or unicodedata.category(char) in ("Cc", "Cs"):
        return "\N{REPLACEMENT CHARACTER}"
    return char


def file_name(name: str) -> str:
    """A file's name as it is kept and shown: NFC; bytes that are no text are written out, personal numbers masked."""
    readable = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return mask(unicodedata.normalize("NFC", readable))


def in_markdown(text: object) -> str:
    """The text for a cell of a Markdown table: nothing in it can be a tag, a link, code or a column's end."""
    return plain(text).translate(LIKE_MARKDOWN)
