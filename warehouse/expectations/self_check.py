"""The warehouse checks itself: every expectation is asked, and what becomes of it is kept."""

from __future__ import annotations

from datetime import datetime
from secrets import token_hex

from sqlalchemy import Engine

from warehouse import audit
from warehouse.expectations.expected import expected
from warehouse.expectations.outcome import SelfCheck
from warehouse.expectations.record import record
from warehouse.publication import last_completed_run
from warehouse.schema_version import require_current
from warehouse.tables.types import in_utc


def self_check(engine: Engine, now: datetime, fresh_hours: int) -> SelfCheck:
    """Check the warehouse, write down what was found and whether it may be published, and return it.

    Imports Great Expectations: to be called in a process that may take its seconds and memory. A night may be at work
    meanwhile, since each question sees whole reports only. Raises SchemaMismatch for another structure.
    """
    require_current(engine)
    import pandas as pd

    from warehouse.expectations.validate import validate

    run_id = last_completed_run(engine)
    log = pd.DataFrame({"broken": pd.Series([audit.verify(engine).broken], dtype="Int64")})
    outcomes = validate(engine.url, expected(now, fresh_hours), {"audit": log})
    check_id = f"{in_utc(now):%Y%m%dT%H%M%SZ}-{token_hex(2)}"
    found = SelfCheck(check_id, now, run_id, tuple(outcomes))
    record(engine, found)
    return found
