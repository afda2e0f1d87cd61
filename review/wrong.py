"""Pages for what cannot be shown: not there, not allowed, too much, or a fault of ours."""

from __future__ import annotations

import logging
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from review.language import choose_language
from review.visit import Visit
from schemas.examine import without_content
from schemas.plain_text import plain

logger = logging.getLogger("afrapport")
KNOWN = (401, 403, 404, 405, 413)


async def on_refusal(request: Request, problem: Exception) -> Response:
    """A page was refused. Who is not signed in comes to the page for that, and then back."""
    status = problem.status_code if isinstance(problem, HTTPException) else 400
    if status == 401 and request.method == "GET" and "HX-Request" not in request.headers:
        to = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse("/log-ind" if to == "/" else f"/log-ind?til={quote(to)}", 303)
    if "HX-Request" in request.headers:  # a part of a page was asked for: a whole one has no place there
        return Response(status_code=status)
    return _visit(request).show("wrong.html", status, why=status if status in KNOWN else 400)


async def on_fault(request: Request, problem: Exception) -> Response:
    """Something failed in the app; the log says where, the page does not."""
    logger.error("%s %s: %s", request.method, plain(request.url.path), without_content(problem))
    return _visit(request).show("wrong.html", 500, why=500)


def _visit(request: Request) -> Visit:
    """The visit as far as it came: without a person where it was refused before anybody was known."""
    if (known := getattr(request.state, "visit", None)) is not None:
        return known
    desk = request.app.state.desk
    return Visit(request, desk, choose_language(request, None, desk.language))
