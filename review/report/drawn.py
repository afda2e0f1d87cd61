"""Figures on the pages and sheets that they stand on: which stands where, and the boxes around them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.place import Place
from extractors.workbook.addresses import parse_range
from review.report.figures import STATES, SeenFigure
from review.report.wording import Wording
from review.source.views import Box

Spot = tuple[float, float, float, float] | str  # a box on a page, or a cell of a sheet
A_LINE = 6.0  # points: texts whose middles differ by less stand on one line
STATED = "stated"  # what the report says that is no figure of its own


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page (by ``number``) or a sheet (by ``name``) that has figures, and how many in each state."""

    number: int | None
    name: str | None
    states: Counter[str]

    @property
    def worst(self) -> str:
        """The state that counts for all of it."""
        return worst(self.states)


@dataclass(frozen=True, slots=True)
class Spotted:
    """A place with its figures; ``anchor`` is the id of what is drawn there."""

    spot: Spot
    figures: list[SeenFigure]

    @property
    def anchor(self) -> str:
        """The id of the box: that of its first figure."""
        return f"b-{self.figures[0].mark}"

    @property
    def state(self) -> str:
        """The worst state of the figures here."""
        return worst(each.state for each in self.figures)


def leaves(seen: Iterable[SeenFigure]) -> list[Leaf]:
    """The pages and sheets that have figures, pages in their order, sheets as they come."""
    found: dict[tuple[int | None, str | None], Counter[str]] = defaultdict(Counter)
    for each in seen:
        place = each.figure.place
        if place.page is not None or place.sheet is not None:
            found[place.page, place.sheet][each.state] += 1
    ordered = sorted(found.items(), key=lambda pair: pair[0][0] or 0)
    return [Leaf(number, name, states) for (number, name), states in ordered]


def spotted(seen: Iterable[SeenFigure], page: int | None = None, sheet: str | None = None) -> list[Spotted]:
    """The places on a page or a sheet with the figures that stand there, line by line; several can share a place."""
    found: dict[Spot, list[SeenFigure]] = defaultdict(list)
    for each in seen:
        place = each.figure.place
        spot = place.bbox if page is not None else place.cell
        if spot is not None and (place.page == page if page is not None else place.sheet == sheet):
            found[spot].append(each)
    return [Spotted(spot, found[spot]) for spot in sorted(found, key=_in_reading_order)]


def boxes(spots: Sequence[Spotted], say: Wording, chosen: str) -> list[Box]:
    """What is drawn on a page. Each leads to its first figure in the table; ``chosen`` is the mark of the one shown."""
    return [_box(spot, say, chosen) for spot in spots]


def cells(spots: Sequence[Spotted], say: Wording, chosen: str) -> dict[str, Box]:
    """What is marked in a sheet, by the cells' addresses."""
    return {str(spot.spot): _box(spot, say, chosen) for spot in spots}


def stated_box(place: Place, label: str) -> Box | None:
    """A box around a sentence that is no figure."""
    return None if place.bbox is None else Box(*place.bbox, f"{STATED} chosen", label, anchor=STATED)


def worst(states: Iterable[str]) -> str:
    """Of several states the one that somebody has to see."""
    there = set(states)
    return next(state for state in STATES if state in there)


def _in_reading_order(spot: Spot) -> tuple[float, float]:
    if isinstance(spot, str):
        return (parse_range(spot) or (0, 0))[:2]
    middle = (spot[1] + spot[3]) / 2
    return (round(middle / A_LINE), spot[0])


def _box(spot: Spotted, say: Wording, chosen: str) -> Box:
    where = spot.spot if isinstance(spot.spot, tuple) else (0.0, 0.0, 0.0, 0.0)
    is_chosen = any(each.mark == chosen for each in spot.figures)
    state = f"{spot.state} chosen" if is_chosen else spot.state
    return Box(*where, state, say.labels(spot.figures), f"#t-{spot.figures[0].mark}", spot.anchor)
