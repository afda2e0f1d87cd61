"""Day numbers of a workbook as dates."""

from __future__ import annotations

from datetime import date, datetime, timedelta

_SECONDS_A_DAY = 86_400
LAST_DAY = 2_958_465  # 31 December 9999


def from_serial(serial: float, since_1904: bool) -> datetime | None:
    """The moment that a day number stands for, or None where no calendar has it.

    The usual calendar counts 29 February 1900, a day that never was: numbers below 60 are one day later
    than a plain count from 30 December 1899 says, and 60 itself is no day at all.
    """
    if since_1904:
        start = datetime(1904, 1, 1)
    elif serial < 60:
        start = datetime(1899, 12, 31)
    else:
        start = datetime(1899, 12, 30)
    if not 0 <= serial <= LAST_DAY or (not since_1904 and 60 <= serial < 61):
        return None
    milliseconds = round(serial * _SECONDS_A_DAY * 1000)
    try:
        return start + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return None


def show_moment(value: date | datetime) -> str:
    """``dd-mm-yyyy``, with the clock where there is one."""
    if isinstance(value, datetime):
        return f"{value:%d-%m-%Y %H:%M}"
    return f"{value:%d-%m-%Y}"


def show_clock(serial: float) -> str:
    """A part of a day, or more than a day, in hours and minutes: 0.5 is ``12:00``."""
    minutes = round(serial * 24 * 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
