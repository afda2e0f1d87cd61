"""The list of expected reports: to see, to keep, and to answer."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, select
from starlette.exceptions import HTTPException
from starlette.responses import Response

from extractors.kinds.registry import KINDS
from review.page import Page
from review.roles import SIGNED_IN, STEWARD, SUBMITTER
from review.today import expected_work as work
from review.today.expected import EXPECTED, awaited, years_expected
from review.visit import Visit
from review.whole_number import whole_number
from warehouse.tables.base import table_of
from warehouse.tables.dimensions import Partnership

FIELDS = ("report_kind", "about", "period_year", "due_on", "sender", "note")


def show(visit: Visit) -> Response:
    """What is expected for a year, and the form for more."""
    return _list(visit, _year(visit.asked("aar")), dict.fromkeys(FIELDS, ""), {})


def add(visit: Visit) -> Response:
    """Expect one more."""
    try:
        wanted = work.read_wanted(visit)
    except work.Wrong as wrong:
        return _list(visit, _year(visit.sent("period_year")), _typed(visit), wrong.fields)
    if not work.add(visit.desk.engine, wanted, visit.person.login):
        return _list(visit, wanted.period_year, _typed(visit), {"report_kind": _twice(visit)})
    return visit.go(f"/ventede?aar={wanted.period_year}", visit.language.say("Rapporten er skrevet op."))


def show_one(visit: Visit) -> Response:
    """One expected report, to be changed."""
    row = _row(visit)
    return _one(visit, row, {name: getattr(row, name) or "" for name in FIELDS}, {})


def change(visit: Visit) -> Response:
    """Put one right."""
    row = _row(visit)
    try:
        wanted = work.read_wanted(visit)
    except work.Wrong as wrong:
        return _one(visit, row, _typed(visit), wrong.fields)
    if not work.change(visit.desk.engine, row.expected_id, wanted, visit.person.login):
        return _one(visit, row, _typed(visit), {"report_kind": _twice(visit)})
    return visit.go(f"/ventede?aar={wanted.period_year}", visit.language.say("Rettelsen er gemt."))


def remove(visit: Visit) -> Response:
    """Take one off the list."""
    row = _row(visit)
    work.remove(visit.desk.engine, row, visit.person.login)
    return visit.go(f"/ventede?aar={row.period_year}", visit.language.say("Rapporten ventes ikke længere."))


def answer(visit: Visit) -> Response:
    """Somebody says that there is nothing to report, or takes it back; a submitter only their own answer."""
    row, nothing = _row(visit), visit.sent("nothing") == "1"
    of_another = row.answer is not None and not visit.may(STEWARD) and row.answered_by != visit.person.login
    if of_another and not nothing:
        raise HTTPException(403)
    if not of_another:
        work.answer(visit.desk.engine, row, nothing, visit.person.login, visit.desk.clock())
    say = visit.language.say
    said = say("Svaret er gemt: intet at melde.") if nothing else say("Svaret er taget tilbage. Rapporten ventes igen.")
    return visit.go(f"/ventede?aar={row.period_year}", said)


def take_over(visit: Visit) -> Response:
    """The same again for the year after."""
    year = _year(visit.sent("year"))
    if year is None:
        raise HTTPException(400)
    new = work.take_over(visit.desk.engine, year, visit.person.login)
    say = visit.language.say("Rapporter, der nu ventes for %(year)s: %(number)s.", number=new, year=year + 1)
    return visit.go(f"/ventede?aar={year + 1}", say)


def _list(visit: Visit, year: int | None, typed: dict[str, Any], wrong: dict[str, str]) -> Response:
    with visit.desk.engine.connect() as connection:
        years = years_expected(connection)
        shown = year if year in years else next(iter(years), visit.desk.today().year)
        rows = awaited(connection, visit.desk.today(), shown)
    known = {"years": years, "year": shown, "rows": rows, "typed": typed, "wrong": wrong, **_choices(visit)}
    status = 400 if wrong else 200
    return visit.show("today/expected.html", status, next_is_free=shown + 1 not in years, **known)


def _one(visit: Visit, row: Row[Any], typed: dict[str, Any], wrong: dict[str, str]) -> Response:
    status = 400 if wrong else 200
    return visit.show("today/one_expected.html", status, row=row, typed=typed, wrong=wrong, **_choices(visit))


def _choices(visit: Visit) -> dict[str, Any]:
    names = table_of(Partnership).c.partnership
    with visit.desk.engine.connect() as connection:
        asked = select(names).distinct().where(names.is_not(None)).order_by(names)
        return {"kinds": list(KINDS), "places": list(connection.scalars(asked))}


def _row(visit: Visit) -> Row[Any]:
    asked = select(EXPECTED).where(EXPECTED.c.expected_id == visit.number("id"))
    with visit.desk.engine.connect() as connection:
        row = connection.execute(asked).first()
    if row is None:
        raise HTTPException(404)
    return row


def _typed(visit: Visit) -> dict[str, Any]:
    return {name: visit.sent(name) for name in FIELDS}


def _twice(visit: Visit) -> str:
    return visit.language.say("Den rapport står allerede på listen.")


def _year(text: str) -> int | None:
    year = whole_number(text, 4)
    return year if year in work.YEARS else None


PAGES = (
    Page("/ventede", show, SIGNED_IN),
    Page("/ventede", add, STEWARD, ("POST",)),
    Page("/ventede/overtag", take_over, STEWARD, ("POST",)),
    Page("/ventede/{id:int}", show_one, STEWARD),
    Page("/ventede/{id:int}", change, STEWARD, ("POST",)),
    Page("/ventede/{id:int}/fjern", remove, STEWARD, ("POST",)),
    Page("/ventede/{id:int}/svar", answer, SUBMITTER, ("POST",)),
)
