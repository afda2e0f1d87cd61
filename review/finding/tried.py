"""What a decision would lead to, told before it is made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, text

from schemas.efforts import Register
from schemas.keys import figure_of
from schemas.report import CheckedReport, Finding
from warehouse.settle import Order, would_settle

NOW = text("""
    select figures_loaded, figures_held, state from report_revision
    where report_id = :report order by revision desc limit 1""")
NAMED = text("select finding_key, rule, field from finding where finding_id = :finding")
KNOWN = text("select finding_key, state from known_finding where report_id = :report")


@dataclass(frozen=True, slots=True)
class Outlook:
    """The report after the decision against now: figures in the views, findings that go and that come.

    ``read_as`` is the amount or number that a correction was understood as.
    """

    more: int
    held: int
    state_now: str
    state_then: str
    gone: int
    raised: list[Finding]
    read_as: Decimal | None

    @property
    def breaks_something(self) -> bool:
        """Whether it leads to an error that was not there."""
        return any(told.severity == "error" for told in self.raised)


def outlook(connection: Connection, order: Order, report_id: int, today: date, register: Register) -> Outlook:
    """Try an order. Raises CannotSettle where it cannot be made; nothing is written."""
    checked = would_settle(connection, order, today, register)
    now = connection.execute(NOW, {"report": report_id}).one()
    before = {row.finding_key: row.state for row in connection.execute(KNOWN, {"report": report_id})}
    return Outlook(
        more=len(checked.passed) - now.figures_loaded,
        held=len(checked.held),
        state_now=now.state,
        state_then=checked.state,
        gone=len({key for key, state in before.items() if state == "open"} - _open(checked)),
        raised=[f for f in checked.findings if f.state == "open" and before.get(f.key) != "open"],
        read_as=_read_as(connection, order, report_id, checked),
    )


def _read_as(connection: Connection, order: Order, report_id: int, checked: CheckedReport) -> Decimal | None:
    if order.action != "correct":
        return None
    told = connection.execute(NAMED, {"finding": order.finding_id}).one()
    key = order.figure_key or figure_of(told.rule, told.finding_key, (f.key for f in checked.figures))
    value = next((f.values.get(told.field) for f in checked.figures if f.key == key), None)
    return value if isinstance(value, Decimal) else None


def _open(checked: CheckedReport) -> set[str]:
    return {told.key for told in checked.findings if told.state == "open"}
