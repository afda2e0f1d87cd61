"""How something is made up, as lying bars with a part for each state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from review.charts.shapes import WIDTH, Bar, Chart, Tick, Value, as_rows

STEP, TALL, HEAD = 46.0, 20.0, 18.0  # from bar to bar, a bar, and the label above it
SMALLEST = 2.0  # a part that is there can be seen


def stacked_chart(labels: Sequence[str], series: Mapping[str, Sequence[int]], looks: Mapping[str, str]) -> Chart:
    """A bar for each label, with a part for each name of ``series``; ``looks`` says how a part is drawn (charts.css).

    All bars share one scale, so that their lengths can be compared.
    """
    longest = max((sum(values[n] for values in series.values()) for n in range(len(labels))), default=0)
    bars = [bar for n, label in enumerate(labels) for bar in _parts(n, label, series, looks, longest)]
    ticks = tuple(Tick(n * STEP + HEAD - 5, label) for n, label in enumerate(labels))
    shown: dict[str, Sequence[Value]] = dict(series)
    kinds = tuple(looks[name] for name in series)
    return Chart(
        WIDTH, STEP * len(labels), tuple(series), kinds, as_rows(labels, shown), y_ticks=ticks, bars=tuple(bars)
    )


def _parts(
    n: int, label: str, series: Mapping[str, Sequence[int]], looks: Mapping[str, str], longest: int
) -> Iterator[Bar]:
    left = 0.0
    for name, values in series.items():
        if values[n]:
            wide = max(SMALLEST, round(WIDTH * values[n] / longest, 2))
            yield Bar(round(left, 2), n * STEP + HEAD, wide, TALL, looks[name], name, label, values[n])
            left += wide
