"""What the template of a source page needs: the page with its boxes, or the part of a sheet with its marked cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from review.language import Language
from review.pictures.grid import SheetGrid
from review.pictures.source_sheet import Wanted
from review.pictures.trouble import CannotShow
from review.source.origin import Origin, pages_of, sheets_of
from review.visit import Visit
from warehouse.personal_places import holds_numbers

ZOOMS = (100, 150, 200, 300)  # percent of the width that there is
SCALE_OF = {100: 2, 150: 2, 200: 3, 300: 3}  # of the picture: sharp on small print, not larger than needed
AIR = 2.0  # points between a text and the box around it


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page that is drawn: in points from the top left; ``state`` is its class, ``label`` what it is.

    ``href`` is where it leads, ``anchor`` the id by which an address or a script finds it.
    """

    x0: float
    top: float
    x1: float
    bottom: float
    state: str
    label: str
    href: str | None = None
    anchor: str | None = None

    @property
    def drawn(self) -> tuple[float, float, float, float]:
        """x, y, width and height with a little air."""
        width, height = self.x1 - self.x0 + 2 * AIR, self.bottom - self.top + 2 * AIR
        return (round(self.x0 - AIR, 2), round(self.top - AIR, 2), round(width, 2), round(height, 2))


@dataclass(frozen=True, slots=True)
class PageView:
    """A page of a PDF. ``address`` gives the address of this view at another page and zoom.

    ``masked``: the report holds personal numbers, which are black in its pictures.
    """

    origin: Origin
    number: int
    count: int
    width: float
    height: float
    boxes: Sequence[Box]
    zoom: int
    address: Callable[[int, int], str]
    masked: bool = False

    @property
    def picture(self) -> str:
        """Where the page's picture is."""
        return f"/kilde/{self.origin.report_id}/{self.number}.png?x={SCALE_OF[self.zoom]}"

    @property
    def previous(self) -> str | None:
        """The address of the page before, None on the first."""
        return self.address(self.number - 1, self.zoom) if self.number > 1 else None

    @property
    def next(self) -> str | None:
        """The address of the page after, None on the last."""
        return self.address(self.number + 1, self.zoom) if self.number < self.count else None

    @property
    def closer(self) -> str | None:
        """The address of the next larger view."""
        larger = [zoom for zoom in ZOOMS if zoom > self.zoom]
        return self.address(self.number, larger[0]) if larger else None

    @property
    def farther(self) -> str | None:
        """The address of the next smaller view."""
        smaller = [zoom for zoom in ZOOMS if zoom < self.zoom]
        return self.address(self.number, smaller[-1]) if smaller else None


@dataclass(frozen=True, slots=True)
class SheetView:
    """A part of a sheet. ``address`` gives the address of this view of another sheet, from a corner on.

    ``links`` are where cells lead (their state, what they are, and an address), by their addresses such as ``C14``.
    """

    origin: Origin
    grid: SheetGrid
    marked: str | None
    address: Callable[[str, str | None], str]
    links: dict[str, Box]


@dataclass(frozen=True, slots=True)
class NoView:
    """A source that cannot be shown, and the sentence that says why."""

    origin: Origin
    sentence: str


SourceView = PageView | SheetView | NoView


def page_view(
    visit: Visit,
    origin: Origin,
    number: int,
    boxes: Sequence[Box],
    address: Callable[[int, int], str],
    zoom: int | None = None,
) -> PageView | NoView:
    """A page to be shown with boxes on it; ``zoom`` is what the address says (``zoom=150``) where it is not given."""
    try:
        sizes = pages_of(visit.desk).sizes(origin.sha256)
    except CannotShow as problem:
        return NoView(origin, _sentence(problem, visit.language))
    number = min(max(number, 1), len(sizes))
    width, height = sizes[number - 1]
    size = (len(sizes), width, height)
    return PageView(origin, number, *size, boxes, zoom or asked_zoom(visit), address, _masked(visit, origin))


def sheet_view(
    visit: Visit,
    origin: Origin,
    wanted: Wanted,
    address: Callable[[str, str | None], str],
    links: dict[str, Box] | None = None,
) -> SheetView | NoView:
    """A part of a sheet to be shown, the wanted cell marked."""
    try:
        grid = sheets_of(visit.desk).grid(origin.sha256, wanted)
    except CannotShow as problem:
        return NoView(origin, _sentence(problem, visit.language))
    return SheetView(origin, grid, wanted.around, address, links or {})


def _masked(visit: Visit, origin: Origin) -> bool:
    with visit.desk.engine.connect() as connection:
        return holds_numbers(connection, origin.report_id)


def asked_zoom(visit: Visit) -> int:
    """The zoom that the address asks for; the whole width where it asks for none that there is."""
    asked = visit.asked("zoom")
    return int(asked) if asked in map(str, ZOOMS) else ZOOMS[0]


def _sentence(problem: CannotShow, language: Language) -> str:
    return language.said(problem.da, problem.en)
