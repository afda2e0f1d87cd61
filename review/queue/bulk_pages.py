"""One decision about all findings that are equal: seen beforehand, made in one go, taken back by one button."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from starlette.responses import Response

from review.finding.field import field_of
from review.finding.orders import Unclear, order_of
from review.page import Page
from review.queue.bulk import foreseen
from review.queue.equal import MOST_AT_ONCE, Named, how_many, members
from review.queue.listing import told
from review.queue.wanted import wanted_of
from review.roles import READER, STEWARD
from review.visit import Visit
from review.whole_number import whole_number
from warehouse.known_register import register_of
from warehouse.refusals import refusal
from warehouse.settle_many import settle_many, undo_many


def show(visit: Visit) -> Response:
    """The findings of a group, and the form that decides about them."""
    return _show(visit, None)


def preview(visit: Visit) -> Response:
    """What the decision would do to each of them; whoever comes back from that finds the form as it was."""
    rows = _chosen(visit)
    if visit.sent("tilbage"):
        return _show(visit, None)
    try:
        orders = [order_of(visit, row["finding_id"]) for row in rows]
    except Unclear as problem:
        return _show(visit, problem.sentence)
    if not rows:
        return _show(visit, visit.language.say("Vælg mindst ét fund."))
    with visit.desk.engine.connect() as connection:
        found = foreseen(connection, rows, orders, visit.desk.today(), register_of(visit.desk.engine))
    sentences = {f.row["finding_id"]: refusal(f.refused, visit.language.code) for f in found if f.refused}
    can = [f for f in found if not f.refused]
    told_of_each = {"found": found, "can": can, "sentences": sentences}
    values = {"wanted": wanted_of(visit), "form": visit.form, "group": _group(visit), "order": orders[0]}
    return visit.show("queue/preview.html", 200, **told_of_each, **values)


def decide(visit: Visit) -> Response:
    """Make the decision about each of them; those where it cannot be made are told."""
    try:
        orders = [order_of(visit, row["finding_id"]) for row in _chosen(visit)]
    except Unclear as problem:
        return _show(visit, problem.sentence)
    engine = visit.desk.engine
    # a figure of its own is meant only where there is one finding
    orders = [replace(order, figure_key=None) for order in orders]
    batch = settle_many(engine, orders, visit.desk.today(), register_of(engine))
    address = f"/fund{wanted_of(visit).query(bundt=batch.batch_id)}"
    return visit.go(address, _not_done(visit, batch.refused))


def undo(visit: Visit) -> Response:
    """Take the whole batch back."""
    engine, who = visit.desk.engine, (visit.person.name, visit.person.login)
    done = undo_many(engine, visit.number("batch"), who, visit.desk.today(), register_of(engine))
    say = visit.language.say("Afgørelserne er fortrudt (%(count)s). Fundene er åbne igen.", count=done.done)
    return visit.go(f"/fund{wanted_of(visit).query()}", say)


def _not_done(visit: Visit, refused: dict[int, Any]) -> str | None:
    if not refused:
        return None
    whys = "; ".join(f"#{number}: {refusal(why, visit.language.code)}" for number, why in list(refused.items())[:3])
    return visit.language.say("%(count)s fund blev ikke afgjort. %(why)s", count=len(refused), why=whys)


def _show(visit: Visit, wrong: str | None) -> Response:
    """The group under the filters; after a form was sent, with the ticks that it had."""
    group, wanted, person = _group(visit), wanted_of(visit), visit.person.person_id
    with visit.desk.engine.connect() as connection:
        rows, many = members(connection, group, wanted, person), how_many(connection, group, wanted, person)
        field = field_of(visit, connection, rows[0]["finding_id"]) if rows else None
    ticked = _ticked(visit) if visit.request.method == "POST" else {row["finding_id"] for row in rows}
    known = {"wanted": wanted, "group": group, "rows": rows, "many": many, "field": field}
    return visit.show("queue/group.html", 422 if wrong else 200, sent=visit.form, wrong=wrong, ticked=ticked, **known)


def _group(visit: Visit) -> Named:
    """The group in the address, by names that no filter has."""
    return (visit.asked("gruppe"), visit.request.query_params.get("vaerdi"))


def _ticked(visit: Visit) -> set[int]:
    return {number for sent in visit.form.getlist("fund") if (number := whole_number(sent)) is not None}


def _chosen(visit: Visit) -> list[dict[str, Any]]:
    """The findings that were ticked, as far as they are of the group."""
    numbers = sorted(_ticked(visit))[:MOST_AT_ONCE]
    with visit.desk.engine.connect() as connection:
        rows = told(connection, numbers, wanted_of(visit), visit.person.person_id)
    return [row for row in rows if (row["rule"], row["value"]) == _group(visit)]


PAGES = (
    Page("/fund/ens/gruppe", show, READER),
    Page("/fund/ens/gruppe", preview, STEWARD, ("POST",)),
    Page("/fund/ens/afgoer", decide, STEWARD, ("POST",)),
    Page("/fund/bundt/{batch:int}/fortryd", undo, STEWARD, ("POST",)),
)
