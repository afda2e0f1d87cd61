"""What is known about who can use the app, and whom to tell that it cannot be used."""

from __future__ import annotations

from starlette.responses import Response

from review.page import Page
from review.roles import ANYBODY
from review.visit import Visit


def show(visit: Visit) -> Response:
    """The accessibility statement."""
    contact = visit.desk.contact
    address = contact if contact and "@" in contact and not any(sign.isspace() for sign in contact) else None
    return visit.show("accessibility.html", contact=contact, address=address)


PAGES = (Page("/tilgaengelighed", show, ANYBODY),)
