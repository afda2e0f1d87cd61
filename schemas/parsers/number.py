"""Plain numbers in a declared number format."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from schemas.parsers.misread import Misread

_MARKS = re.compile(r"[\s*†‡⁰¹²³⁴⁵⁶⁷⁸⁹]+$")
LIMIT = Decimal(10) ** 15  # what is larger has been misread, and fits in no column of money
_MINUS = str.maketrans(dict.fromkeys("−‒﹣\u2010\u2011－", "-"))


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How a kind writes numbers; `1.234` is a thousand and more where the group mark is a point."""

    decimal_mark: str = ","
    group_mark: str = "."


DANISH = NumberFormat()


def plain(text: str | None) -> str:
    """The text with every white space as one space, every minus as ``-``, and trailing note marks dropped."""
    collapsed = " ".join(unicodedata.normalize("NFC", text or "").translate(_MINUS).split())
    return _MARKS.sub("", collapsed)


@cache
def _shape(number_format: NumberFormat, max_decimals: int) -> re.Pattern[str]:
    group, mark = re.escape(number_format.group_mark), re.escape(number_format.decimal_mark)
    whole = rf"(?:0|[1-9]\d*|[1-9]\d{{0,2}}(?:{group}\d{{3}})+|[1-9]\d{{0,2}}(?: \d{{3}})+)"
    return re.compile(rf"({whole})(?:{mark}(\d{{1,{max_decimals}}}))?", re.ASCII)


def parse_number(text: str, number_format: NumberFormat = DANISH, max_decimals: int = 2) -> Decimal:
    """The number that the whole text is, exactly as shown; a leading ``-`` is a minus.

    The format is never guessed: `12.50` under the Danish format raises Misread("foreign_format"), as does
    a group that has not three digits. Spaces of any kind may stand for the group mark.
    """
    shown = plain(text)
    sign, digits = (-1, shown[1:].lstrip()) if shown.startswith("-") else (1, shown)
    found = _shape(number_format, max_decimals).fullmatch(digits)
    if not found:
        raise Misread(why_not(shown))
    whole = re.sub(r"\D", "", found[1])
    return sign * bounded(Decimal(f"{whole}.{found[2]}" if found[2] else whole))


def bounded(number: Decimal) -> Decimal:
    """The number itself where it is one that a report can hold; Misread("too_large") from 10^15 on or for no number."""
    if not number.is_finite() or abs(number) >= LIMIT:
        raise Misread("too_large")
    return number


def why_not(shown: str) -> str:
    """The reason for which a text is no number: ``missing, words, range, several, foreign_format, unreadable``."""
    if not re.search(r"\w", shown):
        return "missing" if not re.search(r"[^\s.…–—-]", shown) else "unreadable"
    if not re.search(r"\d", shown):
        return "words"
    if re.search(r"\d\s*(?:-|–|—|til)\s*\d", shown):
        return "range"
    if len(re.findall(r"(?<!\w)\d[\d.,]*(?: \d{3}(?!\d))*", shown)) > 1:
        return "several"
    one_number = re.fullmatch(r"[^\w()]*(?:kr\W*)?\d+(?:[.,]\d+)+\W*(?:kr\W*)?", shown, re.ASCII | re.IGNORECASE)
    return "foreign_format" if one_number else "unreadable"
