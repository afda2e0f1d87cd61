"""A question to the ``bi_*`` views in SQL: as they are, or as they were known at a moment."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Engine

from warehouse.query.answer import Answer
from warehouse.query.refusal import require_query

SECONDS = 120  # that a query may take


def ask(engine: Engine, sql: str, moment: datetime | None = None, seconds: float = SECONDS) -> Answer:
    """All rows of one query; the engine is one that ``open_readonly`` has opened.

    ``moment`` (with a time zone) is when what is answered was known; None: now. Raises WrongQuery, Refused (for
    anything but one query over the ``bi_*`` views), TooSlow, and Failed where the database could not answer.
    """
    require_query(sql)
    if engine.dialect.name == "postgresql":
        from warehouse.query.on_postgresql import answer
    else:
        from warehouse.query.on_sqlite import answer
    return answer(engine, sql, moment, seconds)
