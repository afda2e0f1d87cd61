"""The page with all reports."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from extractors.kinds.registry import KINDS
from review.page import Page
from review.report.listing import NO_KIND, STATES, Wanted, counts, reports
from review.report_years import report_years
from review.roles import READER
from review.visit import Visit
from review.whole_number import whole_number


def show(visit: Visit) -> Response:
    """The reports that the address asks for, newest first."""
    wanted = _wanted(visit)
    with visit.desk.engine.connect() as connection:
        of_state = counts(connection, wanted)
        found = reports(connection, wanted, visit.asked_number("foer"), visit.asked_number("efter"))
        choices: dict[str, Any] = {"kinds": (*KINDS, NO_KIND), "years": report_years(connection)}
    return visit.show("report/list.html", 200, states=STATES, wanted=wanted, found=found, of_state=of_state, **choices)


def _wanted(visit: Visit) -> Wanted:
    state = visit.asked("tilstand")
    year = whole_number(visit.asked("aar"), 4)
    return Wanted(visit.asked("slags"), year, state if state in STATES else "", visit.asked("q").strip())


PAGES = (Page("/rapporter", show, READER),)
