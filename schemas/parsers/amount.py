"""Amounts of money as Danish authors write them, to exact kroner."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from extractors.model import Native
from schemas.labels import label_key, tidy
from schemas.parsers.misread import Misread
from schemas.parsers.number import DANISH, NumberFormat, bounded, parse_number, plain, why_not
from schemas.vocabulary import vocabulary, words

ORE = Decimal("0.01")
SIGNS = ("open", "sign", "trailing", "last")  # where a minus may stand beside the number


@dataclass(frozen=True, slots=True)
class Amount:
    """Kroner, exact to the øre. ``step`` is the worth in kroner of the last digit shown (1000 for whole thousands).

    ``note`` is the text where it says more than the number: an explicit nothing, or `ca. 50.000 kr.`. ``worth`` is
    that of one of the units it is written in (1000 for `t.kr.`).
    """

    kroner: Decimal
    step: Decimal
    note: str | None = None
    worth: int = 1


def parse_amount(
    text: str | None,
    native: Native = None,
    number_format: NumberFormat = DANISH,
    scale: int = 1,
    cell_format: str | None = None,
) -> Amount:
    """The amount that the whole text (or the workbook's typed value) is.

    ``scale`` multiplies a number that names no unit of its own (1000 for a table in whole thousands).
    A typed value is taken as it is and never parsed from its displayed text. Raises Misread.
    """
    if native is not None:
        return _from_cell(native, scale, cell_format)
    if _says_nothing_given(text):
        return Amount(Decimal(0), Decimal(1), tidy(text))
    shown = plain(text)
    found = _shape().fullmatch(shown)
    if not found or sum(bool(found[part]) for part in ("inner", "close")) != bool(found["open"]):
        raise Misread(why_not(shown))
    minus = any(found[part] for part in SIGNS)
    if minus and found["number"].startswith("-"):
        raise Misread(why_not(shown))  # a minus twice: nobody can tell whether it is less or more than nothing
    unit = found["unit"] or found["before"]
    worth = Decimal(_worth(unit) if unit else scale)
    number = parse_number(found["number"], number_format, 3 if worth > 1000 else 2)
    kroner = _money(number * worth * (-1 if minus else 1))
    return Amount(kroner, _step(number, worth), tidy(text) if found["about"] else None, int(worth))


def _from_cell(native: Native, scale: int, cell_format: str | None) -> Amount:
    if not isinstance(native, Decimal):
        raise Misread("unreadable" if isinstance(native, bool) else "date")
    if "%" in (cell_format or ""):
        raise Misread("percent")
    worth = _worth_shown(cell_format, scale)
    return Amount(_money(bounded(native) * worth), _step(native.normalize(), Decimal(worth)), worth=worth)


def _worth_shown(cell_format: str | None, scale: int) -> int:
    """What one is worth by the unit that a cell's number format shows, or else by the table's ``scale``.

    A comma at the format's end shows thousandths: 231 in a table in thousands is stored as 231000.
    """
    shown = re.sub(r'[\\"]', "", (cell_format or "").split(";")[0])
    unit = re.search(rf"(?<![^\W\d_])(?:{_spelled_units()})(?![^\W\d_])", shown, re.IGNORECASE)
    thousandths = re.search(r"[0#?](,+)(?![0#?,])", shown)
    shown_worth = _worth(unit.group()) if unit is not None else 1
    worth = scale if shown_worth == 1 else shown_worth  # many sheets in thousands show kr. in every cell
    return max(worth // 1000 ** len(thousandths[1] if thousandths else ""), 1)


def _money(value: Decimal) -> Decimal:
    # Excel keeps sums as binary fractions (78.60000000000001); money ends at the øre
    kroner = bounded(value).quantize(ORE, ROUND_HALF_UP)
    whole = kroner.to_integral_value()
    return whole if whole == kroner else kroner


def _step(number: Decimal, worth: Decimal) -> Decimal:
    exponent = number.as_tuple().exponent
    return max(worth.scaleb(min(0, exponent)), ORE) if isinstance(exponent, int) else ORE


def _says_nothing_given(text: str | None) -> bool:
    bare = " ".join(re.findall(r"\w+", plain(text).casefold()))
    if label_key(bare) in words("amounts", "nothing"):
        return True
    for phrase in vocabulary("amounts")["nothing"]:
        if bare.startswith(phrase.casefold() + " "):
            tail = bare[len(phrase) :].split()
            return all(word in vocabulary("amounts")["nothing_tail"] or re.fullmatch(r"20\d\d", word) for word in tail)
    return False


@cache
def _units() -> dict[str, int]:
    return {label_key(word): int(worth) for worth, listed in vocabulary("amounts")["units"].items() for word in listed}


def _worth(unit: str | None) -> int:
    return _units()[label_key(unit)] if unit else 1


@cache
def _spelled_units() -> str:
    listed: list[str] = [word for worth in vocabulary("amounts")["units"].values() for word in worth]
    spelled = {r"\s?".join(re.escape(part) for part in word.rstrip(".").split()) for word in listed}
    return "|".join(rf"{word}\.?" for word in sorted(spelled, key=len, reverse=True))


@cache
def _shape() -> re.Pattern[str]:
    minus = "|".join(re.escape(sign) + r"\s" * sign.isalpha() for sign in vocabulary("amounts")["minus"])
    about = "|".join(re.escape(word) for word in vocabulary("amounts")["about"])
    return re.compile(
        rf"(?P<about>(?:{about})\s*)?(?P<open>\(\s*)?(?P<sign>(?:{minus})\s*)?(?:\+\s*)?(?:(?P<before>kr\.?|dkk)\s*)?"
        rf"(?P<number>-?\d(?:[\d., ]*\d)?)(?:,\s?(?:--|-|–|—))?(?P<trailing>\s?-)?"
        rf"(?P<inner>\s*\))?\s*(?P<unit>{_spelled_units()})?"
        r"(?:(?<=[^\W\d]|\.)(?:(?P<last>-)|,\s?(?:--|-|–|—)))?(?P<close>\s*\))?\.?",
        re.IGNORECASE | re.ASCII,
    )
