"""When two labels are the same label."""

from __future__ import annotations

import unicodedata

_SOFT = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


def tidy(text: str | None) -> str | None:
    """The text in NFC with white space collapsed and soft hyphens taken out; None where nothing is left."""
    if text is None:
        return None
    collapsed = " ".join(unicodedata.normalize("NFC", text).translate(_SOFT).split())
    return collapsed or None


def label_key(text: str | None) -> str:
    """What labels are compared by: letters, digits and ``+`` in lower case, nothing else.

    White space, hyphens, punctuation and superscript marks are dropped, so that a word broken over two
    lines is the same word. ``+`` stays: SSP and SSP+ are two efforts. Empty where nothing is left.
    """
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text or "").casefold())
    return "".join(c for c in folded if c.isalpha() or c.isdecimal() or c == "+")
