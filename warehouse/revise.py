"""A report's next revision: the figures and findings that are not as they were, and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, text

from schemas.report import CheckedReport, Figure, Finding
from warehouse.bulk import insert_rows
from warehouse.finding_rows import ABOUT, COLUMNS, about_rows, finding_rows, keyed
from warehouse.members import Members
from warehouse.queue import put_in_queue
from warehouse.rows import FACTS, FactRows
from warehouse.tables.base import table_of
from warehouse.tables.decision import DecisionUse
from warehouse.tables.finding import FindingEvent
from warehouse.tables.report import ReportRevision
from warehouse.tallies import add_tallies

STANDING = """
    select * from {table} f where f.report_id = :report and f.revision = (
      select max(l.revision) from {table} l where l.report_id = f.report_id and l.figure_key = f.figure_key)"""
STATES = "select finding_key, finding_id, state, cause from known_finding where report_id = :report"


@dataclass(frozen=True, slots=True)
class Revision:
    """Which revision of which report is written, why (``loaded``, ``settled``, ``undone``, ``expired``) and when."""

    report_id: int
    number: int
    cause: str
    at: datetime


def write_revision(
    connection: Connection, revision: Revision, checked: CheckedReport, first_seen: datetime | None = None
) -> None:
    """Add what differs from the report's last revision: further rows, no row is changed.

    ``first_seen`` is when a new finding counts as seen; the revision's own time where it is not given.
    """
    row = {
        "report_id": revision.report_id,
        "revision": revision.number,
        "recorded_at": revision.at,
        "cause": revision.cause,
        "state": checked.state,
        "figures_loaded": len(checked.passed),
        "figures_held": len(checked.held),
    }
    connection.execute(insert(ReportRevision).values(row))
    _add_figures(connection, revision, checked.figures)
    _add_findings(connection, revision, checked.findings, first_seen or revision.at)
    uses = [
        {"decision_id": u.decision_id, "report_id": revision.report_id, "revision": revision.number}
        | {"outcome": u.outcome}
        for u in checked.uses
    ]
    _insert_all(connection, DecisionUse, uses)
    add_tallies(connection, revision.report_id, revision.number, checked.checks)
    put_in_queue(connection, revision.report_id)


def _add_figures(connection: Connection, revision: Revision, figures: Sequence[Figure]) -> None:
    members = Members(connection, figures)
    for view, table in FACTS.items():
        rows = FactRows(view, revision.report_id, revision.number, members)
        made = (rows.row(figure) for figure in figures if figure.view == view)
        if revision.number > 0:
            made = _changed(connection, table.name, rows.columns, revision.report_id, list(made))
        insert_rows(connection, table.name, rows.columns, made)


def _changed(
    connection: Connection, table: str, columns: Sequence[str], report_id: int, rows: list[tuple[Any, ...]]
) -> Iterator[tuple[Any, ...]]:
    """The rows that say something else than the ones that stand."""
    standing = connection.execute(text(STANDING.format(table=table)), {"report": report_id}).mappings()
    there = {row["figure_key"]: [_comparable(row[name]) for name in columns] for row in standing}
    key, number = columns.index("figure_key"), columns.index("revision")
    return (row for row in rows if _without(row, number) != _without(there.get(row[key], ()), number))


def _without(row: Sequence[Any], number: int) -> list[Any]:
    return [_comparable(value) for n, value in enumerate(row) if n != number]


def _comparable(value: Any) -> Any:
    """Numbers as PostgreSQL (Decimal), SQLite (text, 0 and 1) and this program write them, in one form."""
    return str(int(value)) if isinstance(value, bool) else None if value is None else str(value)


def _add_findings(
    connection: Connection, revision: Revision, findings: Sequence[Finding], first_seen: datetime
) -> None:
    there = _states(connection, revision.report_id) if revision.number > 0 else {}
    found = dict(keyed(findings))
    new = {key: finding for key, finding in found.items() if key not in there}
    rows = finding_rows(revision.report_id, revision.number, first_seen, new)
    insert_rows(connection, "finding", COLUMNS, rows)
    insert_rows(connection, "finding_figure", ABOUT, about_rows(revision.report_id, new))
    last = {key: (row.state, row.cause) for key, row in there.items()}
    changes = [(key, f) for key, f in found.items() if (f.state, f.cause) != last.get(key, ("open", None))]
    numbers = _states(connection, revision.report_id) if changes else {}
    events = [
        {"finding_id": numbers[key].finding_id, "state": f.state, "decision_id": f.decision_id, "cause": f.cause}
        for key, f in changes
    ]
    gone = [there[key] for key in there.keys() - found.keys() if there[key].state == "open"]
    events += [{"finding_id": row.finding_id, "state": "obsolete", "decision_id": None, "cause": None} for row in gone]
    _insert_all(connection, FindingEvent, [event | {"revision": revision.number} for event in events])


def _states(connection: Connection, report_id: int) -> dict[str, Any]:
    """The report's findings by their keys, each with its number and state."""
    return {row.finding_key: row for row in connection.execute(text(STATES), {"report": report_id})}


def _insert_all(connection: Connection, model: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table_of(model)), rows)
