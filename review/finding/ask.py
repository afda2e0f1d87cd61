"""Asking the sender: a text about the finding, to be sent by whoever has their address; the finding stays open."""

from __future__ import annotations

from urllib.parse import quote

from sqlalchemy import insert, select
from starlette.responses import Response

from review.finding.told import Told, told_at
from review.page import Page
from review.queue.wanted import wanted_of
from review.roles import STEWARD
from review.visit import Visit
from schemas.personal_data import find_cpr
from warehouse import audit
from warehouse.engine import begin_write
from warehouse.tables.base import table_of
from warehouse.tables.desk_work import Question

QUESTIONS = table_of(Question)
LONGEST = 5000  # letters


def show(visit: Visit) -> Response:
    """The text, ready to be changed; or the one that was just noted, to be copied or opened in the mail program."""
    told = told_at(visit)
    noted = _noted(visit, told)
    return _show(visit, told, letter(visit, told) if noted is None else noted, kept=noted is not None)


def keep(visit: Visit) -> Response:
    """Note what was asked, and show it at an address of its own: to load that again notes nothing."""
    told, content = told_at(visit), visit.sent("tekst")[:LONGEST]
    if not content:
        return _show(visit, told, letter(visit, told), wrong=visit.language.say("Skriv, hvad du vil spørge om."))
    if find_cpr(content):
        say = visit.language.say("Der står et CPR-nummer i teksten. Skriv den uden nummeret. Der er intet gemt.")
        return _show(visit, told, content, wrong=say)
    number, login = told.row["finding_id"], visit.person.login
    row = {"finding_id": number, "asked_at": visit.desk.clock(), "asked_by": visit.person.name, "content": content}
    with begin_write(visit.desk.engine) as connection:
        made = connection.execute(insert(QUESTIONS).values(row).returning(QUESTIONS.c.question_id)).scalar_one()
        audit.append(connection, login, "finding.ask", f"finding {number}", {"letters": len(content)})
    return visit.go(f"/fund/{number}/spoerg{wanted_of(visit).query(noteret=made)}")


def _noted(visit: Visit, told: Told) -> str | None:
    of_finding = QUESTIONS.c.finding_id == told.row["finding_id"]
    asked = select(QUESTIONS.c.content).where(of_finding, QUESTIONS.c.question_id == visit.asked_number("noteret"))
    with visit.desk.engine.connect() as connection:
        return connection.execute(asked).scalar()


def letter(visit: Visit, told: Told) -> str:
    """A polite text with all that the sender needs to know."""
    row, say = told.row, visit.language.say
    parts = [
        say("Hej"),
        say("Vi har læst »%(file)s« og kan ikke bruge ét sted i den, som det er.", file=row["report_file"]),
        visit.language.said(row["message"], row["message_en"]),
        visit.language.said(row["how_to_fix"], row["how_to_fix_en"]),
        say("Vil du se efter og svare, eller sende en ny udgave af rapporten?"),
        say("Venlig hilsen") + "\n" + visit.person.name,
    ]
    return "\n\n".join(parts)


def _show(visit: Visit, told: Told, content: str, *, kept: bool = False, wrong: str | None = None) -> Response:
    subject = visit.language.say("Spørgsmål til %(file)s", file=told.row["report_file"])
    mail = f"mailto:?subject={quote(subject)}&body={quote(content)}"
    values = {"content": content, "mail": mail, "subject": subject, "kept": kept, "wrong": wrong}
    status = 422 if wrong else 200
    return visit.show("finding/ask.html", status, told=told, row=told.row, wanted=wanted_of(visit), **values)


PAGES = (
    Page("/fund/{id:int}/spoerg", show, STEWARD),
    Page("/fund/{id:int}/spoerg", keep, STEWARD, ("POST",)),
)
