"""How often each rule was put to a report, stored with the revision that it was counted for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, text

from schemas.report import Tally
from warehouse.bulk import insert_rows
from warehouse.tables.types import utc_text

COLUMNS = (
    *("report_id", "rule", "revision", "recount", "recounted_at"),
    *("rule_version", "passed", "failed", "not_applicable", "reason"),
)
LAST = """
    select t.* from check_tally t where t.report_id = :report and not exists (
      select 1 from check_tally later where later.report_id = t.report_id and later.rule = t.rule
        and (later.revision > t.revision or later.revision = t.revision and later.recount > t.recount))"""


def add_tallies(connection: Connection, report_id: int, revision: int, tallies: Iterable[Tally]) -> None:
    """Store what was counted at a revision that is just being written, where it is not what was counted before."""
    last = _last_rows(connection, report_id) if revision > 0 else {}
    changed = (tally for tally in tallies if tally.rule not in last or tally != _tally(last[tally.rule]))
    insert_rows(connection, "check_tally", COLUMNS, _rows(report_id, revision, changed))


def count_again(connection: Connection, report_id: int, revision: int, tally: Tally, at: datetime) -> None:
    """Store what a rule counts now at a revision that stands, where it is something else than before."""
    last = _last_rows(connection, report_id).get(tally.rule)
    if last is not None and tally != _tally(last):
        number = last.recount + 1 if last.revision == revision else 1
        insert_rows(connection, "check_tally", COLUMNS, _rows(report_id, revision, [tally], number, utc_text(at)))


def _last_rows(connection: Connection, report_id: int) -> Mapping[str, Row[Any]]:
    """The rows that count, by their rule; none for a report that came before anything was counted."""
    return {row.rule: row for row in connection.execute(text(LAST), {"report": report_id})}


def last_tally(connection: Connection, report_id: int, rule: str) -> Tally | None:
    """What one rule made of a report; None where that was never counted."""
    row = _last_rows(connection, report_id).get(rule)
    return None if row is None else _tally(row)


def _tally(row: Row[Any]) -> Tally:
    return Tally(row.rule, row.rule_version, row.passed, row.failed, row.not_applicable, row.reason)


def _rows(
    report_id: int, revision: int, tallies: Iterable[Tally], recount: int = 0, at: str | None = None
) -> Iterator[tuple[Any, ...]]:
    for t in tallies:
        counts = (t.rule_version, t.passed, t.failed, t.not_applicable, t.reason)
        yield (report_id, t.rule, revision, recount, at, *counts)
