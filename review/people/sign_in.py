"""Signing in with a password or with the start key, and signing out."""

from __future__ import annotations

import hmac

from starlette.responses import Response

from review.language import CHOSEN, CODES
from review.page import Page
from review.people.accounts import Person, check_password
from review.people.attempts import note_attempt, too_many
from review.people.only_person import only_person
from review.people.sessions import begin_session, end_session
from review.roles import ANYBODY, SIGNED_IN, SUBMITTER
from review.visit import Visit, cookie_name

A_YEAR = 365 * 86400  # seconds


def ask(visit: Visit) -> Response:
    """The form for login and password."""
    if visit.signed_in:
        return visit.go(_first_page(visit.person))
    return visit.show("people/sign_in.html", to=visit.asked("til"), wrong=None, login="")


def take(visit: Visit) -> Response:
    """Look at login and password; the same sentence whatever is wrong with them."""
    login, password, to = visit.sent("login"), visit.form.get("password"), visit.sent("til")
    address = visit.request.client.host if visit.request.client else ""
    again = {"to": to, "login": login}
    if too_many(visit.desk, login, address):
        return visit.show("people/sign_in.html", 429, wrong="too_many", **again)
    person = check_password(visit.desk.engine, login, password if isinstance(password, str) else "")
    note_attempt(visit.desk, login, address, person is not None)
    if person is None:
        return visit.show("people/sign_in.html", 401, wrong="unknown", **again)
    return let_in(visit, person, to)


def start(visit: Visit) -> Response:
    """The link that ``afrapport serve`` prints on a machine without accounts."""
    key = visit.desk.start_key
    if key is None or not hmac.compare_digest(visit.asked("key").encode(), key.encode()):
        return visit.show("people/sign_in.html", 401, wrong="key", to="", login="")
    return let_in(visit, only_person(visit.desk), "")


def leave(visit: Visit) -> Response:
    """Sign out."""
    name = cookie_name(visit.desk)
    end_session(visit.desk, visit.request.cookies[name])
    response = visit.go("/log-ind", visit.language.say("Du er logget ud."))
    response.delete_cookie(name, path="/")
    return response


def choose_language(visit: Visit) -> Response:
    """Danish or English, for this browser."""
    code = visit.request.path_params["code"]
    response = visit.go(visit.asked("til", "/"))
    if code in CODES:
        response.set_cookie(
            CHOSEN, code, 365 * 86400, path="/", secure=visit.desk.secure, httponly=True, samesite="lax"
        )
    return response


def let_in(visit: Visit, person: Person, to: str) -> Response:
    """A new sign-in, whatever cookie the browser had before."""
    token = begin_session(visit.desk, person.person_id)
    response = visit.go(to if to and not to.startswith("/log-ind") else _first_page(person))
    name, seconds = cookie_name(visit.desk), int(visit.desk.longest.total_seconds())
    response.set_cookie(name, token, seconds, path="/", secure=visit.desk.secure, httponly=True, samesite="lax")
    return response


def _first_page(person: Person) -> str:
    return "/indsend" if person.role == SUBMITTER else "/"


PAGES = (
    Page("/log-ind", ask, ANYBODY),
    Page("/log-ind", take, ANYBODY, ("POST",)),
    Page("/start", start, ANYBODY),
    Page("/log-ud", leave, SIGNED_IN, ("POST",)),
    Page("/sprog/{code}", choose_language, ANYBODY),
)
