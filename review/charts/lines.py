"""Values over years or nights, as lines with gaps where there is no value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from review.charts.axes import Axes, axes
from review.charts.shapes import FOOT, PLOT, SERIES, TOP, WIDTH, Chart, Line, Mark, Value, as_rows, known

MOST_MARKS = 24  # more signs than this on a line would be a line of their own


def line_chart(labels: Sequence[str], series: Mapping[str, Sequence[Value]], whole: bool = False) -> Chart:
    """A line for each of at most five series, by name; every series has a value (or None) for each label.

    Labels follow each other in even steps: give the years between with None. ``whole`` where things are counted.
    """
    frame = axes(labels, known(series), whole)
    looks = SERIES[: len(series)]
    lines = (_line(frame, *it) for it in zip(series, looks, series.values(), strict=True))
    height = TOP + PLOT + FOOT
    ticks = (frame.x_ticks(), frame.y_ticks())
    return Chart(
        WIDTH, height, tuple(series), looks, as_rows(labels, series), *ticks, lines=tuple(lines), base=frame.y(0)
    )


def _line(frame: Axes, name: str, look: str, values: Sequence[Value]) -> Line:
    marks = [
        None if value is None else Mark(frame.x(n), frame.y(value), frame.labels[n], value)
        for n, value in enumerate(values)
    ]
    pieces = tuple(" ".join(f"{m.x:g},{m.y:g}" for m in piece) for piece in unbroken(marks) if len(piece) > 1)
    shown = [mark for mark in marks if mark]
    return Line(name, look, pieces, tuple(shown if len(shown) <= MOST_MARKS else shown[-1:]))


def unbroken(marks: Sequence[Mark | None]) -> Iterator[list[Mark]]:
    """The parts between gaps."""
    piece: list[Mark] = []
    for mark in [*marks, None]:
        if mark is not None:
            piece.append(mark)
        elif piece:
            yield piece
            piece = []
