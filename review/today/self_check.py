"""What the warehouse has found about itself, in short: may its figures go out, and if not, why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from review.language import Language
from warehouse.expectations.expected import about
from warehouse.expectations.last_check import failing_since, last_check
from warehouse.expectations.outcome import Outcome
from warehouse.publication import NOT_FINISHED, Stopped, require_published

MOST = 8  # that are told one by one


@dataclass(frozen=True, slots=True)
class Failing:
    """One expectation that does not hold: what it says, where, in how many rows, since when, whether it stops."""

    says: str
    object: str
    rows: int | None
    since: datetime
    stops: bool


@dataclass(frozen=True, slots=True)
class State:
    """``stopped_at`` is since when publication is stopped (None: it is not); ``unfinished`` where nobody knows.

    ``checked_at`` is the last self-check that came to its end, of ``asked`` expectations; None where there was none.
    """

    checked_at: datetime | None
    asked: int
    failing: list[Failing]
    more: int
    stopped_at: datetime | None
    unfinished: bool


def self_check(engine: Engine, language: Language, fresh_hours: int) -> State:
    """The last self-check, and whether it stops publication; ``fresh_hours`` is a part of what one expectation says."""
    stopped = _stopped(engine)
    check = last_check(engine)
    unfinished = stopped is not None and stopped.reason == NOT_FINISHED
    since = stopped.decided_at if stopped else None
    if check is None:
        return State(None, 0, [], 0, since, unfinished)
    begun = failing_since(engine, check)
    told = [
        _failing(it, begun[it.suite, it.expectation, it.object], language, fresh_hours) for it in check.failed[:MOST]
    ]
    more = max(0, len(check.failed) - MOST)
    return State(check.checked_at, len(check.outcomes), told, more, since, unfinished)


def _stopped(engine: Engine) -> Stopped | None:
    try:
        require_published(engine)
    except Stopped as stopped:
        return stopped
    return None


def _failing(it: Outcome, since: datetime, language: Language, fresh_hours: int) -> Failing:
    says = about(it.suite, it.expectation, it.object, language.code, fresh_hours).says
    return Failing(says, it.object, it.failing, since, it.stops)
