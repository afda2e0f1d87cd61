"""The field that a finding is about, as a steward fills it in: what it takes, what it can be, what is suggested."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import process
from sqlalchemy import Connection

from review.finding.told import Told, told_of
from review.formats import words
from review.visit import Visit
from schemas.columns import VIEWS
from schemas.parsers.status_word import department_codes, word_of_each_status
from warehouse.suggest import likely_efforts

GOALS = ("goals_met", "goals_total")


@dataclass(frozen=True, slots=True)
class Field:
    """``shape`` is ``amount``, ``number``, ``choice``, ``goals`` or ``text``; ``name`` what the column is called.

    ``choices`` are values with what they are called. ``suggested`` are values that may be meant. ``filled`` is what
    stands in the field to begin with, ``unit`` what is written after it.
    """

    shape: str
    name: str
    choices: tuple[tuple[str, str], ...] = ()
    suggested: tuple[str, ...] = ()
    filled: str = ""
    unit: str = ""


def field_of(visit: Visit, connection: Connection, finding_id: int) -> Field | None:
    """The field that a finding is about; None where there is nothing to be corrected."""
    told = told_of(connection, finding_id)
    return None if told is None else field_of_told(visit, connection, told)


def field_of_told(visit: Visit, connection: Connection, told: Told) -> Field | None:
    """The same for a finding that is known already."""
    view, name = told.row["figure"], told.row["field"]
    described = next((c for c in VIEWS.get(view, ()) if c.name == name), None)
    if described is None or told.named is None:
        return None
    called = visit.language.said(described.da, described.en)
    asked = visit.asked("forslag")
    if name == "status":
        called_words = words(visit.language)
        choices = [(word, called_words("status", code)) for code, word in word_of_each_status().items()]
        return Field("choice", called, tuple(choices), filled=asked)
    if name in GOALS:
        return Field("goals", called, filled=asked)
    if name == "department":
        return _department(told, called, asked)
    if name == "amount_dkk":
        return Field("amount", called, filled=asked, unit="kr.")
    if name == "value":
        unit = told.named.values.get("unit")
        shown = words(visit.language)("unit", unit) if unit else ""
        return Field("number", called, filled=asked, unit=shown)
    # what a finding shows is what stands in its own field only where the name of an effort is not known
    stands = str(told.named.values.get(name) or (told.row["value"] if name == "effort" else "") or "")
    likely = likely_efforts(connection, [stands])[stands] if name == "effort" and stands else ()
    others = tuple(effort.name for effort in likely if effort.name != stands)
    return Field("text", called, suggested=others, filled=asked or stands)


def _department(told: Told, called: str, asked: str) -> Field:
    codes = department_codes()
    near = process.extractOne((told.row["value"] or "").upper(), codes, score_cutoff=60)
    return Field("choice", called, tuple((c, c) for c in codes), (near[0],) if near else (), asked)
