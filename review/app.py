"""The review app as an ASGI application."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from review.desk import Desk
from review.page import route_of
from review.routes import PAGES
from review.security.headers import SecurityHeaders
from review.wrong import on_fault, on_refusal

REFUSED = (400, 401, 403, 404, 405, 413)


def make_app(desk: Desk) -> Starlette:
    """The app over a desk. Only the hosts of its own address are answered: another name may be an attacker's."""
    host = urlsplit(desk.address).hostname or "127.0.0.1"
    hosts = [host] if host not in ("127.0.0.1", "localhost") else ["127.0.0.1", "localhost"]
    app = Starlette(
        routes=[route_of(page, desk) for page in PAGES],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False)],
        exception_handlers=dict.fromkeys(REFUSED, on_refusal) | {500: on_fault},
    )
    app.state.desk = desk
    app.router.redirect_slashes = False  # to an address that it would make up from the request
    # around all of it: Starlette would answer a fault of ours outside of the middleware that it is given
    app.middleware_stack = SecurityHeaders(app.build_middleware_stack(), secure=desk.secure)
    return app
