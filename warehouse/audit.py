"""The log that can only grow: every entry carries the hash of the one before, so that no one can change one unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, RowMapping, insert, select, text

from warehouse.logged import DECIDED, REGRADED, TOLD_OF, Rows, all_rows, as_logged, take_told
from warehouse.tables.base import table_of
from warehouse.tables.decision import Audit
from warehouse.tables.types import utc_text

AUDIT_LOCK = 0x61667261_00000003  # any fixed number will do: "afra" and 3; migrations use 1, runs use 2
__all__ = ["BEFORE_THE_FIRST", "DECIDED", "REGRADED", "Verdict", "append", "as_json", "decided", "head", "verify"]

BEFORE_THE_FIRST = "0" * 64
LOG = table_of(Audit)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a look through the log found: how many entries, the hash of the last one, and what is not as it was.

    ``broken`` is the number of the first entry that is wrong, None where all are right; ``reason`` is ``missing``,
    ``changed``, ``decision`` (the entry is right, the decision that it tells of is not), ``unlogged`` (a decision that
    no entry tells of) or ``cut`` (the head that was noted elsewhere is gone).
    """

    entries: int
    head: str
    broken: int | None = None
    reason: str | None = None


def append(connection: Connection, actor: str, action: str, subject: str, detail: Mapping[str, Any]) -> str:
    """Add an entry in the transaction that is under way; returns its hash. Two processes take turns."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": AUDIT_LOCK})
    last = connection.execute(select(LOG.c.entry_id, LOG.c.hash).order_by(LOG.c.entry_id.desc()).limit(1)).first()
    row: dict[str, Any] = {
        "entry_id": last.entry_id + 1 if last else 1,
        "recorded_at": datetime.now(UTC),
        "actor": actor,
        "action": action,
        "subject": subject,
        "detail": as_json(detail),
        "previous_hash": last.hash if last else BEFORE_THE_FIRST,
    }
    row["hash"] = _hash(row)
    connection.execute(insert(LOG).values(row))
    return row["hash"]


def head(engine: Engine) -> str:
    """The hash of the last entry. Noted elsewhere, it tells whether the end of the log was cut off."""
    with engine.connect() as connection:
        found = connection.execute(select(LOG.c.hash).order_by(LOG.c.entry_id.desc()).limit(1)).scalar()
    return found or BEFORE_THE_FIRST


def verify(engine: Engine, noted_head: str | None = None) -> Verdict:
    """Look through the log and all that it tells of; ``noted_head`` is a hash that it once ended with."""
    with engine.connect() as connection:
        decisions = all_rows(connection)
        in_portions = connection.execution_options(yield_per=1000)
        with in_portions.execute(select(LOG).order_by(LOG.c.entry_id)) as entries:
            return _verdict(entries, decisions, noted_head)


def decided(decision: RowMapping) -> dict[str, Any]:
    """A decision's row, or a grade's, as it stands in the log."""
    return as_logged(decision)


def as_json(detail: Mapping[str, Any]) -> str:
    """The one way to write a detail: keys sorted, no spaces, Danish letters as they are."""
    return json.dumps(detail, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)


def _verdict(entries: Iterable[Row[Any]], decisions: Rows, noted: str | None) -> Verdict:
    previous, count, seen_head = BEFORE_THE_FIRST, 0, noted in (None, BEFORE_THE_FIRST)
    for count, entry in enumerate(entries, 1):
        row = dict(entry._mapping)
        if row["entry_id"] != count:
            return Verdict(count - 1, previous, count, "missing")
        if row["previous_hash"] != previous or row["hash"] != _hash(row):
            return Verdict(count - 1, previous, count, "changed")
        if row["action"] in TOLD_OF and _differs(row["action"], row["detail"], decisions):
            return Verdict(count, row["hash"], count, "decision")
        previous = row["hash"]
        seen_head = seen_head or previous == noted
    if not seen_head:
        return Verdict(count, previous, count + 1, "cut")
    return Verdict(count, previous, *((count, "unlogged") if decisions else ()))


def _differs(action: str, detail: str, decisions: Rows) -> bool:
    return as_json(take_told(decisions, action, json.loads(detail))) != detail


def _hash(row: Mapping[str, Any]) -> str:
    return hashlib.sha256(as_json({n: v for n, v in _in_words(row) if n != "hash"}).encode()).hexdigest()


def _in_words(row: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    return ((name, utc_text(value) if isinstance(value, datetime) else value) for name, value in row.items())
