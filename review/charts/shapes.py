"""What charts are made of, in units of their own drawing: templates only write it down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

Value = Decimal | int | None
WIDTH, LEFT, RIGHT, TOP = 400.0, 46.0, 8.0, 10.0  # of charts with axes
PLOT = 160.0  # height of the part between the axes
FOOT = 24.0  # for what stands below it
SERIES = ("s1", "s2", "s3", "s4", "s5")  # their colours, signs and dashes: charts.css and charts.html


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of an axis: where it stands, and the number or word beside it."""

    at: float
    label: Decimal | str


@dataclass(frozen=True, slots=True)
class Mark:
    """A value in the drawing."""

    x: float
    y: float
    label: str
    value: Decimal | int


@dataclass(frozen=True, slots=True)
class Line:
    """A series as a line: ``pieces`` are the points of its unbroken parts, as SVG writes them."""

    name: str
    look: str
    pieces: tuple[str, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar, or a part of one."""

    x: float
    y: float
    width: float
    height: float
    look: str
    name: str
    label: str
    value: Decimal | int


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart and the numbers that it shows: ``rows`` has a label and one value for each of ``names``."""

    width: float
    height: float
    names: tuple[str, ...]
    looks: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Value, ...]], ...]
    x_ticks: tuple[Tick, ...] = ()
    y_ticks: tuple[Tick, ...] = ()
    lines: tuple[Line, ...] = ()
    bars: tuple[Bar, ...] = ()
    base: float = 0.0  # where nought is


def as_rows(labels: Sequence[str], series: Mapping[str, Sequence[Value]]) -> tuple[tuple[str, tuple[Value, ...]], ...]:
    """The numbers by label, as a table shows them."""
    return tuple((label, tuple(values[n] for values in series.values())) for n, label in enumerate(labels))


def known(series: Mapping[str, Sequence[Value]]) -> list[Decimal]:
    """All values that there are."""
    return [Decimal(value) for values in series.values() for value in values if value is not None]
