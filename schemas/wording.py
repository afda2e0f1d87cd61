"""How figures, labels and places are put into words, in Danish and in English."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from extractors.place import Place


def kroner(amount: Decimal) -> str:
    """`1.234.567 kr.`; øre are shown only where there are any."""
    whole, _, decimals = f"{abs(amount):,.2f}".partition(".")
    shown = whole.replace(",", ".") + (f",{decimals}" if decimals != "00" else "")
    return f"{'-' if amount < 0 else ''}{shown} kr."


def measured(value: Decimal, unit: str | None) -> str:
    """A value as a Danish reader writes it, `1.083` or `61,6 %`."""
    text = f"{value:,f}".translate(str.maketrans(",.", ".,"))
    return f"{text} %" if unit == "percent" else text


def quoted(text: str | None, longest: int = 120) -> str:
    """What stood there, cut off where it is longer than a reader needs."""
    shown = text or ""
    return shown if len(shown) <= longest else shown[: longest - 1].rstrip() + "…"


def any_of(options: Sequence[str], last: str = "eller") -> str:
    """`»Opnået«, »Delvist opnået« eller »Ikke opnået«`: all values that are allowed."""
    marked = [f"»{option}«" for option in options]
    return marked[0] if len(marked) == 1 else f"{', '.join(marked[:-1])} {last} {marked[-1]}"


def places(found: Sequence[Place], language: str) -> str:
    """Several places in words, each once: `side 2` or `side 2 og side 3`."""
    named = list(dict.fromkeys(p.in_words() if language == "da" else p.in_english() for p in found))
    return (" og " if language == "da" else " and ").join(named)
