"""What a number format code makes of a number: a date, or digits as a Danish reader sees them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cache

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yy h:mm", 37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)", 39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);[Red](#,##0.00)",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
LOCAL_DATES = {*range(27, 37), *range(50, 59)}  # dates whose code depends on the language of the program

MAX_CODE_LETTERS = 255  # what programs allow; a longer one can only be made to do harm

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|(\[[^\]]*\]|_.|\*.)')
_ELAPSED = re.compile(r"\[[hms]+\]", re.IGNORECASE)
_DIGITS = re.compile(r"[0#?][0#?,.]*")


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A format code taken apart: ``kind`` is number, date, datetime or time; the rest is for numbers."""

    code: str
    kind: str = "number"
    decimals: int | None = None  # None: as many as the value has
    grouped: bool = False
    power: int = 0  # of ten, by which the shown number differs from the value
    before: str = ""
    after: str = ""

    def show(self, value: Decimal) -> str:
        """The number as a Danish reader sees it: ``231.483 kr.``, ``30,2 %``, ``1234,5``."""
        if self.power:
            value = value.scaleb(self.power)
        if self.decimals is not None:
            value = _rounded(value, self.decimals)
        text = f"{value:,f}".translate(_DANISH) if self.grouped else f"{value:f}".replace(".", ",")
        return self.before + text + self.after

    def show_whole(self, digits: str) -> str | None:
        """What ``show`` makes of a whole number above zero, from its digits; None where this format changes them."""
        if self.power or self.decimals or self.kind != "number":
            return None
        return self.before + (_in_thousands(digits) if self.grouped else digits) + self.after


def _in_thousands(digits: str) -> str:
    return digits if len(digits) <= 3 else f"{_in_thousands(digits[:-3])}.{digits[-3:]}"


def _rounded(value: Decimal, decimals: int) -> Decimal:
    try:
        return value.quantize(_unit(decimals), ROUND_HALF_UP)
    except InvalidOperation:  # more digits than fit: shown as it is
        return value


@cache
def _unit(decimals: int) -> Decimal:
    return Decimal((0, (1,), -decimals))


_DANISH = str.maketrans(",.", ".,")
GENERAL = NumberFormat("General")


def parse_format(code: str) -> NumberFormat:
    """Take a format code apart; only its first section (that for numbers above zero) counts."""
    if len(code) > MAX_CODE_LETTERS:
        return GENERAL
    elapsed = bool(_ELAPSED.search(code))
    section = _first_section(code)
    bare = _LITERAL.sub("", section)
    if bare.strip().lower() in ("general", "standard", "@", ""):
        return NumberFormat(code)
    if elapsed or re.search(r"[dmyhsDMYHS]", bare):
        return NumberFormat(code, "time" if elapsed else _date_kind(bare.lower()))
    return _numeric(code, section)


def _first_section(code: str) -> str:
    for match in re.finditer(r'"[^"]*"|\\.|\[[^\]]*\]|;', code):
        if match[0] == ";":
            return code[: match.start()]
    return code


def _date_kind(bare: str) -> str:
    clock = "h" in bare or "s" in bare
    calendar = "d" in bare or "y" in bare or ("m" in bare and not clock)
    if calendar:
        return "datetime" if clock else "date"
    return "time"


def _numeric(code: str, section: str) -> NumberFormat:
    literals: list[str] = []

    def keep(match: re.Match[str]) -> str:
        literals.append(match[1] or match[2] or match[3] or (" " if match[4] and match[4][0] == "_" else ""))
        return chr(0xE000 + len(literals) - 1)

    plain = _LITERAL.sub(keep, section)
    digits = _DIGITS.search(plain)
    if digits is None or re.search(r"[eE][+-]|/", plain):
        return NumberFormat(code)
    whole, _, fraction = digits[0].rstrip(",").partition(".")
    percents = plain.count("%")
    scaled = len(digits[0]) - len(digits[0].rstrip(","))

    def words(part: str) -> str:
        return "".join(literals[ord(c) - 0xE000] if 0xE000 <= ord(c) < 0xF8FF else c for c in part)

    before, after = words(plain[: digits.start()]).lstrip(), words(plain[digits.end() :]).rstrip()
    if after == "%":
        after = " %"
    return NumberFormat(code, "number", len(fraction), "," in whole, 2 * percents - 3 * scaled, before, after)
