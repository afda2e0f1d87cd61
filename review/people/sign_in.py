"""Signing in with a password or with the start key, and signing out."""

from __future__ import annotations

import logging

from starlette.responses import Response

from review.language import CHOSEN, CODES
from review.page import Page
from review.people.accounts import check_password, has_accounts
from review.people.attempts import note_success, take_attempt
from review.people.letting_in import ask_again, client_address, led_to, let_in
from review.people.only_person import only_person
from review.people.passwords import TooBusy
from review.people.sessions import end_session
from review.roles import ANYBODY, SIGNED_IN
from review.visit import Visit, cookie_name

logger = logging.getLogger("afrapport")
A_YEAR = 365 * 86400  # seconds


def ask(visit: Visit) -> Response:
    """The form for login and password."""
    to = visit.asked("til")
    if visit.signed_in:  # in another window meanwhile
        return visit.go(led_to(to, visit.home))
    return ask_again(visit, to=to)


def take(visit: Visit) -> Response:
    """Look at login and password; the same sentence whatever is wrong with them."""
    login, password, to = visit.sent("login"), visit.form.get("password"), visit.sent("til")
    attempt = take_attempt(visit.desk, login, client_address(visit))
    if attempt is None:
        return ask_again(visit, "too_many", 429, to, login)
    try:
        person = check_password(visit.desk.engine, login, password if isinstance(password, str) else "")
    except TooBusy:
        return ask_again(visit, "busy", 503, to, login)
    if person is None:
        logger.warning("sign-in refused, from %s", client_address(visit))
        return ask_again(visit, "unknown", 401, to, login)
    note_success(visit.desk, attempt)
    return let_in(visit, person, to)


def start(visit: Visit) -> Response:
    """The link that ``afrapport serve`` prints on a machine without accounts; good once, and while there are none."""
    key = visit.desk.start_key
    if key is None or has_accounts(visit.desk.engine) or not key.take(visit.asked("key")):
        return ask_again(visit, "key", 401)
    person = only_person(visit.desk)
    return ask_again(visit, "key", 401) if person is None else let_in(visit, person, "")


def leave(visit: Visit) -> Response:
    """Sign out."""
    name = cookie_name(visit.desk)
    end_session(visit.desk, visit.request.cookies[name])
    response = visit.go("/log-ind", visit.language.say("Du er logget ud."))
    response.delete_cookie(name, path="/", secure=visit.desk.secure, httponly=True, samesite="lax")
    return response


def choose_language(visit: Visit) -> Response:
    """Danish or English, for this browser."""
    code = visit.request.path_params["code"]
    # whole, however long: an address that is cut off leads elsewhere
    response = visit.go(visit.request.query_params.get("til", "/"))
    if code in CODES:
        response.set_cookie(CHOSEN, code, A_YEAR, path="/", secure=visit.desk.secure, httponly=True, samesite="lax")
    return response


PAGES = (
    Page("/log-ind", ask, ANYBODY),
    Page("/log-ind", take, ANYBODY, ("POST",)),
    Page("/start", start, ANYBODY),
    Page("/log-ud", leave, SIGNED_IN, ("POST",)),
    Page("/sprog/{code}", choose_language, ANYBODY),
)
