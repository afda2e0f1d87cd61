"""A query on PostgreSQL: in a transaction that only reads, with the rights of the BI tools, through a cursor."""

from __future__ import annotations

import re
from datetime import datetime

import psycopg
from psycopg import errors
from sqlalchemy import Engine

from warehouse.query.answer import Answer, answered
from warehouse.query.bounds import keep_to_views
from warehouse.query.refusal import Failed, Refused, TooSlow, WrongQuery
from warehouse.tables.types import utc_text
from warehouse.views.definitions import BI_VIEWS

# what would lift the bounds from within a query: settings, and functions that run SQL given as text
LIFTS_BOUNDS = re.compile(
    r'\b(?:set_config|\w+_to_xml\w*|ts_stat|ts_rewrite|dblink\w*|pg_(?:try_)?advisory\w*)"?\s*\(|u&"', re.IGNORECASE
)
REFUSED = (errors.InsufficientPrivilege, errors.ReadOnlySqlTransaction, errors.UndefinedTable)
# a view named with its schema is the one of now, whatever stands in front of it
WITH_SCHEMA = re.compile(r'\.\s*"?bi_', re.IGNORECASE)


def answer(engine: Engine, sql: str, moment: datetime | None, seconds: float) -> Answer:
    """See ``warehouse.query.ask``."""
    for pattern in (LIFTS_BOUNDS, *((WITH_SCHEMA,) if moment else ())):
        if found := pattern.search(sql):
            raise Refused(found[0])
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, psycopg.Connection)  # noqa: S101
        driver.read_only = False  # until ``keep_to_views`` has looked at the query
        try:
            return _run(driver, sql, moment, seconds)
        except errors.QueryCanceled as problem:
            raise TooSlow(_reason(problem)) from problem
        except REFUSED as problem:
            raise Refused(_reason(problem)) from problem
        except (errors.ProgrammingError, errors.DataError, errors.NotSupportedError) as problem:
            raise WrongQuery(_reason(problem)) from problem
        except psycopg.Error as problem:
            raise Failed(_reason(problem)) from problem
        finally:
            connection.invalidate() if driver.broken else driver.rollback()


def _run(driver: psycopg.Connection, sql: str, moment: datetime | None, seconds: float) -> Answer:
    driver.execute("select set_config('statement_timeout', %s, true)", [str(int(seconds * 1000))])
    driver.execute("set local timezone = 'Europe/Copenhagen'")
    keep_to_views(driver, sql)
    # a cursor is declared by the protocol that takes one statement only, and takes nothing but a query
    with driver.cursor("answer") as cursor:
        cursor.execute((sql if moment is None else _known_at(sql, moment)).encode())
        return answered((column.name for column in cursor.description or ()), cursor.fetchall())


def _known_at(sql: str, moment: datetime) -> str:
    """The query with each view replaced by what was known at a moment. Makes nothing, so that a standby takes it."""
    views = ", ".join(f"{view} as (select * from {view}_as_of('{utc_text(moment)}'))" for view in BI_VIEWS)  # noqa: S608
    return f"with {views} select * from (\n{sql}\n) as answer"  # noqa: S608


def _reason(problem: psycopg.Error) -> str:
    return problem.diag.message_primary or str(problem)
