"""The pages or sheets of a report with all its figures drawn on them, and the figures as a table beside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.responses import Response

from extractors.place import Place
from review.page import Page
from review.pictures.source_sheet import Wanted
from review.report.drawn import Leaf, Spotted, boxes, cells, leaves, spotted, stated_box
from review.report.figures import SeenFigure, seen_figures
from review.report.head import head_of
from review.report.wording import Wording
from review.roles import READER
from review.source.origin import Origin, origin_of
from review.source.views import Box, NoView, SourceView, asked_zoom, page_view, sheet_view
from review.visit import Visit
from review.whole_number import whole_number

PAGE_DIGITS = 6
FAR = 1e6  # points; no page is as large


@dataclass(frozen=True, slots=True)
class _Tab:
    visit: Visit
    origin: Origin
    seen: list[SeenFigure]
    leaves: list[Leaf]
    say: Wording

    @property
    def chosen(self) -> SeenFigure | None:
        """The figure that the address asks for."""
        return next((each for each in self.seen if each.mark == self.visit.asked("tal")), None)

    def address(self, **asked: str | int | None) -> str:
        """This tab, with what is asked of it."""
        given = {name: value for name, value in asked.items() if value is not None}
        return f"/rapporter/{self.origin.report_id}/sider" + (f"?{urlencode(given)}" if given else "")


def show(visit: Visit) -> Response:
    """One page or a part of a sheet; ``side``, ``ark`` and ``tal`` in the address say which."""
    with visit.desk.engine.connect() as connection:
        head = head_of(connection, visit.number("report"))
        seen = seen_figures(connection, head.report.report_id)
        origin = origin_of(connection, head.report.report_id)
    if origin is None:
        raise HTTPException(404)
    tab = _Tab(visit, origin, seen, leaves(seen), Wording(visit.language))
    view, spots = _page(tab) if origin.has_pages else _sheet(tab)
    mark = tab.chosen.mark if tab.chosen else ""
    known: dict[str, Any] = {"view": view, "spots": spots, "leaves": tab.leaves, "mark": mark, "address": tab.address}
    states = {each.state for each in seen}
    return visit.show("report/source.html", 200, head=head, tab="sider", there=states, say=tab.say, **known)


def _page(tab: _Tab) -> tuple[SourceView, list[Spotted]]:
    chosen = tab.chosen
    first = tab.leaves[0].number if tab.leaves else 1
    asked = whole_number(tab.visit.asked("side"), PAGE_DIGITS)
    number = asked if asked is not None else first or 1
    number = chosen.figure.place.page or number if chosen else number

    def address(page: int, zoom: int) -> str:
        same = tab.visit.asked("tal") if chosen and page == number else None
        return tab.address(side=page, zoom=zoom if zoom != 100 else None, tal=same)

    view = page_view(tab.visit, tab.origin, number, [], address, asked_zoom(tab.visit))
    if isinstance(view, NoView):
        return view, spotted(tab.seen, page=number)
    spots = spotted(tab.seen, page=view.number)
    drawn = boxes(spots, tab.say, chosen.mark if chosen else "")
    if (said := _stated(tab.visit, view.number)) is not None:
        drawn.append(said)
    return replace(view, boxes=drawn), spots


def _stated(visit: Visit, page: int) -> Box | None:
    """The box that the address asks for (``boks=x0,top,x1,bottom``), around a sentence that is no figure."""
    try:
        x0, top, x1, bottom = (float(edge) for edge in visit.asked("boks").split(","))
    except ValueError:
        return None
    if not all(abs(edge) < FAR for edge in (x0, top, x1, bottom)):
        return None  # no number at all, too
    return stated_box(Place(page, x0, top, x1, bottom), visit.language.say("Det, rapporten skriver"))


def _sheet(tab: _Tab) -> tuple[SourceView, list[Spotted]]:
    chosen, visit = tab.chosen, tab.visit
    first = tab.leaves[0].name if tab.leaves else None
    name = chosen.figure.place.sheet if chosen else visit.asked("ark") or first
    around = chosen.figure.place.cell if chosen else visit.asked("celle") or None

    def address(sheet: str, corner: str | None) -> str:
        return tab.address(ark=sheet, hjoerne=corner)

    corner = None if around else visit.asked("hjoerne") or None
    view = sheet_view(visit, tab.origin, Wanted(name, around, corner), address)
    if isinstance(view, NoView):
        return view, spotted(tab.seen, sheet=name)
    grid = view.grid
    there = {cell.address for row in grid.rows for cell in row.cells}
    spots = [spot for spot in spotted(tab.seen, sheet=grid.sheet.name) if spot.spot in there]
    return replace(view, links=cells(spots, tab.say, chosen.mark if chosen else "")), spots


PAGES = (Page("/rapporter/{report:int}/sider", show, READER),)
