"""Deciding how severe a rule is: written down and logged, for all reports that come in from then on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, insert

from schemas.personal_data import find_cpr
from schemas.rule_words import possible_severities
from schemas.rulebook import rule
from warehouse import audit
from warehouse.engine import begin_write
from warehouse.grades import GRADES, danish_day, grades_known
from warehouse.settle import take_turn
from warehouse.text import storable_or_none


@dataclass(frozen=True, slots=True)
class Regrade:
    """What a lead of the stewards wants: ``severity`` is ``error``, ``warning`` or ``off``, from a day on (today)."""

    rule: str
    severity: str
    by: str
    reason: str | None = None
    valid_from: date | None = None


@dataclass(frozen=True, slots=True)
class Regraded:
    """What came of it: the number of the row, the severity before and after, the first day on which it counts."""

    grade_id: int
    before: str
    after: str
    valid_from: date


class CannotRegrade(Exception):
    """A grade that cannot be given; nothing was written. ``sentence`` names why (see ``warehouse/not_done.yaml``)."""

    def __init__(self, sentence: str, **facts: Any) -> None:
        super().__init__(sentence)
        self.sentence, self.facts = sentence, facts


def regrade(engine: Engine, order: Regrade) -> Regraded:
    """Grade a rule anew. Raises CannotRegrade; KeyError for an unknown rule. Loaded reports stay as they are."""
    _require_possible(order)
    with begin_write(engine) as connection:
        take_turn(connection)
        now = datetime.now(UTC)
        first = order.valid_from or danish_day(now)
        if first < danish_day(now):
            raise CannotRegrade("regrade_past", day=first)
        before = grades_known(connection, now, first).of(order.rule)
        if before == order.severity:
            raise CannotRegrade("regrade_already", rule=order.rule, severity=order.severity)
        number = _write(connection, order, first, now)
        return Regraded(number, before, order.severity, first)


def _require_possible(order: Regrade) -> None:
    judged = rule(order.rule)
    if not order.by.strip():
        raise CannotRegrade("regrade_no_name")
    if find_cpr(order.reason or ""):
        raise CannotRegrade("personal")
    if judged.fixed:
        raise CannotRegrade("regrade_fixed", rule=order.rule)
    if order.severity not in possible_severities(judged):
        raise CannotRegrade("regrade_not_off", rule=order.rule)


def _write(connection: Connection, order: Regrade, first: date, now: datetime) -> int:
    row = {
        "rule": order.rule,
        "rule_version": rule(order.rule).version,
        "severity": order.severity,
        "valid_from": first,
        "decided_at": now,
        "decided_by": storable_or_none(order.by.strip()),
        "reason": storable_or_none(order.reason),
    }
    number = connection.execute(insert(GRADES).values(row).returning(GRADES.c.grade_id)).scalar_one()
    kept = connection.execute(GRADES.select().where(GRADES.c.grade_id == number)).mappings().one()
    audit.append(connection, kept["decided_by"], audit.REGRADED, f"rule {order.rule}", audit.decided(kept))
    return number
