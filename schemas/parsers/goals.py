"""Goals met of goals set: `2/3`, `2 ud af 3`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from extractors.model import Native
from schemas.parsers.misread import Misread
from schemas.parsers.number import plain

_OF = r"\s*(?:/|⁄|∕|ud af|af)\s*"
_GOALS = re.compile(rf"(\d{{1,3}}){_OF}(\d{{1,3}})(?:\s*(?:mål|succeskriterier|kriterier))?", re.IGNORECASE)
_MEANT = re.compile(rf"\d{_OF}|{_OF}\d|\d\s*%|^[-+]?\d+(?:[.,]\d+)?$", re.IGNORECASE)
_FRACTIONS = {
    "½": "1/2",
    "⅓": "1/3",
    "⅔": "2/3",
    "¼": "1/4",
    "¾": "3/4",
    "⅕": "1/5",
    "⅖": "2/5",
    "⅗": "3/5",
    "⅘": "4/5",
}


@dataclass(frozen=True, slots=True)
class Goals:
    """How many goals were met, of how many: 0 <= met <= total, total at least 1."""

    met: int
    total: int

    @property
    def status(self) -> str:
        """The status that follows where only the goals are reported."""
        if self.met == self.total:
            return "achieved"
        return "partly_achieved" if self.met else "not_achieved"


def means_goals(text: str | None, native: Native = None) -> bool:
    """Whether a cell was meant to hold goals, well written or not (`5/3`, `x/2`, `67 %`, a date that Excel made)."""
    return native is not None or bool(_MEANT.search(_spelled(text)))


def parse_goals(text: str | None, native: Native = None) -> Goals:
    """The goals that the whole text states; a bracket around them is allowed.

    Raises Misread: ``date_cell`` where Excel made a date of `3/5` (``likely`` says which), ``fraction_cell``
    where it made a number, ``more_met`` for `5/3`, ``no_goals`` for `0/0`, else ``goals``.
    """
    if isinstance(native, date):
        raise Misread("date_cell", f"{native.day}/{native.month}")
    if native is not None:
        raise Misread("fraction_cell" if isinstance(native, Decimal) else "goals")
    found = _GOALS.fullmatch(_spelled(text).strip("() ."))
    if not found:
        raise Misread("goals")
    met, total = int(found[1]), int(found[2])
    if total == 0:
        raise Misread("no_goals")
    if met > total:
        raise Misread("more_met")
    return Goals(met, total)


def split_goals(text: str | None) -> tuple[str, str]:
    """`Delvist opnået (2/3)` as its words and its goals; the goals are empty where none are written out."""
    shown = _spelled(text)
    found = re.search(rf"\(?\s*{_GOALS.pattern}\s*\)?", shown, re.IGNORECASE)
    if not found or not re.search(r"[^\W\d]", shown[: found.start()] + shown[found.end() :]):
        return "", shown
    return (shown[: found.start()] + " " + shown[found.end() :]).strip(" :;,-"), found[0].strip("() ")


def _spelled(text: str | None) -> str:
    shown = text or ""
    for sign, spelled in _FRACTIONS.items():
        shown = shown.replace(sign, spelled)
    return plain(shown)
