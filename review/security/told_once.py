"""A fault of ours is told once, by our own log: the server's would print it again with what it was about."""

from __future__ import annotations

from starlette.types import ASGIApp, Receive, Scope, Send


class ToldOnce:
    """Around the whole app. Starlette hands a fault on after it has been answered and logged; here that ends.

    An answer that broke off half-way stays broken off: the server then closes the connection.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        try:
            await self.app(scope, receive, send)
        except Exception:
            if scope["type"] != "http":
                raise
