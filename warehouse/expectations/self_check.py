"""The warehouse checks itself: every expectation is asked, and what becomes of it is kept."""

from __future__ import annotations

import warnings
from datetime import datetime
from secrets import token_hex

from sqlalchemy import Engine

from warehouse import audit
from warehouse.expectations.expected import Expected, expected
from warehouse.expectations.outcome import Outcome, SelfCheck
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
    run_id = last_completed_run(engine)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what its packages think of each other is nothing for an operator
        outcomes = _outcomes(engine, expected(now, fresh_hours))
    found = SelfCheck(f"{in_utc(now):%Y%m%dT%H%M%SZ}-{token_hex(2)}", now, run_id, tuple(outcomes))
    record(engine, found)
    return found


def _outcomes(engine: Engine, wanted: list[Expected]) -> list[Outcome]:
    import pandas as pd

    from warehouse.expectations.validate import validate

    log = pd.DataFrame({"broken": pd.Series([audit.verify(engine).broken], dtype="Int64")})
    return validate(engine.url, wanted, {"audit": log})
