"""The source beside a finding: its page with the place marked, or its sheet."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from extractors.place import Place
from review.finding.told import Told
from review.formats import words
from review.pictures.source_sheet import Wanted as WantedSheet
from review.queue.wanted import Wanted
from review.source.origin import Origin, origin_of
from review.source.views import Box, SourceView, asked_zoom, page_view, sheet_view
from review.visit import Visit
from review.whole_number import whole_number
from schemas.report import Figure

PAGE_DIGITS = 6


def source_of_finding(visit: Visit, connection: Connection, told: Told, wanted: Wanted) -> SourceView | None:
    """What the address asks to see of the file; to begin with the place where the finding stands."""
    origin = origin_of(connection, told.row["report_id"])
    if origin is None:
        return None
    return _page(visit, told, origin, wanted) if origin.has_pages else _sheet(visit, told, origin, wanted)


def _page(visit: Visit, told: Told, origin: Origin, wanted: Wanted) -> SourceView:
    asked = whole_number(visit.asked("side"), PAGE_DIGITS)
    number = asked if asked is not None else told.place.page or 1

    def address(page: int, zoom: int) -> str:
        return f"/fund/{told.row['finding_id']}{wanted.query(side=page, zoom=zoom)}"

    return page_view(visit, origin, number, list(_boxes(visit, told, number)), address, asked_zoom(visit))


def _boxes(visit: Visit, told: Told, number: int) -> Iterator[Box]:
    """The place itself last, so that it is drawn over the others."""
    row, at = told.row, told.place
    for figure in told.figures:
        place = figure.place
        if place.page == number and (place.x0, place.top) != (at.x0, at.top):
            yield from _box(place, _state(figure), _label(visit, figure))
    if at.page == number:
        label = visit.language.say("Fundet: %(value)s", value=row["value"] or row["effort"] or "–")
        yield from _box(at, "marked", label, "mark")


def _box(at: Place, state: str, label: str, anchor: str | None = None) -> Iterator[Box]:
    if at.x0 is not None and at.top is not None and at.x1 is not None and at.bottom is not None:
        yield Box(at.x0, at.top, at.x1, at.bottom, state, label, anchor=anchor)


def _state(figure: Figure) -> str:
    return "corrected" if figure.corrected else figure.state


def _label(visit: Visit, figure: Figure) -> str:
    return f"{figure.values.get('effort') or ''} {figure.raw_text} ({words(visit.language)('figure', _state(figure))})"


def _sheet(visit: Visit, told: Told, origin: Origin, wanted: Wanted) -> SourceView:
    sheet, corner = visit.asked("ark") or told.place.sheet, visit.asked("hjoerne") or None
    around = told.place.cell if sheet == told.place.sheet and corner is None else None

    def address(name: str, at: str | None) -> str:
        return f"/fund/{told.row['finding_id']}{wanted.query(ark=name, hjoerne=at)}"

    return sheet_view(visit, origin, WantedSheet(sheet, around, corner), address)
