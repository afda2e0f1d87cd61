"""Self-checks made by hand: what is done with them needs no Great Expectations."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Engine

from warehouse.expectations.outcome import Outcome, SelfCheck
from warehouse.expectations.record import record
from warehouse_samples import NOW


def outcome(success: bool = True, severity: str = "critical", **changes: Any) -> Outcome:
    """An outcome about the amounts."""
    values: dict[str, Any] = {
        "suite": "provenance",
        "expectation": "place_known",
        "object": "fact_budget",
        "severity": severity,
        "success": success,
        "observed": "0" if success else "1",
        "expected": "0",
        "failing": 0 if success else 1,
        "keys": () if success else ({"report_id": 1, "budget_id": 7},),
    }
    return Outcome(**(values | changes))


def recorded(engine: Engine, *outcomes: Outcome, number: int = 1, at: datetime = NOW) -> SelfCheck:
    """A self-check that is kept in the warehouse."""
    check = SelfCheck(f"check-{number}", at, None, outcomes)
    record(engine, check)
    return check
