"""The file that came in, and a copy with what is wrong marked in it; both to be saved, never opened here."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from extractors.place import Place
from review.page import Page
from review.pictures.making import made_in_turn
from review.pictures.trouble import CannotShow
from review.report.attachment import attachment, safe_name
from review.report.findings import findings_of
from review.roles import READER, STEWARD
from review.sender.note import Note
from review.sender.sender_copy import copy_for_sender
from review.source.origin import Origin, origin_of
from review.visit import Visit
from schemas.stored_texts import found_in
from warehouse import audit
from warehouse.archive import ArchiveDamaged
from warehouse.engine import begin_write
from warehouse.personal_places import holds_numbers
from warehouse.rows import PLACE

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
    name = safe_name(origin.file_name, origin.container)
    return _sent(visit, origin, "original", content, name)


def copy(visit: Visit) -> Response:
    """A copy for the sender: the open findings stand in it, in Danish, as what is wrong and what to do.

    It is made to be sent on, so a file with a personal number in it is left out, and what is sent is the list alone.
    """
    origin = _allowed(visit)
    if origin is None:
        raise HTTPException(403)
    with visit.desk.engine.connect() as connection:
        personal = holds_numbers(connection, origin.report_id)
        waiting = [row for row in findings_of(connection, origin.report_id) if row.state == "open"]
    if not waiting:
        to = f"/rapporter/{origin.report_id}"
        return visit.go(to, visit.language.say("Ingen fund er åbne, så der er intet at skrive i en kopi."))
    notes = [_note(number, row) for number, row in enumerate(waiting, 1)]
    try:
        with made_in_turn():
            made = copy_for_sender(visit.desk.archive, origin.sha256, origin.file_name, notes, list_only=personal)
    except CannotShow as problem:
        why = visit.language.said(problem.da, problem.en)
        return visit.show("report/no_file.html", 404, why=why, report_id=origin.report_id)
    return _sent(visit, origin, "copy", made.content, made.file_name)


def _note(number: int, row: Any) -> Note:
    place = Place(**{name: getattr(row, name) for name in PLACE})
    found = None if row.value is None else found_in("da", row.rule, row.value)  # as the messages are: in Danish
    return Note(number, place, row.message, row.how_to_fix, found, row.expected)


def _allowed(visit: Visit) -> Origin | None:
    """The file; None for a reader where a personal number stands in it. 404 where there is no such report."""
    with visit.desk.engine.connect() as connection:
        origin = origin_of(connection, visit.number("report"))
        if origin is None:
            raise HTTPException(404)
        return None if holds_numbers(connection, origin.report_id) and not visit.may(STEWARD) else origin


def _sent(visit: Visit, origin: Origin, what: str, content: bytes, name: str) -> Response:
    """The answer, once it stands in the log who took what."""
    detail = {"what": what, "file": name, "sha256": origin.sha256}
    with begin_write(visit.desk.engine) as connection:
        audit.append(connection, visit.person.login, TAKEN, f"report {origin.report_id}", detail)
    return attachment(content, name)


PAGES = (
    Page("/rapporter/{report:int}/fil", original, READER),
    Page("/rapporter/{report:int}/kopi", copy, STEWARD),  # it is for the sender alone, and stewards write to senders
)
