"""Danish personal numbers (CPR): finding them in any spelling, and hiding them."""

from __future__ import annotations

import calendar
import re

_DASH = r"[-\u2010-\u2015\u2212\u00ad]"
_SPACE = r"[ \t\u00a0\u2007\u2009\u202f]"
_JOIN = rf"(?P<join>{_SPACE}?{_DASH}{_SPACE}?[\r\n]?{_SPACE}?|{_SPACE}{{1,2}}|{_SPACE}?[\r\n]+{_SPACE}?|)"
# a number of ten digits of its own, not a piece of a longer number, an amount or a case number
_BEFORE = r"(?<![\d])(?<!\d[-./,])(?<!\d[\u2010-\u2015])"
_AFTER = r"(?![\d])(?![-.,\u2010-\u2015]\d)"
_NUMBER = re.compile(rf"{_BEFORE}(?P<day>\d\d)[.]?(?P<month>\d\d)[.]?(?P<year>\d\d){_JOIN}(?P<serial>\d{{4}}){_AFTER}")
_NAMED = re.compile(r"cpr|personn(?:umme)?r|person-?nummer|cpr-?n", re.IGNORECASE)
_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_NEAR = 40  # how many characters before a number its name may stand


def find_cpr(text: str) -> list[tuple[int, int]]:
    """Where personal numbers stand in a text, as (start, end).

    Numbers whose date cannot be are none; replacement numbers (day + 60) are. The check digit is not asked
    for, since numbers without one have been given out since 2007; only ten digits in one piece, or parted by
    a mere space before what may be a year, need it or the word CPR nearby, for they may as well be something else.
    """
    if not text or not any(c.isdigit() for c in text):
        return []
    return [found.span() for found in _NUMBER.finditer(text) if _is_number(found, text)]


def mask(text: str) -> str:
    """The text with every personal number cut down to its date: `010203-••••`."""
    for start, end in reversed(find_cpr(text)):
        digits = re.sub(r"\D", "", text[start:end])
        text = f"{text[:start]}{digits[:6]}-••••{text[end:]}"
    return text


def _is_number(found: re.Match[str], text: str) -> bool:
    if not _date_exists(found["day"], found["month"], found["year"], found["serial"]):
        return False
    joined, digits = found["join"], re.sub(r"\D", "", found[0])
    if re.search(_DASH, joined):
        return True
    if joined and not re.match(r"(?:19|20)\d\d", found["serial"]):
        return True
    return has_check_digit(digits) or bool(_NAMED.search(text[max(0, found.start() - _NEAR) : found.start()]))


def has_check_digit(digits: str) -> bool:
    """Whether ten digits satisfy the check that most personal numbers satisfy (not all: see find_cpr)."""
    return sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, digits, strict=True)) % 11 == 0


def _date_exists(day: str, month: str, year: str, serial: str) -> bool:
    number = int(day) - 60 if int(day) > 60 else int(day)
    if not (1 <= int(month) <= 12 and number >= 1):
        return False
    return number <= calendar.monthrange(_full_year(int(year), int(serial[0])), int(month))[1]


def _full_year(year: int, seventh: int) -> int:
    if seventh <= 3:
        return 1900 + year
    if seventh in (4, 9):
        return (2000 if year <= 36 else 1900) + year
    return (2000 if year <= 57 else 1800) + year
