"""What is drawn on one PDF page, in points from its top-left corner as it is read."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Rule:
    """A straight horizontal or vertical line: ``at`` across its direction, ``start`` to ``end`` along it."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Fill:
    """A filled rectangle and its colour as ``rrggbb``."""

    x0: float
    top: float
    x1: float
    bottom: float
    colour: str


@dataclass(slots=True)
class Slant:
    """A stroke that is neither horizontal nor vertical, by its middle and length: charts' curves are made of these."""

    x: float
    y: float
    length: float


@dataclass(slots=True)
class PageContent:
    """What is drawn on a page. ``cut`` tells that it has more characters than are read."""

    number: int  # 1-based
    width: float
    height: float
    horizontal: list[Rule] = field(default_factory=list)
    vertical: list[Rule] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    slants: list[Slant] = field(default_factory=list)
