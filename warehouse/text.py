"""Text from outside, made fit for both databases without losing sight of what was wrong with it."""

from __future__ import annotations

import re
import unicodedata

# PostgreSQL refuses the NUL character; half a character pair (from a broken PDF, or a file name that is not UTF-8)
# cannot be written as UTF-8 at all. SQLite would take both, and the two warehouses would differ.
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
REPLACEMENT = "�"


def storable(text: str) -> str:
    """The text with what no database can hold shown as ``�``."""
    # nothing that can be printed is among it, and to ask that is much quicker
    return text if text.isprintable() else UNSTORABLE.sub(REPLACEMENT, text)


def storable_or_none(text: str | None) -> str | None:
    """The same for a text that may be missing."""
    return None if text is None else storable(text)


def base_name(file_name: str) -> str:
    """A file's name as received, without its folder, in NFC (so that ``Ærø`` is one name on every system)."""
    return storable(unicodedata.normalize("NFC", file_name.rstrip("/").rsplit("/", 1)[-1]))
