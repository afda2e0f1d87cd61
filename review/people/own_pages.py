"""What people settle for themselves: language, single keys, password, and where they are signed in."""

from __future__ import annotations

from sqlalchemy import select, update
from starlette.responses import Response

from review.language import CHOSEN, CODES
from review.page import Page
from review.people import administer
from review.people.accounts import PEOPLE, check_password
from review.people.attempts import note_success, take_attempt
from review.people.letting_in import client_address
from review.people.own_sessions import SHOWN, end_own, sessions_of
from review.people.passwords import SHORTEST, TooBusy
from review.people.refused import Refused
from review.people.sessions import hashed
from review.roles import SIGNED_IN
from review.visit import Visit, cookie_name
from warehouse.engine import begin_write


def show(visit: Visit) -> Response:
    """The page of whoever is signed in."""
    return _page(visit)


def settle(visit: Visit) -> Response:
    """Language and single keys."""
    code = visit.sent("language") if visit.sent("language") in CODES else None
    new = {"language": code, "shortcuts": visit.sent("shortcuts") == "on"}
    with begin_write(visit.desk.engine) as connection:
        connection.execute(update(PEOPLE).where(PEOPLE.c.person_id == visit.person.person_id).values(new))
    response = visit.go("/mig", visit.language.say("Dine valg er gemt."))
    response.delete_cookie(CHOSEN, path="/")
    return response


def change_password(visit: Visit) -> Response:
    """A new password, for whoever knows the old one; all other sign-ins end."""
    old, new = visit.form.get("old"), visit.form.get("new")
    if not isinstance(old, str) or not isinstance(new, str):
        return _page(visit, 422, wrong="old")
    attempt = take_attempt(visit.desk, visit.person.login, client_address(visit))
    if attempt is None:
        return _page(visit, 429, wrong="too_many")
    try:
        if check_password(visit.desk.engine, visit.person.login, old) is None:
            return _page(visit, 422, wrong="old")
        note_success(visit.desk, attempt)
        if new != visit.form.get("again"):
            return _page(visit, 422, wrong="again")
        login = visit.person.login
        administer.set_password(visit.desk.engine, login, new, login, keep=_own_hash(visit))
    except TooBusy:
        return _page(visit, 503, wrong="busy")
    except Refused as problem:
        return _page(visit, 422, wrong=problem.reason)
    return visit.go("/mig", visit.language.say("Dit kodeord er skiftet. Andre steder er du logget ud."))


def end(visit: Visit) -> Response:
    """End one of one's own sign-ins."""
    if not end_own(visit.desk, visit.person.person_id, visit.sent("session")):
        return visit.go("/mig", visit.language.say("Det login var allerede slut."))
    return visit.go("/mig", visit.language.say("Login er afsluttet."))


def _own_hash(visit: Visit) -> str:
    return hashed(visit.request.cookies.get(cookie_name(visit.desk), ""))


def _page(visit: Visit, status: int = 200, wrong: str | None = None) -> Response:
    with visit.desk.engine.connect() as connection:
        asked = select(PEOPLE).where(PEOPLE.c.person_id == visit.person.person_id)
        me, here = connection.execute(asked).one(), _own_hash(visit)
    sessions = [
        {"name": row.token_hash[:SHOWN], "here": row.token_hash == here, "began": row.started_at, "seen": row.seen_at}
        for row in sessions_of(visit.desk, me.person_id)
    ]
    return visit.show("people/own.html", status, me=me, sessions=sessions, wrong=wrong, shortest=SHORTEST)


PAGES = (
    Page("/mig", show, SIGNED_IN),
    Page("/mig", settle, SIGNED_IN, ("POST",)),
    Page("/mig/kodeord", change_password, SIGNED_IN, ("POST",)),
    Page("/mig/login", end, SIGNED_IN, ("POST",)),
)
