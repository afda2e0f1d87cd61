"""Numbers beside other text in an effort's section that no table holds: rows of a table that was not found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.kinds.figure_table import is_value
from extractors.model import Line, Table
from extractors.raw import Drift

LEVEL = 0.5  # of a line's height: lines whose middles are closer stand beside each other


def loose_figures(parts: Sequence[Line | Table]) -> Iterator[Drift]:
    """table.number_unread: once for the lines between two tables, with the first number and how many there are."""
    lines: list[Line] = []
    for part in [*parts, None]:
        if isinstance(part, Line):
            lines.append(part)
            continue
        loose = [x for x in lines if is_value(x.text) and any(_beside(x, y) for y in lines if y is not x)]
        lines = []
        if loose:
            yield Drift("table.number_unread", loose[0].place, loose[0].text, str(len(loose)))


def _beside(a: Line, b: Line) -> bool:
    one, two = a.place.bbox, b.place.bbox
    if a.place.page != b.place.page or one is None or two is None:
        return False
    return abs((one[1] + one[3]) - (two[1] + two[3])) / 2 < LEVEL * min(one[3] - one[1], two[3] - two[1])
