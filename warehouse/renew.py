"""Reports whose decisions are no longer those that they were checked with: taken back, run out, or made elsewhere."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, Engine, insert, text

from schemas.decision import Use
from schemas.efforts import Register
from warehouse import audit
from warehouse.engine import begin_write
from warehouse.recheck import check_again, next_revision, without_reading
from warehouse.revise import write_revision
from warehouse.settle import CannotSettle, Settled, logged, take_turn
from warehouse.tables.decision import Decision

# the last thing that each decision did to each report that no newer one has replaced
LAST_USES = """
    select u.decision_id, u.report_id, u.outcome, d.until, d.finding_key
    from decision_use u
    join decision d on d.decision_id = u.decision_id
    join bi_report b on b.report_id = u.report_id and b.state <> 'superseded'
    where u.revision = (select max(l.revision) from decision_use l
      where l.decision_id = u.decision_id and l.report_id = u.report_id)"""
RUN_OUT = f"{LAST_USES} and u.outcome = 'applied' and d.until < :today"
OF_DECISION = f"{LAST_USES} and u.outcome = 'applied' and u.decision_id = :decision"
NEVER_USED = """
    select d.decision_id, b.report_id, cast(null as text) as finding_key
    from decision d
    join bi_report b on b.identity = d.identity and b.state <> 'superseded'
    where d.action <> 'undo' and (d.until is null or d.until >= :today)
      and not exists (select 1 from decision u where u.undoes = d.decision_id)
      and not exists (select 1 from decision_use u where u.decision_id = d.decision_id and u.report_id = b.report_id)
      and not exists (select 1 from decision l where l.identity = d.identity and l.finding_key = d.finding_key
        and l.decision_id > d.decision_id)"""
UNDOABLE = """
    select d.*, u.decision_id as undone_by from decision d
    left join decision u on u.undoes = d.decision_id
    where d.decision_id = :decision and d.action <> 'undo'"""
KEPT = (
    "action",
    "finding_key",
    "rule",
    "rule_version",
    "figure",
    "figure_key",
    "field",
    "guard",
    "identity",
    "report_id",
)


def undo(
    engine: Engine,
    decision_id: int,
    by: str,
    today: date,
    reason: str | None = None,
    register: Register | None = None,
    login: str | None = None,
) -> Settled:
    """Take a decision back. Every report that it was used on is checked without it. Raises CannotSettle.

    ``login`` is who it is in the log, where that is another word than the name.
    """
    with begin_write(engine) as connection:
        take_turn(connection)
        return undo_in(connection, decision_id, (by.strip(), login or by), today, reason, register)


def undo_in(
    connection: Connection,
    decision_id: int,
    who: tuple[str, str],
    today: date,
    reason: str | None = None,
    register: Register | None = None,
) -> Settled:
    """The same in a transaction that is under way and has taken its turn; ``who`` is the name and the login."""
    found = connection.execute(text(UNDOABLE), {"decision": decision_id}).mappings().first()
    if found is None:
        raise CannotSettle("settle_no_decision", number=decision_id)
    if found["undone_by"] is not None:
        raise CannotSettle("settle_undone_already", number=decision_id)
    row = {name: found[name] for name in KEPT} | {"action": "undo", "undoes": decision_id, "decided_by": who[0]}
    row |= {"decided_at": datetime.now(UTC), "reason": reason}
    number = connection.execute(insert(Decision).values(row).returning(Decision.decision_id)).scalar_one()
    audit.append(connection, who[1], audit.DECIDED, f"decision {decision_id}", logged(connection, number))
    checked = None
    used = connection.execute(text(OF_DECISION), {"decision": decision_id}).mappings().all()
    for use in used:
        checked = _check_again(connection, use, "undone", today, register)
    return Settled(number, found["report_id"], checked)


def renew(engine: Engine, today: date, register: Register | None = None) -> int:
    """Check the reports again whose decisions have run out or were never put to them; returns how many those are."""
    with begin_write(engine) as connection:
        take_turn(connection)
        over = connection.execute(text(RUN_OUT), {"today": today.isoformat()}).mappings().all()
        missed = connection.execute(text(NEVER_USED), {"today": today.isoformat()}).mappings().all()
        for use in over:
            _check_again(connection, use, "expired", today, register)
        for report_id in sorted({use["report_id"] for use in missed} - {use["report_id"] for use in over}):
            _check_again(connection, {"report_id": report_id}, "settled", today, register)
        return len({use["report_id"] for use in (*over, *missed)})


def _check_again(connection: Connection, use: Any, cause: str, today: date, register: Register | None) -> Any:
    """A report's next revision; ``use`` names the report, and the decision that no longer counts, if any."""
    report_id, ended = use["report_id"], use.get("decision_id")
    checked = check_again(connection, report_id, today, register)
    if checked is None:
        checked = without_reading(connection, report_id, use["finding_key"], "open", None)
    if ended is not None:
        checked.uses.append(Use(ended, cause))
        for told in checked.findings:
            if told.key == use["finding_key"] and told.state == "open":
                told.cause = cause
    write_revision(connection, next_revision(connection, report_id, cause), checked)
    return checked
