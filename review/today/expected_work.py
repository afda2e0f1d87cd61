"""Changes to what is expected: add, change, remove, answer, take over from the year before. Each is in the log."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, and_, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from extractors.kinds.registry import KINDS
from review.today.expected import EXPECTED
from review.visit import Visit
from review.whole_number import whole_number
from warehouse.audit import append
from warehouse.engine import begin_write

YEARS = range(1990, 2101)
LONGEST = 200  # characters of a text
NOTHING = "nothing_to_report"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is expected, as it was typed and found right."""

    report_kind: str
    about: str
    period_year: int
    due_on: date
    sender: str | None
    note: str | None


class Wrong(Exception):
    """What was typed cannot be kept: a sentence for each field."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


def read_wanted(visit: Visit) -> Wanted:
    """What the form says. Raises Wrong."""
    say, wrong = visit.language.say, dict[str, str]()
    kind, due = visit.sent("report_kind"), _day(visit.sent("due_on"))
    year = whole_number(visit.sent("period_year"), 4)
    if kind not in KINDS:
        wrong["report_kind"] = say("Vælg rapportens slags.")
    if year not in YEARS:
        wrong["period_year"] = say("Skriv et årstal, fx 2026.")
    if due is None:
        wrong["due_on"] = say("Vælg en dato.")
    long = [name for name in ("about", "sender", "note") if len(visit.sent(name)) > LONGEST]
    wrong |= dict.fromkeys(long, say("Skriv det kortere: højst %(most)s tegn.", most=LONGEST))
    if wrong or due is None or year is None:
        raise Wrong(wrong)
    about = " ".join(visit.sent("about").split())
    return Wanted(kind, about, year, due, visit.sent("sender") or None, visit.sent("note") or None)


def add(engine: Engine, wanted: Wanted, actor: str) -> bool:
    """Expect it from now on; False where it was expected already."""
    try:
        with begin_write(engine) as connection:
            connection.execute(insert(EXPECTED).values(asdict(wanted)))
            _log(connection, actor, "expected.add", wanted)
    except IntegrityError:
        return False
    return True


def change(engine: Engine, expected_id: int, wanted: Wanted, actor: str) -> bool:
    """Put it right; False where there is another one like that."""
    try:
        with begin_write(engine) as connection:
            kept = EXPECTED.c.expected_id == expected_id
            connection.execute(update(EXPECTED).where(kept).values(asdict(wanted)))
            _log(connection, actor, "expected.change", wanted)
    except IntegrityError:
        return False
    return True


def remove(engine: Engine, row: Row[Any], actor: str) -> None:
    """Expect it no longer."""
    with begin_write(engine) as connection:
        connection.execute(delete(EXPECTED).where(EXPECTED.c.expected_id == row.expected_id))
        _log(connection, actor, "expected.remove", _wanted(row))


def answer(engine: Engine, row: Row[Any], nothing: bool, actor: str, now: datetime) -> None:
    """There is nothing to report; or there is, after all."""
    said = {"answer": NOTHING, "answered_by": actor, "answered_at": now}
    with begin_write(engine) as connection:
        values = said if nothing else dict.fromkeys(said)
        connection.execute(update(EXPECTED).where(EXPECTED.c.expected_id == row.expected_id).values(values))
        _log(connection, actor, "expected.nothing" if nothing else "expected.something", _wanted(row))


def take_over(engine: Engine, year: int, actor: str) -> int:
    """Expect for the year after ``year`` what was expected for it, a year later; returns how many are new."""
    with begin_write(engine) as connection:
        there = select(EXPECTED.c.report_kind, EXPECTED.c.about).where(EXPECTED.c.period_year == year + 1)
        known = {tuple(row) for row in connection.execute(there)}
        rows = connection.execute(select(EXPECTED).where(and_(EXPECTED.c.period_year == year))).all()
        new = [_next_year(_wanted(row)) for row in rows if (row.report_kind, row.about) not in known]
        for wanted in new:
            connection.execute(insert(EXPECTED).values(asdict(wanted)))
            _log(connection, actor, "expected.add", wanted)
    return len(new)


def _next_year(wanted: Wanted) -> Wanted:
    due = wanted.due_on
    last_of_february = (due.month, due.day) == (2, 29)
    later = due.replace(year=due.year + 1, day=28 if last_of_february else due.day)
    return Wanted(wanted.report_kind, wanted.about, wanted.period_year + 1, later, wanted.sender, wanted.note)


def _wanted(row: Row[Any]) -> Wanted:
    return Wanted(row.report_kind, row.about, row.period_year, row.due_on, row.sender, row.note)


def _log(connection: Connection, actor: str, action: str, wanted: Wanted) -> None:
    subject = f"{wanted.report_kind}|{wanted.about}|{wanted.period_year}"
    append(connection, actor, action, subject, asdict(wanted))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
