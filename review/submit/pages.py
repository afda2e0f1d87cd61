"""Submit: send files, see what would be loaded and what held, hand them in, and find one's receipts again."""

from __future__ import annotations

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.responses import Response

from extractors.opening import MAX_BYTES
from review.page import Page
from review.roles import SUBMITTER
from review.submit import checking
from review.submit.hand_in import hand_in, receipt_of
from review.submit.names import shown_name
from review.submit.own import A_PAGE, findings_of, receipt, receipts
from review.submit.waiting_room import MOST_FILES, NotKept, Waiting, WaitingRoom, room_of
from review.visit import Visit
from schemas.personal_data import find_cpr

AT_ONCE, MOST_SENT = 10, 40  # files that are taken at once; files that are read before the rest is refused unread
TOTAL_BYTES = 200 * 1024 * 1024
MEGABYTE = 1024 * 1024


def show(visit: Visit) -> Response:
    """The form, what waits to be handed in, and what was handed in."""
    return _page(visit)


def take(visit: Visit) -> Response:
    """Files were sent: they are kept for their sender and checked."""
    room, sent = room_of(visit.desk), visit.files("filer")
    room.sweep(visit.desk.clock())
    problems = [] if sent else [visit.language.say("Vælg mindst én fil først.")]
    for file in sent[:AT_ONCE]:
        if problem := _keep(visit, room, file):
            problems.append(problem)
    if len(sent) > AT_ONCE:
        problems.append(
            visit.language.say("Der tages højst %(most)s filer ad gangen. Send resten bagefter.", most=AT_ONCE)
        )
    return _page(visit, problems) if problems else visit.go("/indsend")


def waiting_part(visit: Visit) -> Response:
    """The part of the page with the files that wait; nothing where it is as the page has it already."""
    files = checking.all_checked(visit.desk, room_of(visit.desk), visit.person.person_id)
    if visit.by_htmx and checking.state_of(files) == visit.asked("har"):
        return Response(status_code=204)
    if visit.by_htmx:
        return visit.show("submit/waiting.html", files=files, state=checking.state_of(files))
    return visit.go("/indsend")


def deliver(visit: Visit) -> Response:
    """Hand in the files that are named: one, or all that are ready."""
    room, numbers, left = room_of(visit.desk), [], 0
    for sha256 in [value for value in visit.form.getlist("fil") if isinstance(value, str)][:MOST_FILES]:
        number = _deliver(visit, room, sha256)
        numbers += [number] if number is not None else []
        left += number is None
    if left:
        say = visit.language.say(
            "Noget blev ikke afleveret: filen er ikke prøvet færdig, kan ikke afleveres eller er her ikke mere."
        )
        return visit.go("/indsend", say)
    if len(numbers) == 1:
        return visit.go(f"/indsend/kvittering/{numbers[0]}", visit.language.say("Filen er afleveret."))
    return visit.go("/indsend", visit.language.say("%(count)s filer er afleveret.", count=len(numbers)))


def discard(visit: Visit) -> Response:
    """A file shall not be handed in after all."""
    room, waiting = _own(visit)
    checking.forget(visit.desk, waiting)
    room.remove(waiting)
    return visit.go("/indsend", visit.language.say("Filen er fjernet. Den er ikke afleveret."))


def try_again(visit: Visit) -> Response:
    """The check of a file failed, through no fault of the file."""
    room, waiting = _own(visit)
    checking.begin(visit.desk, room, waiting)
    return visit.go("/indsend")


def show_receipt(visit: Visit) -> Response:
    """The proof that a file was handed in, and what became of it; only for whoever handed it in."""
    found = receipt(visit.desk.engine, visit.person.person_id, visit.number("receipt"))
    if found is None:
        raise HTTPException(404)
    findings = findings_of(visit.desk.engine, found.report.report_id) if found.report is not None else []
    return visit.show("submit/receipt.html", receipt=found, findings=findings)


def _page(visit: Visit, problems: list[str] | None = None) -> Response:
    room, before = room_of(visit.desk), visit.asked_number("foer")
    room.sweep(visit.desk.clock())
    files = checking.all_checked(visit.desk, room, visit.person.person_id)
    found = receipts(visit.desk.engine, visit.person.person_id, before)
    return visit.show(
        "submit/submit.html",
        status=422 if problems else 200,
        files=files,
        state=checking.state_of(files),
        problems=problems or [],
        receipts=found[:A_PAGE],
        older=found[A_PAGE - 1].handed_in_id if len(found) > A_PAGE else None,
        newer=before is not None,
        at_once=AT_ONCE,
        megabytes=MAX_BYTES // MEGABYTE,
        total_megabytes=TOTAL_BYTES // MEGABYTE,
    )


def _keep(visit: Visit, room: WaitingRoom, file: UploadFile) -> str | None:
    """Keep one file and begin its check; a sentence where it is not taken."""
    sent = file.filename or ""
    name = shown_name(sent)
    try:
        waiting = room.keep(visit.person.person_id, file.file, name, visit.desk.clock(), bool(find_cpr(sent)))
    except NotKept as problem:
        return _why_not(visit, problem.why, name)
    checking.forget(visit.desk, waiting)  # sent again, it is checked again
    checking.begin(visit.desk, room, waiting)
    return None


def _why_not(visit: Visit, why: str, name: str) -> str:
    say = visit.language.say
    if why == "empty":
        return say("»%(name)s« er tom: der er intet i filen. Gem den igen, og send den en gang til.", name=name)
    if why == "full":
        return say(
            "»%(name)s« er ikke taget med: der venter allerede så mange filer. Aflever eller fjern nogle først.",
            name=name,
        )
    most = MAX_BYTES // MEGABYTE
    return say(
        "»%(name)s« fylder mere end %(most)s MB. Send en mindre fil, eller del den i flere.", name=name, most=most
    )


def _deliver(visit: Visit, room: WaitingRoom, sha256: str) -> int | None:
    waiting = room.find(visit.person.person_id, sha256)
    if waiting is None:  # pressed twice: the receipt is there already
        return receipt_of(visit.desk, visit.person.person_id, sha256)
    one = checking.checked(visit.desk, room, waiting)
    if one is None or not one.ready:
        return receipt_of(visit.desk, visit.person.person_id, sha256)
    number = hand_in(visit.desk, room, waiting, visit.person)
    checking.forget(visit.desk, waiting)
    return number


def _own(visit: Visit) -> tuple[WaitingRoom, Waiting]:
    """The file of the address, if it is the visitor's own."""
    room = room_of(visit.desk)
    waiting = room.find(visit.person.person_id, visit.request.path_params["sha256"])
    if waiting is None:
        raise HTTPException(404)
    return room, waiting


PAGES = (
    Page("/indsend", show, SUBMITTER),
    Page("/indsend", take, SUBMITTER, ("POST",), TOTAL_BYTES, MOST_SENT),
    Page("/indsend/venter", waiting_part, SUBMITTER),
    Page("/indsend/aflever", deliver, SUBMITTER, ("POST",)),
    Page("/indsend/filer/{sha256}/fjern", discard, SUBMITTER, ("POST",)),
    Page("/indsend/filer/{sha256}/proev", try_again, SUBMITTER, ("POST",)),
    Page("/indsend/kvittering/{receipt:int}", show_receipt, SUBMITTER),
)
