"""Deciding about a finding, taking it back, and what happens when somebody else was quicker."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from review.finding.around import next_address
from review.finding.figure_names import name_of_other
from review.finding.orders import Unclear, order_of, value_of
from review.finding.show import show_finding
from review.finding.told import Told, told_at
from review.finding.tried import Outlook, outlook
from review.formats import ago
from review.page import Page
from review.queue.listing import key_of
from review.queue.wanted import wanted_of
from review.roles import STEWARD
from review.visit import Visit
from review.whole_number import whole_number
from warehouse.known_register import register_of
from warehouse.refusals import refusal
from warehouse.renew import undo
from warehouse.settle import CannotSettle, Order, settle

TOO_LATE = ("settle_already", "settle_obsolete")


def decide(visit: Visit) -> Response:
    """Settle the finding as the form says, and go on to the next one in the same queue."""
    number, wanted, engine = visit.number("id"), wanted_of(visit), visit.desk.engine
    told = told_at(visit)
    with engine.connect() as connection:
        key = key_of(connection, wanted, number)
    try:
        order = order_of(visit, number)
        if visit.sent("set") != told.seen:
            return _too_late(visit, told)
        if order.action == "reject" and told.takes_the_report and not visit.sent("alligevel"):
            return _ask_again(visit, _foreseen(visit, told, order))
        settled = settle(engine, order, visit.desk.today(), register_of(engine))
    except Unclear as problem:
        return _shown(visit, wrong=problem.sentence)
    except CannotSettle as problem:
        if problem.sentence in TOO_LATE:
            return _too_late(visit, told_at(visit))
        return _shown(visit, wrong=refusal(problem, visit.language.code))
    with engine.connect() as connection:
        person, done = visit.person.person_id, settled.decision_id
        on = next_address(connection, wanted, person, key, number, gjort=done)
    return visit.go(on or f"/fund{wanted.query(gjort=done)}")


def try_out(visit: Visit) -> Response:
    """What the decision in the form would lead to; a part of the page where htmx asks, else the page."""
    told, wrong, foreseen = told_at(visit), None, None
    try:
        order = order_of(visit, visit.number("id"), trying=True)
        if order.action != "correct" or order.value is not None:
            foreseen = _foreseen(visit, told, order)
    except Unclear as problem:
        wrong = problem.sentence
    except CannotSettle as problem:
        wrong = refusal(problem, visit.language.code)
    if visit.by_htmx:
        return visit.show("finding/outlook.html", outlook=foreseen, wrong=wrong, row=told.row)
    return _shown(visit, wrong=wrong, outlook=foreseen)


def take_back(visit: Visit) -> Response:
    """Undo the decision that the form names; the finding is shown again."""
    number, wanted, engine = visit.number("id"), wanted_of(visit), visit.desk.engine
    told, asked = told_at(visit), whole_number(visit.sent("afgoerelse"))
    decision = asked if asked is not None else told.row["decision_id"] or 0
    who = visit.person
    try:
        undo(engine, decision, who.name, visit.desk.today(), None, register_of(engine), who.login)
    except CannotSettle as problem:
        return _shown(visit, 409, wrong=refusal(problem, visit.language.code))
    say = visit.language.say("Afgørelsen er fortrudt. Fundet er åbent igen.")
    return visit.go(f"/fund/{number}{wanted.query()}", say)


def _foreseen(visit: Visit, told: Told, order: Order) -> Outlook:
    register, today = register_of(visit.desk.engine), visit.desk.today()
    with visit.desk.engine.connect() as connection:
        return outlook(connection, order, told.row["report_id"], today, register)


def _ask_again(visit: Visit, foreseen: Outlook) -> Response:
    """What is about the whole report takes all of it out of the views: nobody shall do that by two keys."""
    say = visit.language.say("Afviser du fundet, er hele rapporten afvist. Er det det, du vil?")
    return _shown(visit, wrong=say, outlook=foreseen, again=True)


def _shown(visit: Visit, status: int | None = None, **more: Any) -> Response:
    told = told_at(visit)
    with visit.desk.engine.connect() as connection:
        return show_finding(visit, connection, told, status, **more)


def _too_late(visit: Visit, told: Told) -> Response:
    """Somebody has settled it since the form was opened: both values, and nothing is lost."""
    when = ago(told.row["settled_at"], visit.desk.clock(), visit.language) if told.row["settled_at"] else ""
    mine = {"action": visit.sent("handling"), "value": value_of(visit), "reason": visit.sent("grund")}
    meant = {"theirs": told.row["decided_figure"], "mine": visit.sent("tal") or None}
    named = {whose: name_of_other(told, key, visit.language) for whose, key in meant.items()}
    return visit.show(
        "finding/too_late.html",
        409,
        told=told,
        row=told.row,
        when=when,
        mine=mine,
        named=named,
        wanted=wanted_of(visit),
    )


PAGES = (
    Page("/fund/{id:int}", decide, STEWARD, ("POST",)),
    Page("/fund/{id:int}/proev", try_out, STEWARD, ("POST",)),
    Page("/fund/{id:int}/fortryd", take_back, STEWARD, ("POST",)),
)
