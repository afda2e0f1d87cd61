"""Today: what the night did, and what waits."""

from __future__ import annotations

from starlette.responses import Response

from review.page import Page
from review.roles import READER
from review.visit import Visit


def show(visit: Visit) -> Response:
    """The first page of the day."""
    return visit.show("today/today.html")


PAGES = (Page("/", show, READER),)
