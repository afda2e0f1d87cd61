"""The address that brings somebody back to the page they see, in another language or after signing in again."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.routing import Match

ONCE = ("/start", "/log-ind/svar")  # their question holds a key that is good once and belongs in no link


def address_of(request: Request) -> str:
    """The page itself with its question; where a form was answered, the nearest page above that can be shown."""
    path = request.scope["path"]
    if path in ONCE:
        return "/log-ind"
    while request.method not in ("GET", "HEAD") and path and not _can_be_shown(request, path):
        path = path.rpartition("/")[0]
    question = f"?{request.url.query}" if request.url.query else ""
    return (quote(path) or "/") + question


def _can_be_shown(request: Request, path: str) -> bool:
    asked = {"type": "http", "path": path, "root_path": "", "method": "GET", "headers": []}
    return any(route.matches(asked)[0] is Match.FULL for route in request.app.routes)
