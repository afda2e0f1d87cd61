"""The course of one value as a small line in a text or a table, without axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from review.charts.lines import unbroken
from review.charts.shapes import Mark, Value

WIDE, HIGH, EDGE = 120.0, 32.0, 5.0


@dataclass(frozen=True, slots=True)
class Sparkline:
    """The line in pieces, every value as a mark, and the one that is marked."""

    width: float
    height: float
    pieces: tuple[str, ...]
    marks: tuple[Mark, ...]
    marked: Mark | None


def sparkline(points: Sequence[tuple[str, Value]], marked: int | None = None) -> Sparkline | None:
    """The course of ``points``: (label, value or None), oldest first; ``marked`` is the place of one of them.

    None where there is nothing to draw. In a template, with what it shows in words for who does not see it::

        {% from "charts/charts.html" import sparkline %}
        {{ sparkline(course, _("Beløbet i tidligere rapporter")) }}

    The page loads ``charts.css`` in its block ``styles``. Unlike other charts it does not begin at nought.
    """
    values = [Decimal(value) for _label, value in points if value is not None]
    if not values:
        return None
    low, high = min(values), max(values)
    marks = [
        None if value is None else Mark(_across(n, len(points)), _down(value, low, high), label, value)
        for n, (label, value) in enumerate(points)
    ]
    pieces = tuple(" ".join(f"{m.x:g},{m.y:g}" for m in piece) for piece in unbroken(marks) if len(piece) > 1)
    chosen = marks[marked] if marked is not None else None
    return Sparkline(WIDE, HIGH, pieces, tuple(mark for mark in marks if mark), chosen)


def _across(n: int, count: int) -> float:
    return round(EDGE + (WIDE - 2 * EDGE) * (n / (count - 1) if count > 1 else 0.5), 2)


def _down(value: Decimal | int, low: Decimal, high: Decimal) -> float:
    share = float((high - value) / (high - low)) if high > low else 0.5
    return round(EDGE + (HIGH - 2 * EDGE) * share, 2)
