"""The people of the app, for leads: who there is, who may what, and a new password."""

from __future__ import annotations

from starlette.responses import Response

from review.page import Page
from review.people import administer
from review.people.passwords import TooBusy, make_password
from review.people.refused import Refused
from review.roles import LEAD, ROLES
from review.visit import Visit


def show(visit: Visit) -> Response:
    """Everybody, and the form for one more."""
    return _page(visit)


def add(visit: Visit) -> Response:
    """A new account with a password of ours, which is shown this once."""
    login, name, role = visit.sent("login"), visit.sent("name"), visit.sent("role")
    password = make_password()
    try:
        administer.add_account(visit.desk.engine, login, name, role, password, visit.person.login)
    except (Refused, TooBusy) as problem:
        return _refused(visit, problem, login=login, name=name, role=role)
    return _page(visit, given=(login.lower(), password))


def give_role(visit: Visit) -> Response:
    """Another role."""
    login, role = visit.sent("login"), visit.sent("role")
    try:
        administer.set_role(visit.desk.engine, login, role, visit.person.login)
    except Refused as problem:
        return _refused(visit, problem)
    say = visit.language.say
    return visit.go("/personer", say("%(login)s har fået en ny rolle og skal logge ind igen.", login=login))


def give_password(visit: Visit) -> Response:
    """A new password of ours, shown this once."""
    login, password = visit.sent("login"), make_password()
    try:
        administer.set_password(visit.desk.engine, login, password, visit.person.login)
    except (Refused, TooBusy) as problem:
        return _refused(visit, problem)
    return _page(visit, given=(login, password))


def sign_out(visit: Visit) -> Response:
    """End all sign-ins of somebody."""
    login = visit.sent("login")
    try:
        administer.sign_out_everywhere(visit.desk.engine, login, visit.person.login)
    except Refused as problem:
        return _refused(visit, problem)
    return visit.go("/personer", visit.language.say("%(login)s er logget ud alle steder.", login=login))


def close(visit: Visit) -> Response:
    """Somebody may no longer come in."""
    return _set_active(
        visit, False, visit.language.say("%(login)s kan ikke længere logge ind.", login=visit.sent("login"))
    )


def open_again(visit: Visit) -> Response:
    """Somebody may come in again."""
    return _set_active(visit, True, visit.language.say("%(login)s kan logge ind igen.", login=visit.sent("login")))


def _set_active(visit: Visit, active: bool, sentence: str) -> Response:
    try:
        administer.set_active(visit.desk.engine, visit.sent("login"), active, visit.person.login)
    except Refused as problem:
        return _refused(visit, problem)
    return visit.go("/personer", sentence)


def _refused(visit: Visit, problem: Refused | TooBusy, **typed: str) -> Response:
    return _page(visit, 422, wrong=problem.reason if isinstance(problem, Refused) else "busy", typed=typed)


def _page(visit: Visit, status: int = 200, **more: object) -> Response:
    known = {"roles": ROLES, "given": None, "wrong": None, "typed": {}} | more
    return visit.show("people/people.html", status, people=administer.everybody(visit.desk.engine), **known)


PAGES = (
    Page("/personer", show, LEAD),
    Page("/personer", add, LEAD, ("POST",)),
    Page("/personer/rolle", give_role, LEAD, ("POST",)),
    Page("/personer/kodeord", give_password, LEAD, ("POST",)),
    Page("/personer/log-ud", sign_out, LEAD, ("POST",)),
    Page("/personer/luk", close, LEAD, ("POST",)),
    Page("/personer/aaben", open_again, LEAD, ("POST",)),
)
