"""The page of a finding, with whatever an attempt to settle it has led to."""

from __future__ import annotations

from sqlalchemy import Connection
from starlette.responses import Response

from review.finding.around import around
from review.finding.earlier import course_of, earlier_of
from review.finding.field import field_of_told
from review.finding.figure_names import figure_names, name_of_other, that_can_be_meant
from review.finding.presence import others_at
from review.finding.source import source_of_finding
from review.finding.suggest import Suggestion, can_tie
from review.finding.told import Told
from review.finding.tried import Outlook
from review.queue.done import done_of
from review.queue.listing import counted, told
from review.queue.wanted import wanted_of
from review.visit import Visit
from schemas.rulebook import rules


def show_finding(
    visit: Visit,
    connection: Connection,
    found: Told,
    status: int | None = None,
    *,
    wrong: str | None = None,
    outlook: Outlook | None = None,
    tie: list[Suggestion] | None = None,
    again: bool = False,
) -> Response:
    """The finding beside its source. What was sent and could not be used stands in the form again."""
    row, wanted, person = found.row, wanted_of(visit), visit.person
    points = earlier_of(connection, found)
    values = {
        "source_view": source_of_finding(visit, connection, found, wanted),
        "field": field_of_told(visit, connection, found),
        "around": around(connection, wanted, person.person_id, row["finding_id"]),
        "named": figure_names(found.figures, visit.language),
        "decided_on": name_of_other(found, row["decided_figure"], visit.language),
        "can_be_meant": that_can_be_meant(found, visit.language),
        "can_tie": can_tie(found),
        "others": others_at(connection, row["finding_id"], person, visit.desk.clock()),
        "counts": counted(connection, wanted, person.person_id),
        "done": done_of(visit, connection),
        "equal": told(connection, [row["finding_id"]], wanted, person.person_id)[0]["equal"] if found.is_open else 0,
    }
    values |= {"points": points, "course": course_of(points), "sent": visit.form}
    values |= {"rule": rules().get(row["rule"]), "wrong": wrong, "outlook": outlook, "tie": tie, "again": again}
    return visit.show(
        "finding/finding.html", status or (422 if wrong else 200), told=found, row=row, wanted=wanted, **values
    )
