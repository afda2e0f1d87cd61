"""Years and periods of years."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from extractors.model import Native
from schemas.parsers.danish_date import FIRST_YEAR, ISO, LAST_YEAR, NUMERIC, SPELLED, parse_date
from schemas.parsers.misread import Misread
from schemas.parsers.number import plain

_DATE = re.compile(rf"{ISO}|{NUMERIC}|{SPELLED}", re.IGNORECASE | re.ASCII)
_SPAN = re.compile(r"(?<!\d)(\d{4})\s?(?:-|–|—|/|til(?: og med)?)\s?(\d{4}|\d{2})(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


@dataclass(frozen=True, slots=True)
class Period:
    """The year that a report is about, or its first and its last year."""

    year: int
    end_year: int | None = None


def parse_period(text: str | None, native: Native = None) -> Period:
    """The period that a text names: `2023`, `2018–2021`, `2013/14`, `01-01-2022 til 31-12-2025`.

    Other words may stand around it; years lie within 1990-2100. Raises Misread: ``missing``, ``year`` where
    no year stands there, ``several`` where more than one period could be meant.
    """
    if native is not None:
        return _typed(native)
    shown = plain(text)
    if not re.search(r"\w", shown):
        raise Misread("missing")
    dates = [parse_date(found[0]) for found in _DATE.finditer(shown)]
    if dates:
        return _between(min(dates).year, max(dates).year)
    spans = {_between(int(a), _same_century(int(a), b)) for a, b in _SPAN.findall(shown)}
    years = {int(y) for y in _YEAR.findall(_SPAN.sub(" ", shown))}
    if not spans:
        spans, years = {Period(_sane(y)) for y in years}, set()
    if not spans:
        raise Misread("year")
    if len(spans) > 1 or years:
        raise Misread("several")
    return spans.pop()


def parse_year(text: str | None, native: Native = None) -> int | None:
    """One calendar year, None where nothing stands; `2019/20` is 2019. Raises Misread("year")."""
    if native is None and not re.search(r"\w", plain(text)):
        return None
    try:
        return parse_period(text, native).year
    except Misread as problem:
        raise Misread("year") from problem


def _typed(native: Native) -> Period:
    if isinstance(native, date):
        return Period(_sane(native.year))
    if isinstance(native, Decimal) and native == native.to_integral_value():
        return Period(_sane(int(native)))
    raise Misread("year")


def _same_century(first: int, last: str) -> int:
    return int(last) if len(last) == 4 else first // 100 * 100 + int(last)


def _between(first: int, last: int) -> Period:
    if _sane(last) < _sane(first):
        raise Misread("year")
    return Period(first, last if last != first else None)


def _sane(year: int) -> int:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Misread("year")
    return year
