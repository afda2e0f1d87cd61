"""What all ways of signing in have in common: how somebody is let in, and how they are asked again."""

from __future__ import annotations

from starlette.responses import Response

from review.language import CHOSEN
from review.people.accounts import Person, has_accounts
from review.people.sessions import begin_session, end_session
from review.roles import home
from review.visit import Visit, cookie_name


def let_in(visit: Visit, person: Person, to: str) -> Response:
    """A new sign-in, whatever cookie the browser had before; what that was good for is over."""
    name, seconds = cookie_name(visit.desk), int(visit.desk.longest.total_seconds())
    if (before := visit.request.cookies.get(name)) is not None:
        end_session(visit.desk, before)
    token = begin_session(visit.desk, person.person_id)
    response = visit.go(led_to(to, home(person.role)))
    response.set_cookie(name, token, seconds, path="/", secure=visit.desk.secure, httponly=True, samesite="lax")
    if person.language:
        response.delete_cookie(CHOSEN, path="/")
    return response


def led_to(to: str, otherwise: str) -> str:
    """Where somebody who has signed in wanted to go; ``otherwise`` where that is nowhere, or signing in itself."""
    return to if to and not to.startswith("/log-ind") else otherwise


def ask_again(visit: Visit, wrong: str | None = None, status: int = 200, to: str = "", login: str = "") -> Response:
    """The page for signing in, with what was wrong; ``wrong`` is a key of the template."""
    alone = visit.desk.provider is None and not has_accounts(visit.desk.engine)
    return visit.show("people/sign_in.html", status, wrong=wrong, to=to, login=login, alone=alone)


def client_address(visit: Visit) -> str:
    """Where the request comes from; behind a proxy what that says, if it is one that we trust."""
    return visit.request.client.host if visit.request.client else ""
