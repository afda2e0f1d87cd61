"""What a form says that a steward wants: an order for the warehouse."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from review.visit import Visit
from schemas.parsers.danish_date import parse_date
from schemas.parsers.misread import Misread
from warehouse.settle import Order

ACTIONS = {"ret": "correct", "godkend": "accept", "afvis": "reject"}  # what the buttons send
LONGEST = 2000  # letters of a reason or a value


@dataclass(frozen=True, slots=True)
class Unclear(Exception):
    """A form that cannot be an order; ``sentence`` says what is missing."""

    sentence: str


def order_of(visit: Visit, finding_id: int, *, trying: bool = False) -> Order:
    """The order in the form that was sent; nobody has to give a reason for ``trying``. Raises Unclear."""
    say, action = visit.language.say, ACTIONS.get(visit.sent("handling"))
    if action is None:
        raise Unclear(say("Vælg, om fundet skal rettes, godkendes eller afvises."))
    reason = visit.sent("grund")[:LONGEST] or None
    if action == "accept" and reason is None and not trying:
        raise Unclear(say("Skriv, hvorfor det er i orden, som det står."))
    return Order(
        finding_id,
        action,
        visit.person.name,
        reason,
        value_of(visit) if action == "correct" else None,
        _until(visit),
        visit.sent("tal") or None,
        visit.person.login,
    )


def value_of(visit: Visit) -> str | None:
    """The value in the form; goals that are met and set are written as the reports write them."""
    met, goals = visit.sent("naaet"), visit.sent("sat")
    return (f"{met}/{goals}" if met or goals else visit.sent("vaerdi"))[:LONGEST] or None


def _until(visit: Visit) -> date | None:
    written = visit.sent("til")
    if not written:
        return None
    try:
        return parse_date(written)
    except Misread as problem:
        sentence = visit.language.say("»%(day)s« er ikke en dato. Skriv fx 31-12-2027.", day=written[:40])
        raise Unclear(sentence) from problem
