"""A series as a small line: where its points are in a box of a fixed size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from review.finding.earlier import Point

WIDTH, HEIGHT, EDGE = 240, 56, 8


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of the line; ``own`` is the figure that the finding is about."""

    x: float
    y: float
    own: bool


def sparkline(points: Sequence[Point]) -> list[Dot]:
    """The points that are numbers, from left to right; nothing where there are fewer than two."""
    numbers = [(float(point.value), point.own) for point in points if point.value is not None]
    if len(numbers) < 2:
        return []
    least, most = min(v for v, _ in numbers), max(v for v, _ in numbers)
    across = (WIDTH - 2 * EDGE) / (len(numbers) - 1)
    scale = (HEIGHT - 2 * EDGE) / (most - least) if most > least else 0
    return [
        Dot(round(EDGE + i * across, 1), round(HEIGHT - EDGE - (v - least) * scale, 1), own)
        for i, (v, own) in enumerate(numbers)
    ]
