"""Labels as they are compared and as they are kept."""

from __future__ import annotations

import re
import unicodedata

MARKS = "*†‡¹²³⁰⁴⁵⁶⁷⁸⁹"


def key(text: str | None) -> str:
    """A text to compare labels by: lower case, without white space, hyphens, marks or final punctuation.

    Words that a narrow column broke compare equal to whole ones.
    """
    folded = unicodedata.normalize("NFC", text or "").casefold()
    return re.sub(rf"[\s\-\u00ad\u2010-\u2015{MARKS}]", "", folded).strip(".:;,")


def kept(text: str | None) -> str | None:
    """A label as it is kept: as reported, without note marks at its end; None for a blank one."""
    stripped = (text or "").rstrip().rstrip(MARKS).rstrip()
    return stripped or None
