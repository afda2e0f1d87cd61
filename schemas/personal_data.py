"""Danish personal numbers (CPR): finding them in any spelling, and hiding them."""

from __future__ import annotations

import re

from schemas.cpr_number import date_exists, has_check_digit
from schemas.cpr_spelling import LABEL_AFTER, NAME, NUMBER, OTHER, SPACED, Spelled, spelled, without_ignored

_NEAR = 40  # how many characters before a number its name may stand
_YEAR = re.compile(r"(?:19|20)\d\d")


def find_cpr(text: str) -> list[tuple[int, int]]:
    """Where personal numbers stand in a text, as (start, end).

    Numbers whose date cannot be are none; replacement numbers (day + 60) are. The check digit is not asked
    for, since numbers without one have been given out since 2007; only ten digits in one piece, or parted by
    a sign that parts other numbers too, need it or the word CPR nearby, for they may as well be something else.
    """
    if sum(map(str.isdecimal, text)) < 10:
        return []
    bare, at = without_ignored(text)
    found = [*_found(NUMBER, bare), *_found(SPACED, bare)]
    return sorted((at[start], at[end - 1] + 1) for start, end in found)


def mask(text: str) -> str:
    """The text with every personal number cut down to its date: `010203-••••`."""
    for start, end in reversed(find_cpr(text)):
        text = f"{text[:start]}{masked(text[start:end])}{text[end:]}"
    return text


def masked(number: str) -> str:
    """A personal number, however it is spelled, cut down to its date."""
    return f"{spelled_digits(number)[:6]}-••••"


def spelled_digits(number: str) -> str:
    """The ten digits of a number however it is spelled: of a longer year the last two, a lost zero put back."""
    digits = "".join(str(int(c)) for c in number if c.isdecimal())
    return digits[:4] + digits[6:] if len(digits) == 12 else digits.zfill(10)


def named(text: str) -> bool:
    """Whether a text names personal numbers, as the header of a column of them does."""
    return NAME.search(text) is not None


def _found(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    while match := pattern.search(text, start):
        number = spelled(match)
        if _is_number(number, text):
            spans.append((number.start, number.end))
            start = number.end
        else:
            start = match.start() + 1
    return spans


def _is_number(it: Spelled, text: str) -> bool:
    if not date_exists(it.day, it.month, it.year, it.serial):
        return False
    sure = has_check_digit(it.digits)
    before = text[max(0, it.start - _NEAR) : it.start]
    told = named(before) or LABEL_AFTER.match(text, it.end) is not None
    if it.beside == "-":  # a piece of a longer number, such as a case number
        return it.dashed and (sure or told)
    if it.beside and not it.dashed:  # a piece of an amount
        return False
    if it.parted == " ":  # four numbers in a row of a table
        return it.tight_dash or told
    if it.dashed:
        return True
    if len(it.year) > 2 or it.parted in ("-", "/"):
        return told
    if not it.join and OTHER.search(before):
        return told
    if it.join.isspace() and not _YEAR.match(it.serial):
        return True
    return sure or told
