"""Signing in through the provider: to it with a secret in the browser's own cookie, and back."""

from __future__ import annotations

import base64
import hmac
import json
import logging
import secrets
from dataclasses import asdict

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from review.page import Page
from review.people.attempts import note_success, take_attempt
from review.people.id_token import BadToken
from review.people.letting_in import ask_again, client_address, let_in
from review.people.provider import Provider, ProviderFails, Trip
from review.people.provider_people import NotLetIn, person_from
from review.roles import ANYBODY
from review.visit import Visit

logger = logging.getLogger("afrapport")
A_TRIP = 600  # seconds: signing in there, with a second factor that has to be found first
BACK = "/log-ind/svar"


def leave_for_provider(visit: Visit) -> Response:
    """Send the browser to the provider."""
    provider = _provider(visit)
    trip = Trip(*(secrets.token_urlsafe(32) for _ in range(3)), visit.asked("til"))
    try:
        address = provider.address(trip, visit.desk.address + BACK, visit.desk.clock())
    except ProviderFails as problem:
        return _refused(visit, "provider_fails", f"the provider fails: {problem}")
    response = RedirectResponse(address, 303)
    response.set_cookie(
        _cookie(visit), _written(trip), A_TRIP, path="/", secure=visit.desk.secure, httponly=True, samesite="lax"
    )
    return response


def come_back(visit: Visit) -> Response:
    """The browser is back with a code: ask the provider who it was. Every way out takes the cookie away."""
    provider, trip = _provider(visit), _read(visit.request.cookies.get(_cookie(visit), ""))
    response = _answer(visit, provider, trip)
    response.delete_cookie(_cookie(visit), path="/", secure=visit.desk.secure, httponly=True, samesite="lax")
    return response


def _answer(visit: Visit, provider: Provider, trip: Trip | None) -> Response:
    if trip is None or not hmac.compare_digest(visit.asked("state").encode(), trip.state.encode()):
        return _refused(visit, "provider_other", "the answer belongs to no sign-in of this browser")
    code = visit.request.query_params.get("code", "")
    if not code or len(code) > 4096:
        return _refused(visit, "provider_denied", "the provider gave no code")
    if (attempt := take_attempt(visit.desk, "", client_address(visit))) is None:
        return _refused(visit, "too_many", "too many tries", 429)
    try:
        claims = provider.claims(code, trip, visit.desk.address + BACK, visit.desk.clock())
        person = person_from(visit.desk.engine, claims, provider.settings.role_of(claims))
    except (ProviderFails, BadToken) as problem:
        return _refused(visit, "provider_fails", f"{type(problem).__name__}: {problem}")
    except NotLetIn as problem:
        return _refused(visit, f"provider_{problem.reason}", f"not let in: {problem.reason}", 403)
    note_success(visit.desk, attempt)
    return let_in(visit, person, trip.to)


def _refused(visit: Visit, wrong: str, reason: str, status: int = 401) -> Response:
    logger.warning("sign-in through the provider refused: %s", reason)
    return ask_again(visit, wrong, status)


def _provider(visit: Visit) -> Provider:
    if visit.desk.provider is None:
        raise HTTPException(404)
    return visit.desk.provider


def _cookie(visit: Visit) -> str:
    return "__Host-afrapport-udbyder" if visit.desk.secure else "afrapport-udbyder"


def _written(trip: Trip) -> str:
    return base64.urlsafe_b64encode(json.dumps(asdict(trip)).encode()).decode()


def _read(cookie: str) -> Trip | None:
    try:
        found = json.loads(base64.urlsafe_b64decode(cookie.encode()))
        trip = Trip(**found)
    except (ValueError, TypeError, RecursionError):
        return None
    return trip if all(isinstance(part, str) for part in found.values()) and trip.state else None


PAGES = (
    Page("/log-ind/udbyder", leave_for_provider, ANYBODY),
    Page(BACK, come_back, ANYBODY),
)
