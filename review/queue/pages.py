"""The queue: what waits for a steward, what matters most first."""

from __future__ import annotations

from dataclasses import replace

from starlette.exceptions import HTTPException
from starlette.responses import Response

from review.page import Page
from review.queue import bulk_pages
from review.queue.choices import choices_of
from review.queue.done import done_of
from review.queue.equal import groups
from review.queue.listing import as_text, counted, from_text, keys_after, listed
from review.queue.taking import give_back, take
from review.queue.wanted import OPEN, wanted_of
from review.roles import READER, STEWARD
from review.visit import Visit


def show(visit: Visit) -> Response:
    """A page of the queue."""
    wanted, mine = wanted_of(visit), visit.person.person_id
    after = from_text(visit.asked("efter"))
    with visit.desk.engine.connect() as connection:
        rows, last = listed(connection, wanted, mine, after)
        values = {
            "counts": counted(connection, wanted, mine),
            "mine": counted(connection, replace(wanted, state=OPEN, mine=True), mine).total,
            "choices": choices_of(connection),
            "done": done_of(visit, connection),
        }
    return visit.show("queue/queue.html", 200, wanted=wanted, rows=rows, after=after, last=as_text(last), **values)


def show_equal(visit: Visit) -> Response:
    """Where one decision can settle several findings."""
    wanted, mine = wanted_of(visit), visit.person.person_id
    with visit.desk.engine.connect() as connection:
        found = groups(connection, wanted, mine)
    return visit.show("queue/groups.html", wanted=wanted, groups=found)


def first(visit: Visit) -> Response:
    """On to the finding that matters most; to the queue where nothing waits."""
    wanted = wanted_of(visit)
    with visit.desk.engine.connect() as connection:
        found = next(keys_after(connection, wanted, visit.person.person_id, None, 1), None)
    return visit.go(f"/fund/{found[3]}{wanted.query()}" if found else f"/fund{wanted.query()}")


def take_it(visit: Visit) -> Response:
    """Take a finding."""
    number = visit.number("id")
    if not take(visit.desk.engine, number, visit.person, visit.desk.clock()):
        raise HTTPException(404)
    return visit.go(f"/fund/{number}{wanted_of(visit).query()}", visit.language.say("Fundet er nu dit."))


def put_back(visit: Visit) -> Response:
    """Give a finding back."""
    number = visit.number("id")
    give_back(visit.desk.engine, number, visit.person)
    say = visit.language.say("Fundet er givet tilbage til køen.")
    return visit.go(f"/fund/{number}{wanted_of(visit).query()}", say)


PAGES = (
    Page("/fund", show, READER),
    Page("/fund/naeste", first, READER),
    Page("/fund/ens", show_equal, READER),
    *bulk_pages.PAGES,
    Page("/fund/{id:int}/tag", take_it, STEWARD, ("POST",)),
    Page("/fund/{id:int}/slip", put_back, STEWARD, ("POST",)),
)
