"""Amounts or counts side by side, as standing bars."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from review.charts.axes import Axes, axes
from review.charts.shapes import FOOT, PLOT, SERIES, TOP, WIDTH, Bar, Chart, Value, as_rows, known

FILLED = 0.72  # of a label's place


def bar_chart(labels: Sequence[str], name: str, values: Sequence[Value], whole: bool = False) -> Chart:
    """A bar for each label that has a value; those below nought hang down."""
    series = {name: values}
    frame = axes(labels, known(series), whole)
    bars = tuple(_bar(frame, n, name, value) for n, value in enumerate(values) if value is not None)
    height = TOP + PLOT + FOOT
    ticks = (frame.x_ticks(), frame.y_ticks())
    return Chart(WIDTH, height, (name,), SERIES[:1], as_rows(labels, series), *ticks, bars=bars, base=frame.y(0))


def _bar(frame: Axes, n: int, name: str, value: Decimal | int) -> Bar:
    wide = min(frame.place * FILLED, 56)
    ends = sorted((frame.y(0), frame.y(value)))
    left, tall = frame.x(n) - wide / 2, ends[1] - ends[0]
    return Bar(round(left, 2), ends[0], round(wide, 2), round(tall, 2), SERIES[0], name, frame.labels[n], value)
