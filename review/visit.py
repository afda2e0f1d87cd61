"""One request on its way through a page: who it is, what they sent, and how they are answered."""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass, field
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from review.desk import Desk
from review.here import address_of
from review.language import Language, choose_language
from review.people.accounts import Person
from review.people.sessions import SignedIn, signed_in
from review.roles import ANYBODY, home, may
from review.security.same_site import is_from_here
from review.templates_of import environment
from review.whole_number import whole_number

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
SAID = "afrapport-said"  # a cookie with one sentence for the next page
MOST_FIELDS = 2000
MOST_FIELD_BYTES = 64 * 1024  # of one field that is no file: those are kept in memory


@dataclass(slots=True)
class Visit:
    """What a page's function gets. ``form`` is what was sent with a POST, already known to come from our own form."""

    request: Request
    desk: Desk
    language: Language
    signed_in: SignedIn | None = None
    form: FormData = field(default_factory=FormData)

    @property
    def person(self) -> Person:
        """Who is signed in; only pages that ask for somebody may use it."""
        if self.signed_in is None:
            raise HTTPException(401)
        return self.signed_in.person

    def number(self, name: str) -> int:
        """A number in the page's address; a page that is not there (404) where it is none."""
        number = whole_number(str(self.request.path_params[name]))
        if number is None:
            raise HTTPException(404)
        return number

    def asked(self, name: str, otherwise: str = "") -> str:
        """What stands after the question mark in the address."""
        return self.request.query_params.get(name, otherwise).replace("\0", "")[:500]

    def asked_number(self, name: str) -> int | None:
        """A number after the question mark; None where there is none."""
        return whole_number(self.asked(name))

    def sent(self, name: str) -> str:
        """A field of the form, without white space around it; blank where it was not sent."""
        value = self.form.get(name)
        return value.replace("\0", "").strip() if isinstance(value, str) else ""

    def files(self, name: str) -> list[UploadFile]:
        """All files of one field of the form."""
        return [value for value in self.form.getlist(name) if isinstance(value, UploadFile) and value.filename]

    def may(self, role: str) -> bool:
        """Whether whoever it is may open pages that ask for this role."""
        return may(self.signed_in.person.role if self.signed_in else None, role)

    @property
    def by_htmx(self) -> bool:
        """Whether a part of a page is asked for, by a page that is open."""
        return self.request.headers.get("HX-Request") == "true"

    @property
    def home(self) -> str:
        """Where whoever it is starts."""
        return home(self.signed_in.person.role if self.signed_in else None)

    @property
    def here(self) -> str:
        """The address that brings whoever it is back to this page."""
        return address_of(self.request)

    def show(self, template: str, status: int = 200, **values: Any) -> Response:
        """A page from its template."""
        said = self.request.cookies.get(SAID)
        known = {"visit": self, "said": _read(said) if said else None, "lang": self.language}
        response = HTMLResponse(environment(self.language.code).get_template(template).render(known | values), status)
        if said:
            response.delete_cookie(SAID, path="/")
        return response

    def go(self, address: str, say: str | None = None) -> Response:
        """On to another page of ours, which says a sentence first."""
        if not address.startswith("/") or address.startswith(("//", "/\\")):
            address = "/"
        response = RedirectResponse(address, 303)
        if say:
            response.set_cookie(
                SAID, _written(say), 60, path="/", secure=self.desk.secure, httponly=True, samesite="strict"
            )
        return response


async def visit_of(request: Request, desk: Desk, role: str, form_bytes: int, files: int) -> Visit:
    """The visit behind a request. Raises HTTPException: 401 not signed in, 403 not allowed."""
    token = request.cookies.get(cookie_name(desk))
    who = await run_in_threadpool(signed_in, desk, token) if token else None
    visit = Visit(request, desk, choose_language(request, who.person.language if who else None, desk.language), who)
    request.state.visit = visit
    if not visit.may(role):
        raise HTTPException(403 if who else 401)
    if request.method in UNSAFE:
        await _take_form(visit, role, form_bytes, files)
    return visit


def cookie_name(desk: Desk) -> str:
    """The cookie of a sign-in; under https no other host or path can set one of this name."""
    return "__Host-afrapport" if desk.secure else "afrapport"


async def _take_form(visit: Visit, role: str, form_bytes: int, files: int) -> None:
    if not is_from_here(visit.request, visit.desk.address):
        raise HTTPException(403, "cross-site")
    visit.form = await visit.request.form(
        max_files=files, max_fields=MOST_FIELDS, max_part_size=min(form_bytes, MOST_FIELD_BYTES)
    )
    given = visit.form.get("csrf_token") or visit.request.headers.get("X-CSRF-Token", "")
    expected = visit.signed_in.csrf_token if visit.signed_in else None
    if role != ANYBODY and not (
        expected and isinstance(given, str) and hmac.compare_digest(given.encode(), expected.encode())
    ):
        await visit.form.close()
        raise HTTPException(403, "csrf")


def _written(sentence: str) -> str:
    return base64.urlsafe_b64encode(sentence[:700].encode()).decode()


def _read(cookie: str) -> str | None:
    try:
        return base64.urlsafe_b64decode(cookie).decode()
    except ValueError:
        return None
