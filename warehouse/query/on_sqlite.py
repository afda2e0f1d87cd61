"""A query on SQLite. It is tried on empty tables first, where there is nothing but what may be read."""

from __future__ import annotations

import re
import sqlite3
import time
from contextlib import closing
from datetime import datetime

from sqlalchemy import Engine

from schemas.columns import BI_VIEWS as COLUMNS
from warehouse.query.answer import Answer, answered
from warehouse.query.refusal import Failed, NoAnswer, Refused, TooSlow, WrongQuery
from warehouse.tables.types import utc_text
from warehouse.views.definitions import BI_VIEWS, NEWEST, as_of

STEPS = 10_000  # of SQLite's machine, between looks at the clock
REFUSED = re.compile("no such table|prohibited|not authorized|one statement at a time")
READS = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE}

REASONS: dict[int | None, type[NoAnswer]] = {sqlite3.SQLITE_INTERRUPT: TooSlow, sqlite3.SQLITE_ERROR: WrongQuery}


def answer(engine: Engine, sql: str, moment: datetime | None, seconds: float) -> Answer:
    """See ``warehouse.query.ask``."""
    _try_on_empty(sql)
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)  # noqa: S101
        if moment is not None:
            _show_as_of(driver, moment)
        return _run(driver, sql, seconds)


def _try_on_empty(sql: str) -> None:
    """Raises WrongQuery or Refused for what is not one query over the views.

    SQLite's authorizer alone cannot tell: it names the view that a table is read through, but it names a subquery of
    the same name likewise. Here no other table is there to be read. Nothing is run.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as empty:
        for view in BI_VIEWS:
            names = ", ".join(column.name for column in COLUMNS[view].columns)
            empty.execute(f"create temp table {view} ({names})")
        empty.set_authorizer(_only_reads)
        try:
            empty.execute(f"explain {sql}")
        except sqlite3.DatabaseError as problem:
            raise (Refused if REFUSED.search(str(problem)) else WrongQuery)(str(problem)) from problem


def _only_reads(action: int, first: str | None, _second: str | None, place: str | None, _through: str | None) -> int:
    # count(*) reads a table without a column, and SQLite then names no place: only the views are there to be named
    is_view = action == sqlite3.SQLITE_READ and first in BI_VIEWS and place in ("temp", None)
    return sqlite3.SQLITE_OK if is_view or action in READS else sqlite3.SQLITE_DENY


def _show_as_of(driver: sqlite3.Connection, moment: datetime) -> None:
    """Views of the same names that stand in front of the warehouse's own, in this connection only."""
    driver.execute("pragma query_only = off")  # for what is temporary; the file itself is opened to be read
    for view in BI_VIEWS:
        query = as_of(NEWEST, view, "sqlite", f"'{utc_text(moment)}'")
        driver.execute(f"create temp view {view} as {query}")
    driver.execute("pragma query_only = on")


def _run(driver: sqlite3.Connection, sql: str, seconds: float) -> Answer:
    end = time.monotonic() + seconds
    driver.set_progress_handler(lambda: time.monotonic() > end, STEPS)
    try:
        found = driver.execute(sql)
        return answered((column[0] for column in found.description), found)
    except sqlite3.DatabaseError as problem:
        code = getattr(problem, "sqlite_errorcode", None)
        raise REASONS.get(code, Failed)(str(problem)) from problem
