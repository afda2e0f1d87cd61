"""Changes and targets that are told in words: ``Andelen er reduceret med 61,6%`` is -61,6 %."""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.kinds.kind import Kind
from extractors.kinds.values import NUMBER, PERCENT, read_values


def change_text(text: str, kind: Kind) -> str | None:
    """The number of a change or target with its sign, as text; None where the text holds no number at all.

    The number is the first one behind a word of rising or falling; a text without such a word must be one
    value. Any other text comes back whole, so that it is told as unreadable and not lost.
    """
    for sign, pattern in _patterns(kind):
        if found := pattern.search(text):
            return sign + found["number"].lstrip("+-−") + (found["percent"] or "")
    values = read_values(text)
    if len(values) == 1:
        return values[0].text
    return text if values else None


def _patterns(kind: Kind) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return _compiled(tuple(kind.words["falling"]), tuple(kind.words["rising"]))


@lru_cache(maxsize=4)
def _compiled(falling: tuple[str, ...], rising: tuple[str, ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    def behind(words: tuple[str, ...]) -> re.Pattern[str]:
        return re.compile(
            rf"\b(?:{'|'.join(words)})\b[^\d]*?(?P<number>{NUMBER})(?P<percent>{PERCENT})?", re.IGNORECASE
        )

    return (("-", behind(falling)), ("", behind(rising)))
