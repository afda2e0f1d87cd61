"""The register of efforts: which names are the same effort, who says so, and changing that."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.responses import Response

from review.page import Page
from review.register import change as asking
from review.register.change import Asked, make, preview
from review.register.changes import A_PAGE as CHANGES_A_PAGE
from review.register.changes import changes
from review.register.listing import A_PAGE, ALL, KNOWN, UNKNOWN, listed
from review.roles import READER, STEWARD
from review.visit import Visit
from warehouse.effort_list import history, name_rows
from warehouse.not_done import why_not
from warehouse.refused import Refused
from warehouse.suggest import likely_efforts

WHATS = (asking.JOIN, asking.SPLIT, asking.CONFIRM, asking.UNDO)


def show(visit: Visit) -> Response:
    """The efforts with their names; those that nobody has vouched for first, with what they are like."""
    sought, which = visit.asked("soeg"), visit.asked("vis", ALL)
    which = which if which in (ALL, UNKNOWN, KNOWN) else ALL
    with visit.desk.engine.connect() as connection:
        rows = listed(connection, sought, which, visit.asked_number("efter"))
        like = likely_efforts(connection, [row.name for row in rows[:A_PAGE] if not row.confirmed])
    more = (
        urlencode({"soeg": sought, "vis": which, "efter": rows[A_PAGE - 1].effort_id}) if len(rows) > A_PAGE else None
    )
    first = not visit.asked("efter")
    return visit.show(
        "register/register.html", rows=rows[:A_PAGE], like=like, more=more, sought=sought, which=which, first=first
    )


def show_name(visit: Visit) -> Response:
    """A name: the efforts that it means, all that was said of it, and what can be done."""
    name = _label(visit)
    try:
        (row,) = name_rows(visit.desk.engine, [name])
        said = history(visit.desk.engine, name)
    except Refused as problem:
        raise HTTPException(404) from problem
    sure = all(it.decided_by is not None for effort in row.efforts for it in effort.names if it.label in row.labels)
    with visit.desk.engine.connect() as connection:
        likely = likely_efforts(connection, row.labels[:1])[row.labels[0]]
    others = [it for it in likely if it.effort_key not in {effort.effort_key for effort in row.efforts}]
    return visit.show("register/name.html", row=row, said_of=said, sure=sure, likely=others, name=row.labels[0])


def show_changes(visit: Visit) -> Response:
    """What people have changed, with a way back."""
    with visit.desk.engine.connect() as connection:
        found = changes(connection, visit.asked_number("foer"))
    older = found[CHANGES_A_PAGE - 1].entry_id if len(found) > CHANGES_A_PAGE else None
    return visit.show(
        "register/changes.html", changes=found[:CHANGES_A_PAGE], older=older, newer=bool(visit.asked("foer"))
    )


def ask(visit: Visit) -> Response:
    """What a change would touch, before it is made."""
    asked = _asked(visit, lambda name: visit.request.query_params.get(name, "").replace("\0", "").strip())
    try:
        touched = preview(visit.desk.engine, asked, visit.person.name)
    except Refused as problem:
        return _refused(visit, asked, problem)
    return visit.show("register/change.html", asked=asked, touched=touched, problem=None)


def take(visit: Visit) -> Response:
    """The change is made."""
    asked = _asked(visit, visit.sent)
    try:
        done = make(visit.desk.engine, asked, visit.person.name, visit.sent("reason") or None)
    except Refused as problem:
        return _refused(visit, asked, problem)
    say = visit.language.say("Registret er ændret. Det er ændring nr. %(number)s.", number=done.number)
    name = asked.name or done.names[0]
    return visit.go(f"/register/navn?{urlencode({'navn': name})}", say)


def _refused(visit: Visit, asked: Asked, problem: Refused) -> Response:
    """Why it is not done; where only the reason has to be written in another way, with the form."""
    said = why_not(problem, visit.language.code)
    touched = preview(visit.desk.engine, asked, visit.person.name) if problem.why == "personal" else None
    return visit.show("register/change.html", status=409, asked=asked, touched=touched, problem=said)


def _asked(visit: Visit, field) -> Asked:
    what = field("hvad")
    if what not in WHATS:
        raise HTTPException(404)
    words = {name: field(name) for name in ("to", "from_year", "to_year", "number")}
    return Asked(what, field("navn"), all_names=bool(field("all_names")), **words)


def _label(visit: Visit) -> str:
    return visit.request.query_params.get("navn", "").replace("\0", "")


PAGES = (
    Page("/register", show, READER),
    Page("/register/navn", show_name, READER),
    Page("/register/aendringer", show_changes, READER),
    Page("/register/aendring", ask, STEWARD),
    Page("/register/aendring", take, STEWARD, ("POST",)),
)
