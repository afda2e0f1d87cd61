"""Corrections that make a finding tie: each one tried by the same checks before anybody is told of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Connection

from review.finding.figure_names import figure_names
from review.finding.told import Told
from review.finding.tried import outlook
from review.visit import Visit
from schemas.efforts import Register
from schemas.parsers.amount import parse_amount
from schemas.parsers.misread import Misread
from schemas.report import Figure
from schemas.wording import kroner
from warehouse.known_register import register_of
from warehouse.settle import CannotSettle, Order

A_NUMBER = re.compile(r"(-?\d[\d.]*(?:,\d+)?)\s*(?:kr\.?|%)?")
MOST_TRIED = 12  # parts of a sum; each takes a check of the whole report


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value that ties where it takes the place of one figure; ``name`` tells which of the finding's it is.

    ``whole`` is false where something else in the report does not tie any more then.
    """

    figure_key: str
    name: str
    value: str
    whole: bool


def suggestions(visit: Visit, connection: Connection, told: Told, *, every: bool = False) -> list[Suggestion]:
    """What makes everything tie, else what makes the finding tie.

    Where the figure that the finding names can be put right the others are left, unless ``every``.
    """
    register = register_of(visit.desk.engine)
    names = dict(zip((f.key for f in told.figures), figure_names(told.figures, visit.language), strict=True))
    found: list[Suggestion] = []
    for figure, value in candidates(told):
        whole = _ties(visit, connection, told, register, _order(visit, told, figure, value))
        if whole is not None:
            found.append(Suggestion(figure.key, names[figure.key], value, whole))
        if whole and not every and figure is told.named:
            break
    return [it for it in found if it.whole] or found


def candidates(told: Told) -> Iterator[tuple[Figure, str]]:
    """What was expected for the figure that is named; for each part of its sum, what would make the parts reach it."""
    expected = A_NUMBER.fullmatch((told.row["expected"] or "").strip())
    if expected is None or told.named is None or told.row["expected"] == told.row["value"]:
        return
    yield told.named, expected[1]
    missing = _missing(told)
    parts = [f for f in told.figures if f is not told.named and f.values.get("amount_dkk") is not None]
    for figure in parts[:MOST_TRIED] if missing else ():
        yield figure, kroner(figure.values["amount_dkk"] + missing).removesuffix(" kr.")


def can_tie(told: Told) -> bool:
    """Whether there is anything to be tried."""
    return next(candidates(told), None) is not None


def _missing(told: Told) -> Decimal:
    """By how much the parts fall short of what stands; nothing where the finding is not about amounts."""
    if told.row["field"] != "amount_dkk":
        return Decimal(0)
    try:
        return parse_amount(told.row["value"]).kroner - parse_amount(told.row["expected"]).kroner
    except Misread:
        return Decimal(0)


def _order(visit: Visit, told: Told, figure: Figure, value: str) -> Order:
    return Order(told.row["finding_id"], "correct", visit.person.name, value=value, figure_key=figure.key)


def _ties(visit: Visit, connection: Connection, told: Told, register: Register, order: Order) -> bool | None:
    """Whether everything ties then; None where the finding itself does not."""
    try:
        foreseen = outlook(connection, order, told.row["report_id"], visit.desk.today(), register)
    except CannotSettle:
        return None
    return not foreseen.breaks_something
