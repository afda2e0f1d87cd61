"""What one decision would do to each finding of a group, before it is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, text

from schemas.efforts import Register
from warehouse.settle import CannotSettle, Order, would_settle

LOADED = text("select figures_loaded from report_revision where report_id = :report order by revision desc limit 1")


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One finding under the decision: why it cannot be made, or how many figures its report would have in the views
    more than now.
    """

    row: Mapping[str, Any]
    refused: CannotSettle | None = None
    more: int = 0


def foreseen(
    connection: Connection, rows: Sequence[Mapping[str, Any]], orders: Sequence[Order], today: date, register: Register
) -> list[Foreseen]:
    """Try each order by itself; nothing is written."""
    found = []
    for row, order in zip(rows, orders, strict=True):
        try:
            checked = would_settle(connection, order, today, register)
        except CannotSettle as problem:
            found.append(Foreseen(row, refused=problem))
        else:
            found.append(Foreseen(row, more=len(checked.passed) - _passed(connection, row["report_id"])))
    return found


def _passed(connection: Connection, report_id: int) -> int:
    return connection.execute(LOADED, {"report": report_id}).scalar_one()
