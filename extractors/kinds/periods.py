"""Labels that name a period: a year, a month, a school year, and finer or longer ones."""

from __future__ import annotations

import re
from dataclasses import dataclass

YEAR = r"(?:19|20)\d\d"
_MONTH = (
    r"(?:jan(?:uar)?|feb(?:ruar)?|mar(?:ts)?|apr(?:il)?|maj|juni?|juli?|aug(?:ust)?|sep(?:t(?:ember)?)?"
    r"|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_UNIT = (
    rf"(?:{_MONTH}|\d\.?\s*(?:kvartal|kvt\.?|halvår)|[qkh][1-4]|uge\s*\d{{1,2}}"
    r"|(?:forår|sommer|efterår|vinter)(?:et|en)?|ultimo|primo)"
)
_DATED = rf"(?:{_UNIT}(?:,?\s*{YEAR})?|{YEAR},?\s*{_UNIT})"
_PLAIN = re.compile(rf"^(?:år(?:et)?\s+)?({YEAR})$", re.IGNORECASE)
_OVER_YEARS = re.compile(
    rf"^(?:[a-zæøå]+\s?året\s+|sæson(?:en)?\s+)?{YEAR}\s*(?:/|-|–|til)\s*(?:\d\d|{YEAR})$", re.IGNORECASE
)
_FINER = re.compile(rf"^{_DATED}(?:\s*(?:-|–|/|til|og)\s*{_DATED})?$", re.IGNORECASE)
_SHORT = re.compile(rf"^{_MONTH}-(\d\d)$", re.IGNORECASE)  # as workbooks show the first of a month: jan-24
_REMARKED = re.compile(rf"^({YEAR})\s*\([^()]*\)$")


@dataclass(frozen=True, slots=True)
class Period:
    """A period: the year that it begins in, and the label as reported where it is other than a calendar year."""

    year: str | None
    label: str | None


def period_of(text: str | None) -> Period | None:
    """The period that a whole label names (``2023``, ``December 2022``, ``Skoleåret 2019/20``); None for any other."""
    shown = " ".join((text or "").split()).rstrip("*: ")
    if plain := _PLAIN.match(shown):
        return Period(plain.group(1), None)
    if short := _SHORT.match(shown):
        return Period(f"20{short[1]}", shown)
    if any(p.match(shown) for p in (_OVER_YEARS, _FINER, _REMARKED)):
        return Period(year_in(shown), shown)
    return None


def year_in(text: str | None) -> str | None:
    """The first year that a text holds, such as that of ``Måned (2023)``."""
    found = re.search(rf"(?<!\d){YEAR}(?!\d)", text or "")
    return found.group() if found else None
