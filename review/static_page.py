"""Our own scripts, styles and icons, sent to the browser to be kept."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import Response

from review.page import Page
from review.roles import ANYBODY
from review.static_files import TYPES, content_of, hash_of, names
from review.visit import Visit

FOR_EVER = "public, max-age=31536000, immutable"


def serve(visit: Visit) -> Response:
    """A file of ours, if its hash is the one that it has now."""
    name = visit.request.path_params["name"]
    if name not in names() or visit.request.path_params["hash"] != hash_of(name):
        raise HTTPException(404)
    headers = {"Cache-Control": FOR_EVER}
    return Response(content_of(name), media_type=TYPES[name.rpartition(".")[2]], headers=headers)


PAGES = (Page("/static/{hash}/{name:path}", serve, ANYBODY),)
