"""What a stored value of a workbook is: its type, and its text as a Danish reader sees it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from math import isfinite

from extractors.model import Native
from extractors.workbook.dates import LAST_DAY, from_serial, show_clock, show_moment
from extractors.workbook.number_formats import NumberFormat

MAX_EXACT_DIGITS = 15  # more are not stored; what follows is the computer's rounding


def exact(text: str) -> Decimal | None:
    """The number that a stored text means, exactly as a person typed it; None where it is no number.

    ``78486.059999999998`` is how programs write 78486.06, so digits beyond the fifteenth go by way of the
    shortest text of the same stored number.
    """
    if len(text) <= MAX_EXACT_DIGITS and _as_typed(text):
        return Decimal(text)
    if not text.isascii() or "_" in text:  # which Python would read
        return None
    try:
        return from_float(float(text))
    except ValueError:
        return None


def _as_typed(text: str) -> bool:
    """Whether few digits stand there as a person types them, so that the stored number gives the same ones."""
    whole, point, decimals = text.lstrip("-").partition(".")
    if not (whole.isdecimal() and text.isascii()):
        return False
    return not point or (decimals.isdecimal() and decimals[-1] != "0")


def from_float(number: float) -> Decimal | None:
    """The shortest decimal number that is stored as this float; None for what is not finite."""
    if not isfinite(number):
        return None
    text = repr(number)
    return Decimal(text[:-2] if text.endswith(".0") else text)


def number_or_moment(number: Decimal, look: NumberFormat, since_1904: bool) -> tuple[Native, str]:
    """Typed value and shown text of a number, which is a date where its format says so."""
    if look.kind == "number":
        return number, look.show(number)
    serial = float(number)
    if look.kind == "time" and 0 <= serial <= LAST_DAY:
        return number, show_clock(serial)
    moment = from_serial(serial, since_1904)
    if moment is None:
        return number, look.show(number)
    return moment_value(moment, look.kind == "datetime")


def moment_value(moment: datetime, has_clock: bool) -> tuple[date | datetime, str]:
    """A date where neither the value nor its format has a clock, else a date with a clock."""
    value = moment if has_clock or (moment.hour, moment.minute, moment.second) != (0, 0, 0) else moment.date()
    return value, show_moment(value)


def truth(value: bool) -> str:
    """How a Danish program shows a yes or no."""
    return "SAND" if value else "FALSK"
