"""Dates as Danish authors write them: day before month, always."""

from __future__ import annotations

import re
from datetime import date, datetime

from extractors.model import Native
from schemas.parsers.misread import Misread
from schemas.parsers.number import plain

FIRST_YEAR, LAST_YEAR = 1990, 2100
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_LEAD = re.compile(r"^(?:(?:man|tirs|ons|tors|fre|lør|søn)dag,?\s*)?(?:den|d\.|dato:?)?\s*", re.IGNORECASE)
NUMERIC = r"\d{1,2}\s?([./-])\s?\d{1,2}(?:\s?[./-]\s?(?:\d{4}|\d{2})|(?<=/\d) \d{4}|(?<=/\d\d) \d{4})(?!\d)"
SPELLED = r"\d{1,2}\.?\s+[a-zæøå]{3,9}\.?\s+\d{4}"
ISO = r"\d{4}-\d{2}-\d{2}"


def parse_date(text: str | None, native: Native = None) -> date:
    """The date that the whole text is: `01-12-2023`, `11. december 2020`, `1/1-18`, `7/12 2026`, `2020-12-11`.

    A weekday, `den` or `d.` may stand before it. Raises Misread: ``missing``, ``date`` for a day that
    does not exist, a year outside 1990-2100, or anything else.
    """
    if isinstance(native, datetime):
        return _within(native.date())
    if isinstance(native, date):
        return _within(native)
    shown = plain(text)
    if not re.search(r"\w", shown):
        raise Misread("missing")
    return _within(_read(_LEAD.sub("", shown).rstrip(".")))


def _read(shown: str) -> date:
    numbers = [int(n) for n in re.findall(r"\d+", shown)]
    try:
        if re.fullmatch(ISO, shown, re.ASCII):
            return date(*numbers)
        if re.fullmatch(NUMERIC, shown, re.ASCII):
            return date(_full_year(numbers[2]), numbers[1], numbers[0])
        if re.fullmatch(SPELLED, shown, re.IGNORECASE):
            return date(numbers[1], _month(shown), numbers[0])
    except ValueError as impossible:
        raise Misread("date") from impossible
    raise Misread("date")


def _full_year(year: int) -> int:
    return year if year > 99 else year + (1900 if year >= 90 else 2000)


def _month(shown: str) -> int:
    name = "".join(re.findall(r"[a-zæøå]+", shown.casefold()))
    return 1 + _MONTHS.index(name[:3])


def _within(found: date) -> date:
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Misread("date")
    return found
