"""Whether a request that changes something comes from a page of ours."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.requests import Request


def is_from_here(request: Request, address: str) -> bool:
    """Browsers say where a form was: in ``Sec-Fetch-Site``, older ones in ``Origin``. Who says neither is refused."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    if origin is None:
        return False
    host = urlsplit(origin)
    return origin == address or (host.scheme == request.url.scheme and host.netloc == request.headers.get("Host"))
