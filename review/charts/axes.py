"""The frame of a chart: from values and labels to places in the drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from review.charts.shapes import LEFT, PLOT, RIGHT, TOP, WIDTH, Tick
from review.charts.ticks import spread, ticks

LETTER, APART = 6.3, 10.0  # of labels: how wide a letter is, and how far they keep from each other


@dataclass(frozen=True, slots=True)
class Axes:
    """Nought is always in sight, so that no difference looks greater than it is."""

    labels: Sequence[str]
    numbers: tuple[Decimal, ...]

    def y(self, value: Decimal | int) -> float:
        """How far down a value stands."""
        low, high = self.numbers[0], self.numbers[-1]
        return round(TOP + PLOT * float((high - value) / (high - low)), 2)

    def x(self, n: int) -> float:
        """The middle of the n-th label's place."""
        return round(LEFT + self.place * (n + 0.5), 2)

    @property
    def place(self) -> float:
        """How wide a label's place is."""
        return (WIDTH - LEFT - RIGHT) / max(1, len(self.labels))

    def x_ticks(self) -> tuple[Tick, ...]:
        """The labels that there is room for."""
        widest = max(map(len, self.labels), default=1) * LETTER + APART
        most = max(1, int((WIDTH - LEFT - RIGHT) // widest))
        return tuple(Tick(self.x(n), self.labels[n]) for n in spread(len(self.labels), most))

    def y_ticks(self) -> tuple[Tick, ...]:
        """Round numbers."""
        return tuple(Tick(self.y(number), number) for number in self.numbers)


def axes(labels: Sequence[str], values: Sequence[Decimal], whole: bool = False) -> Axes:
    """The axes for these values; ``whole`` where they are counted."""
    low, high = min([Decimal(0), *values]), max([Decimal(0), *values])
    return Axes(labels, tuple(ticks(low, high, whole=whole)))
