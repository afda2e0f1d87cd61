"""Shares and other measured numbers of indicators."""

from __future__ import annotations

import re
from decimal import Decimal

from extractors.model import Native
from schemas.parsers.misread import Misread
from schemas.parsers.number import DANISH, NumberFormat, bounded, parse_number, plain

_PERCENT = re.compile(r"\s*(?:%|pct\.?|procent(?:point)?)$", re.IGNORECASE)
_UNITS = {
    "years": r"år",
    "days": r"dage?",
    "hours": r"timer?",
    "count": r"(?:stk\.?|personer|unge|børn|borgere)",
    "score": r"(?:point)",
}


def parse_share(
    text: str | None, native: Native = None, number_format: NumberFormat = DANISH, cell_format: str | None = None
) -> Decimal:
    """A share in percent: `30,2 %` and `10 pct.` are 30.2 and 10, and so is a cell 0.302 shown as percent.

    Whether it lies between 0 and 100 is not asked here. Raises Misread.
    """
    if native is not None:
        factor = 100 if "%" in (cell_format or "") else 1
        return _typed(native) * factor
    return parse_number(_PERCENT.sub("", plain(text)), number_format, 6)


def parse_measured(
    text: str | None,
    unit: str | None,
    native: Native = None,
    number_format: NumberFormat = DANISH,
    cell_format: str | None = None,
) -> Decimal:
    """A number of the view's unit (``percent``, ``count``, ``score``, ``years``, ...); its word may follow it."""
    if unit == "percent":
        return parse_share(text, native, number_format, cell_format)
    if native is not None:
        return _typed(native)
    word = _UNITS.get(unit or "")
    shown = plain(text)
    return parse_number(re.sub(rf"\s*{word}$", "", shown, flags=re.I) if word else shown, number_format, 6)


def _typed(native: Native) -> Decimal:
    if not isinstance(native, Decimal):
        raise Misread("unreadable" if isinstance(native, bool) else "date")
    return bounded(native)
