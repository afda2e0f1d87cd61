"""The pictures of source pages."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response

from review.page import Page
from review.pictures.source_page import SCALES
from review.pictures.trouble import CannotShow
from review.roles import READER
from review.source.origin import origin_of, pages_of
from review.source.seen import note_seen
from review.visit import Visit
from warehouse.personal_places import personal_places

# a browser may keep it and must ask each time: who may see it can change, and every look is noted
ASK_AGAIN = "private, no-cache"


def picture(visit: Visit) -> Response:
    """A page of a report's PDF as PNG, personal numbers black in it; that somebody looked at it is logged."""
    report_id, number = visit.number("report"), visit.number("page")
    scale = visit.asked("x", "1")
    if scale not in map(str, SCALES):
        raise HTTPException(404)
    with visit.desk.engine.connect() as connection:
        origin = origin_of(connection, report_id)
        if origin is None or not origin.has_pages:
            raise HTTPException(404)
        known = personal_places(connection, report_id)
    pages = pages_of(visit.desk)
    headers = {"Cache-Control": ASK_AGAIN, "ETag": f'"{pages.etag(origin.sha256, number, int(scale), known)}"'}
    if visit.request.headers.get("If-None-Match") == headers["ETag"]:
        answer = Response(status_code=304, headers=headers)
    else:
        try:
            shown = pages.page(origin.sha256, number, int(scale), known)
        except CannotShow as problem:
            return PlainTextResponse(visit.language.said(problem.da, problem.en), 404)
        answer = Response(shown.png, media_type="image/png", headers=headers)
    note_seen(visit.desk, visit.person, report_id, number)
    return answer


PAGES = (Page("/kilde/{report:int}/{page:int}.png", picture, READER),)
