"""What the entries of the log tell of: the rows that people have decided, as they stand in their tables."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from warehouse.tables.base import table_of
from warehouse.tables.decision import Decision
from warehouse.tables.rule_grade import RuleGrade
from warehouse.tables.types import utc_text

DECIDED, REGRADED = "decide", "regrade"
# by the action of an entry: the table that holds what it tells of, and the column that numbers it
TOLD_OF = {DECIDED: (table_of(Decision), "decision_id"), REGRADED: (table_of(RuleGrade), "grade_id")}
Rows = dict[tuple[str, int], dict[str, Any]]


def all_rows(connection: Connection) -> Rows:
    """Every row that an entry must tell of, by action and number."""
    return {
        (action, row[number]): as_logged(row)
        for action, (table, number) in TOLD_OF.items()
        for row in connection.execute(select(table)).mappings()
    }


def as_logged(row: Mapping[Any, Any]) -> dict[str, Any]:
    """A row as it stands in the log."""
    return {str(name): utc_text(v) if isinstance(v, datetime) else v for name, v in row.items()}


def take_told(rows: Rows, action: str, detail: Mapping[str, Any]) -> dict[str, Any]:
    """Take the row that an entry tells of out of the rows; nothing where there is none."""
    return rows.pop((action, detail.get(TOLD_OF[action][1], 0)), {})
