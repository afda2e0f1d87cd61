"""What a value is counted in, by the words of its cell, its label and its header."""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.kinds.kind import Kind
from extractors.kinds.values import CellValue

PLAIN = "number"  # the unit of a value that nothing tells of


def unit_of(value: CellValue, labels: list[str | None], kind: Kind) -> str:
    """``percent, count, score, years, days, hours`` or ``number``.

    The percent sign decides first, then the words behind the number, then the first of ``labels`` that holds a
    unit word (give the nearest one first). The words are those of the kind's ``units``; within one label the
    unit whose word stands first is taken.
    """
    if value.is_percent:
        return "percent"
    for text in (value.words, *([] if value.aside else labels)):
        if text and (unit := _first_unit(text, kind)):
            return unit
    return "count" if value.aside and re.fullmatch(r"\d[\d. ]*", value.text) else PLAIN


def _first_unit(text: str, kind: Kind) -> str | None:
    found = [(m.start(), unit) for unit, pattern in _patterns(kind) if (m := pattern.search(text))]
    return min(found)[1] if found else None


def _patterns(kind: Kind) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return _compiled(tuple((unit, tuple(words)) for unit, words in kind.words["units"].items()))


@lru_cache(maxsize=8)
def _compiled(units: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((unit, re.compile("|".join(f"(?:{w})" for w in words), re.IGNORECASE)) for unit, words in units)
