"""One decision about all findings that are equal: seen beforehand, made in one go, taken back by one button."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from starlette.responses import Response

from review.finding.field import field_of
from review.finding.orders import Unclear, order_of
from review.page import Page
from review.queue.bulk import foreseen
from review.queue.equal import how_many, members
from review.queue.listing import told
from review.queue.wanted import wanted_of
from review.roles import READER, STEWARD
from review.visit import Visit
from review.whole_number import whole_number
from warehouse.known_register import register_of
from warehouse.refusals import refusal
from warehouse.settle_many import settle_many, undo_many

Group = tuple[str, str | None]


def show(visit: Visit) -> Response:
    """The findings of a group, and the form that decides about them."""
    return _show(visit, _asked(visit), None)


def preview(visit: Visit) -> Response:
    """What the decision would do to each of them."""
    group = _sent(visit)
    rows = _chosen(visit, group)
    try:
        orders = [order_of(visit, row["finding_id"]) for row in rows]
    except Unclear as problem:
        return _show(visit, group, problem.sentence)
    if not rows:
        return _show(visit, group, visit.language.say("Vælg mindst ét fund."))
    with visit.desk.engine.connect() as connection:
        found = foreseen(connection, rows, orders, visit.desk.today(), register_of(visit.desk.engine))
    sentences = {f.row["finding_id"]: refusal(f.refused, visit.language.code) for f in found if f.refused}
    can = [f for f in found if not f.refused]
    told_of_each = {"found": found, "can": can, "sentences": sentences}
    values = {"wanted": wanted_of(visit), "form": visit.form, "group": group, "order": orders[0]}
    return visit.show("queue/preview.html", 200, **told_of_each, **values)


def decide(visit: Visit) -> Response:
    """Make the decision about each of them; those where it cannot be made are told."""
    group = _sent(visit)
    try:
        orders = [order_of(visit, row["finding_id"]) for row in _chosen(visit, group)]
    except Unclear as problem:
        return _show(visit, group, problem.sentence)
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
    say = visit.language.say("%(count)s afgørelser er fortrudt. Fundene er åbne igen.", count=done.done)
    return visit.go(f"/fund{wanted_of(visit).query()}", say)


def _not_done(visit: Visit, refused: dict[int, Any]) -> str | None:
    if not refused:
        return None
    whys = "; ".join(f"#{number}: {refusal(why, visit.language.code)}" for number, why in list(refused.items())[:3])
    return visit.language.say("%(count)s fund blev ikke afgjort. %(why)s", count=len(refused), why=whys)


def _show(visit: Visit, group: Group, wrong: str | None) -> Response:
    with visit.desk.engine.connect() as connection:
        rows, many = members(connection, group), how_many(connection, group)
        field = field_of(visit, connection, rows[0]["finding_id"]) if rows else None
    known = {"wanted": wanted_of(visit), "group": group, "rows": rows, "many": many, "field": field, "wrong": wrong}
    return visit.show("queue/group.html", 422 if wrong else 200, sent=visit.form, **known)


def _asked(visit: Visit) -> Group:
    return (visit.asked("regel"), visit.request.query_params.get("vaerdi"))


def _sent(visit: Visit) -> Group:
    return (visit.sent("gruppe"), None if visit.sent("tom") else visit.sent("gruppe_vaerdi"))


def _chosen(visit: Visit, group: Group) -> list[dict[str, Any]]:
    """The findings that were ticked, as far as they are of the group still."""
    numbers = {number for sent in visit.form.getlist("fund") if (number := whole_number(sent)) is not None}
    with visit.desk.engine.connect() as connection:
        rows = told(connection, sorted(numbers)[:100])
    return [row for row in rows if (row["rule"], row["value"]) == group]


PAGES = (
    Page("/fund/ens/gruppe", show, READER),
    Page("/fund/ens/gruppe", preview, STEWARD, ("POST",)),
    Page("/fund/ens/afgoer", decide, STEWARD, ("POST",)),
    Page("/fund/bundt/{batch:int}/fortryd", undo, STEWARD, ("POST",)),
)
