"""A page of the app: where it is, who may open it, and the function that answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from review.desk import Desk
from review.visit import Visit, visit_of

Answer = Callable[[Visit], Response]


@dataclass(frozen=True, slots=True)
class Page:
    """One page. ``role`` is who may open it (``review.roles``), ``methods`` is ``GET`` or ``POST``.

    ``answer`` runs in a thread, so that a slow question to the warehouse holds up nobody else. ``form_bytes`` and
    ``files`` limit what may be sent to it.
    """

    path: str
    answer: Answer
    role: str
    methods: Sequence[str] = ("GET",)
    form_bytes: int = 64 * 1024
    files: int = 0


def route_of(page: Page, desk: Desk) -> Route:
    """The page as a route: what is sent is read and checked before ``answer`` sees it."""

    async def answer(request: Request) -> Response:
        visit = await visit_of(request, desk, page.role, page.form_bytes, page.files)
        try:
            return await run_in_threadpool(page.answer, visit)
        finally:
            await visit.form.close()  # files that were sent lie in temporary files

    name = f"{page.methods[0]} {page.path}"
    return Route(page.path, answer, methods=list(page.methods), name=name, max_body_size=page.form_bytes)
