"""Numbers, money, dates and code words as people read them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_decimal

from extractors.data_file import data_file
from extractors.kinds.kind import load_kind
from extractors.kinds.registry import KINDS
from review.language import Language
from schemas.stored_texts import expected_in, found_in

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
NOTHING = "–"


def filters(language: Language) -> Mapping[str, Callable[..., str]]:
    """The filters of the templates in a language."""
    return {
        "number": lambda value: number(value, language),
        "kroner": lambda value: money(value, language),
        "kroner_of_ore": lambda value: money(None if value is None else Decimal(value) / 100, language),
        "day": lambda value: day(value, language),
        "moment": lambda value: moment(value, language),
        "found": lambda text, rule: found_in(language.code, rule, text),
        "expected": lambda text: expected_in(language.code, text),
    }


def number(value: Decimal | int | float | None, language: Language) -> str:
    """``1.234,5`` in Danish; a dash where there is none."""
    if value is None:
        return NOTHING
    return format_decimal(value, locale=language.locale, decimal_quantization=False)


def money(kroner: Decimal | int | None, language: Language) -> str:
    """``1.234.567 kr.`` in Danish, with øre where there are any."""
    if kroner is None:
        return NOTHING
    whole = kroner == int(kroner)
    shown = format_decimal(kroner, "#,##0" if whole else "#,##0.00", locale=language.locale)
    return f"{shown}\N{NO-BREAK SPACE}kr." if language.code == "da" else f"DKK\N{NO-BREAK SPACE}{shown}"


def day(value: date | str | None, language: Language) -> str:
    """``22. nov. 2026`` in Danish; a date that comes as text (``2026-11-22``) too."""
    if value is None:
        return NOTHING
    given = date.fromisoformat(value[:10]) if isinstance(value, str) else value
    return format_date(given, "d. MMM y" if language.code == "da" else "d MMM y", locale=language.locale)


def moment(value: datetime | str | None, language: Language) -> str:
    """Day and time of the clock in Denmark; SQLite gives moments as text in UTC."""
    if value is None:
        return NOTHING
    given = datetime.fromisoformat(value) if isinstance(value, str) else value
    pattern = "d. MMM y 'kl.' HH.mm" if language.code == "da" else "d MMM y, HH:mm"
    return format_datetime(given, pattern, tzinfo=COPENHAGEN, locale=language.locale)


def ago(value: datetime | str, now: datetime, language: Language) -> str:
    """How long ago a moment is: ``for 2 minutter siden``."""
    given = datetime.fromisoformat(value) if isinstance(value, str) else value
    return format_timedelta(given - now, add_direction=True, locale=language.locale)


def words(language: Language) -> Callable[[str, str | None], str]:
    """``words("severity", "error")`` is ``Fejl``: a code word as people read it; the code itself where it is new."""
    book = _book()[language.code]

    def word(about: str, code: str | None) -> str:
        if about == "kind" and code in KINDS:
            return load_kind(code).names[language.code]
        return book[about].get(code or "none", code or NOTHING)

    return word


@cache
def _book() -> dict[str, Any]:
    return data_file("review", "words.yaml")
