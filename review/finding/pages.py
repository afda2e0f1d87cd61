"""A finding: what is wrong beside the place where it stands, and what a steward can do about it."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import Response

from review.finding import ask, decide
from review.finding.presence import note_presence, others_at
from review.finding.show import show_finding
from review.finding.told import told_of
from review.page import Page
from review.roles import READER, STEWARD
from review.visit import Visit


def show(visit: Visit) -> Response:
    """The finding."""
    with visit.desk.engine.connect() as connection:
        told = told_of(connection, visit.number("id"))
        if told is None:
            raise HTTPException(404)
        return show_finding(visit, connection, told)


def here(visit: Visit) -> Response:
    """Somebody still looks at it; the answer says who else does, and whether it has been settled meanwhile."""
    number, person, now = visit.number("id"), visit.person, visit.desk.clock()
    with visit.desk.engine.connect() as connection:
        told = told_of(connection, number)
        others = others_at(connection, number, person, now)
    if told is None:
        raise HTTPException(404)
    note_presence(visit.desk.engine, number, person, now)
    changed = visit.asked("set") != told.seen
    return visit.show("finding/others.html", others=others, changed=changed, row=told.row)


PAGES = (
    Page("/fund/{id:int}", show, READER),
    *decide.PAGES,
    *ask.PAGES,
    Page("/fund/{id:int}/her", here, STEWARD, ("POST",)),
)
