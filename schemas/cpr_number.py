"""What makes ten digits a Danish personal number (CPR): a date that exists, and for most of them a check digit."""

from __future__ import annotations

import calendar

_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
REPLACEMENT = 60  # added to the day of a number that stands in for one not known yet


def has_check_digit(digits: str) -> bool:
    """Whether ten digits satisfy the check that most personal numbers satisfy (not all, since 2007)."""
    return sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11 == 0


def date_exists(day: str, month: str, year: str, serial: str) -> bool:
    """Whether the date exists in the century that the serial number tells; a year of four digits must be of it."""
    number = int(day) - REPLACEMENT if int(day) > REPLACEMENT else int(day)
    if not (1 <= int(month) <= 12 and number >= 1):
        return False
    full = _full_year(int(year[-2:]), int(serial[0]))
    if len(year) == 4 and int(year) != full:
        return False
    return number <= calendar.monthrange(full, int(month))[1]


def possible(digits: str) -> bool:
    """Whether ten digits begin with a date that exists."""
    return date_exists(digits[:2], digits[2:4], digits[4:6], digits[6:])


def _full_year(year: int, seventh: int) -> int:
    if seventh <= 3:
        return 1900 + year
    if seventh in (4, 9):
        return (2000 if year <= 36 else 1900) + year
    return (2000 if year <= 57 else 1800) + year
