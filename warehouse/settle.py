"""A steward's decision: written down, put to work at once, and provable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, insert, text

from schemas.check import what_stands
from schemas.decision import Decision as Tried
from schemas.efforts import Register
from schemas.keys import figure_of
from schemas.personal_data import find_cpr
from schemas.reading import Reading
from schemas.report import CheckedReport, Finding
from warehouse import audit
from warehouse.decisions import subject_of
from warehouse.engine import begin_write
from warehouse.recheck import check_again, next_revision, reading_of_report, without_reading
from warehouse.revise import write_revision
from warehouse.tables.base import table_of
from warehouse.tables.decision import Decision
from warehouse.text import storable_or_none

TRIED = [name for name in Tried.__dataclass_fields__ if name != "decision_id"]
SETTLE_LOCK = 0x61667261_00000004  # any fixed number will do; one decision after the other
FINDING = """
    select b.finding_id, b.report_id, b.rule, b.rule_version, b.state, b.figure, b.field, b.value, b.finding_key,
      b.settled_by, b.decision_id, r.identity, s.sha256
    from bi_finding b
    join report r on r.report_id = b.report_id
    join submission s on s.submission_id = r.submission_id
    where b.finding_id = :finding"""
MUST_HAVE = {"status": "status", "budget": "amount_dkk", "indicator": "value"}  # what a figure is nothing without
ABOUT = "select figure_key from finding_figure where report_id = :report and finding_key = :key"


@dataclass(frozen=True, slots=True)
class Order:
    """What a steward wants: ``action`` is ``correct`` (to ``value``, as it would stand in the report; amounts in
    kroner), ``accept`` or ``reject``. ``until`` is the last day on which it counts. ``figure_key`` names the figure to
    be corrected where the finding is about several; the one that the finding names first where it is not given.
    ``login`` is who it is in the log, where that is another word than the name.
    """

    finding_id: int
    action: str
    by: str
    reason: str | None = None
    value: str | None = None
    until: date | None = None
    figure_key: str | None = None
    login: str | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of it: the decision's number, and the report as it is now (None where it changed none)."""

    decision_id: int
    report_id: int
    checked: CheckedReport | None


class CannotSettle(Exception):
    """A decision that cannot be made; nothing was written. ``sentence`` names why (``warehouse.refusals``)."""

    def __init__(self, sentence: str, **facts: Any) -> None:
        super().__init__(sentence)
        self.sentence, self.facts = sentence, facts


def settle(engine: Engine, order: Order, today: date, register: Register | None = None) -> Settled:
    """Decide about an open finding. Raises CannotSettle; all is written in one transaction, or nothing."""
    with begin_write(engine) as connection:
        take_turn(connection)
        return settle_in(connection, order, today, register)


def settle_in(connection: Connection, order: Order, today: date, register: Register | None = None) -> Settled:
    """The same in a transaction that is under way and has taken its turn; it is rolled back after CannotSettle."""
    finding, row = _asked(connection, order, today, register)
    number = connection.execute(insert(Decision).values(row).returning(Decision.decision_id)).scalar_one()
    told = logged(connection, number)
    audit.append(connection, order.login or order.by, audit.DECIDED, f"finding {order.finding_id}", told)
    checked = check_again(connection, finding["report_id"], today, register)
    checked = checked or _unread(connection, order, finding, number)
    _refuse_what_is_wrong_too(order, row, checked)
    write_revision(connection, next_revision(connection, finding["report_id"], "settled"), checked)
    return Settled(number, finding["report_id"], checked)


def would_settle(connection: Connection, order: Order, today: date, register: Register | None = None) -> CheckedReport:
    """The report as it would be after a decision, by the same checks; nothing is written. Raises CannotSettle."""
    finding, row = _asked(connection, order, today, register)
    tried = Tried(decision_id=0, **{name: row[name] for name in TRIED})
    checked = check_again(connection, finding["report_id"], today, register, [tried])
    checked = checked or _unread(connection, order, finding, 0)
    _refuse_what_is_wrong_too(order, row, checked)
    return checked


def take_turn(connection: Connection) -> None:
    """One decision after the other: what is decided hangs on what stands, and must not change meanwhile."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": SETTLE_LOCK})


def logged(connection: Connection, decision_id: int) -> dict[str, Any]:
    """A decision as the database holds it, for the log."""
    table = table_of(Decision)
    return audit.decided(connection.execute(table.select().where(table.c.decision_id == decision_id)).mappings().one())


def _asked(
    connection: Connection, order: Order, today: date, register: Register | None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The finding, and the decision about it as a row."""
    _require_sense(order, today)
    finding = _open_finding(connection, order.finding_id)
    reading = reading_of_report(connection, finding["report_id"])
    return finding, _row(connection, order, finding, reading, register)


def _require_sense(order: Order, today: date) -> None:
    if not order.by.strip():
        raise CannotSettle("settle_no_name")
    if order.action == "correct" and not (order.value or "").strip():
        raise CannotSettle("settle_no_value")
    if find_cpr(order.reason or "") or find_cpr(order.value or ""):
        raise CannotSettle("settle_personal")
    if order.until is not None and order.until < today:
        raise CannotSettle("settle_past", until=order.until)


def _open_finding(connection: Connection, finding_id: int) -> dict[str, Any]:
    found = connection.execute(text(FINDING), {"finding": finding_id}).mappings().first()
    if found is None:
        raise CannotSettle("settle_no_finding", number=finding_id)
    if found["state"] == "obsolete":
        raise CannotSettle("settle_obsolete", number=finding_id)
    if found["state"] != "open":
        raise CannotSettle("settle_already", number=finding_id, state=found["state"], by=found["settled_by"])
    return dict(found)


def _row(
    connection: Connection, order: Order, finding: dict[str, Any], reading: Reading | None, register: Register | None
) -> dict[str, Any]:
    asked = {"report": finding["report_id"], "key": finding["finding_key"]}
    about = list(connection.execute(text(ABOUT), asked).scalars())
    named = figure_of(finding["rule"], finding["finding_key"], about) or (about[0] if about else None)
    figure_key = order.figure_key or named
    guard = finding["value"]
    if order.action == "correct":
        if reading is None or figure_key is None or finding["figure"] == "report" or not finding["field"]:
            raise CannotSettle("settle_not_correctable", number=order.finding_id)
        if figure_key not in about:
            raise CannotSettle("settle_no_figure", key=figure_key)
        guard = what_stands(reading, finding["figure"], figure_key, finding["field"], register)
    return {
        "decided_at": datetime.now(UTC),
        "decided_by": storable_or_none(order.by.strip()),
        "action": order.action,
        "report_id": finding["report_id"],
        "identity": subject_of(finding["identity"], finding["sha256"]),
        **{name: finding[name] for name in ("finding_key", "rule", "rule_version", "figure", "field")},
        "figure_key": figure_key,
        "guard": guard,
        "value": storable_or_none(order.value.strip()) if order.action == "correct" and order.value else None,
        "reason": storable_or_none(order.reason),
        "until": order.until,
    }


def _unread(connection: Connection, order: Order, finding: dict[str, Any], number: int) -> CheckedReport:
    state = {"accept": "accepted", "reject": "rejected"}[order.action]
    return without_reading(connection, finding["report_id"], finding["finding_key"], state, number)


def _refuse_what_is_wrong_too(order: Order, row: dict[str, Any], checked: CheckedReport) -> None:
    if any(it.state == "passed" and it.values.get(MUST_HAVE[it.view]) is None for it in checked.figures):
        raise CannotSettle("settle_nothing_there", number=order.finding_id)
    if order.action != "correct":
        return
    for told in checked.findings:
        if told.severity == "error" and told.state == "open" and _concerns(told, row):
            raise CannotSettle("settle_still_wrong", message=told.message, message_en=told.message_en)


def _concerns(told: Finding, row: dict[str, Any]) -> bool:
    """Whether it is the very finding, or says that the corrected figure itself is wrong.

    That a sum of which it is a part does not tie is another matter: the next finding may be about another part.
    """
    own = figure_of(told.rule, told.key, told.figure_keys) == row["figure_key"]
    return told.key == row["finding_key"] or (told.field == row["field"] and own)
