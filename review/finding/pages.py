"""A finding: what is wrong beside the place where it stands, and what a steward can do about it."""

from __future__ import annotations

from starlette.responses import Response

from review.finding import ask, decide
from review.finding.presence import note_presence, others_at
from review.finding.show import show_finding
from review.finding.suggest import suggestions
from review.finding.told import told_at
from review.page import Page
from review.queue.wanted import wanted_of
from review.roles import READER, STEWARD
from review.visit import Visit


def show(visit: Visit) -> Response:
    """The finding."""
    told = told_at(visit)
    with visit.desk.engine.connect() as connection:
        return show_finding(visit, connection, told)


def suggest(visit: Visit) -> Response:
    """Which corrections make the finding tie; a part of the page where htmx asks, else the page."""
    told, every = told_at(visit), bool(visit.asked("alle"))
    with visit.desk.engine.connect() as connection:
        tie = suggestions(visit, connection, told, every=every)
        if not visit.by_htmx:
            return show_finding(visit, connection, told, tie=tie)
    known = {"told": told, "row": told.row, "wanted": wanted_of(visit)}
    return visit.show("finding/suggestions.html", 200, tie=tie, every=every, **known)


def here(visit: Visit) -> Response:
    """Somebody still looks at it; the answer says who else does, and whether it has been settled meanwhile."""
    number, person, now = visit.number("id"), visit.person, visit.desk.clock()
    told = told_at(visit)
    with visit.desk.engine.connect() as connection:
        others = others_at(connection, number, person, now)
    note_presence(visit.desk.engine, number, person, now)
    changed = visit.asked("set") != told.seen
    return visit.show("finding/others.html", others=others, changed=changed, row=told.row)


PAGES = (
    Page("/fund/{id:int}", show, READER),
    *decide.PAGES,
    *ask.PAGES,
    Page("/fund/{id:int}/forslag", suggest, STEWARD),
    Page("/fund/{id:int}/her", here, STEWARD, ("POST",)),
)
