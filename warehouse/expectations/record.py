"""Writing down what a self-check has found."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Engine, insert

from warehouse.engine import begin_write
from warehouse.expectations.outcome import Outcome, SelfCheck
from warehouse.publication import decide
from warehouse.tables.base import table_of
from warehouse.tables.self_check import ExpectationResult


def record(engine: Engine, found: SelfCheck) -> None:
    """Keep every outcome, and whether the figures may be published; all or nothing."""
    common = {"check_id": found.check_id, "checked_at": found.checked_at}
    rows = [common | {"position": place} | _row(it) for place, it in enumerate(found.outcomes, 1)]
    with begin_write(engine) as connection:
        connection.execute(insert(table_of(ExpectationResult)), rows)
        decide(connection, found.state, found.reason, found.run_id, found.check_id)


def _row(it: Outcome) -> dict[str, Any]:
    names = ("suite", "expectation", "object", "severity", "success", "observed", "expected", "failing")
    return {name: getattr(it, name) for name in names} | {"examples": json.dumps(it.keys)}
