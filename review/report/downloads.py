"""The file that came in, and a copy with what is wrong marked in it; both to be saved, never opened here."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import Response

from review.page import Page
from review.report.attachment import attachment, safe_name
from review.roles import READER, STEWARD
from review.source.origin import Origin, origin_of
from review.visit import Visit
from warehouse import audit
from warehouse.archive import ArchiveDamaged
from warehouse.engine import begin_write
from warehouse.personal_places import holds_numbers

TAKEN = "report.download"


def original(visit: Visit) -> Response:
    """The file as it was received."""
    origin = _allowed(visit)
    if origin is None:
        return visit.show("report/no_file.html", 403, why="personal_data", report_id=visit.number("report"))
    try:
        content = visit.desk.archive.read(origin.sha256)
    except (ArchiveDamaged, OSError, ValueError):
        return visit.show("report/no_file.html", 404, why="missing", report_id=origin.report_id)
    return _sent(visit, origin, content, "")


def _allowed(visit: Visit) -> Origin | None:
    """The file; None for a reader where a personal number stands in it. 404 where there is no such report."""
    with visit.desk.engine.connect() as connection:
        origin = origin_of(connection, visit.number("report"))
        if origin is None:
            raise HTTPException(404)
        return None if holds_numbers(connection, origin.report_id) and not visit.may(STEWARD) else origin


def _sent(visit: Visit, origin: Origin, content: bytes, before: str) -> Response:
    """The answer, once it stands in the log who took what."""
    name = safe_name(origin.file_name, origin.container, before)
    detail = {"file": name, "sha256": origin.sha256}
    with begin_write(visit.desk.engine) as connection:
        audit.append(connection, visit.person.login, TAKEN, f"report {origin.report_id}", detail)
    return attachment(content, name)


PAGES = (Page("/rapporter/{report}/fil", original, READER),)
