"""The warehouse for commands that people's accounts are behind: open, and of the structure that the program knows."""

from __future__ import annotations

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from flows.ending import NOT_COMPLETED, stop
from schemas.examine import without_content
from warehouse.engine import open_warehouse
from warehouse.schema_version import SchemaMismatch, require_current

CACHE_KIB = 2 * 1024  # of each connection: there are as many as people ask at once, and a page asks for little


def open_for_people(url: str) -> Engine:
    """An engine that keeps its connections; ends the program with a sentence where there is no such warehouse."""
    try:
        engine = open_warehouse(url, keep=True, cache_kib=CACHE_KIB)
        require_current(engine)
        return engine
    except SchemaMismatch as problem:
        stop("other_schema", NOT_COMPLETED, reason=problem)
    except SQLAlchemyError as problem:
        stop("warehouse_failed", NOT_COMPLETED, reason=without_content(problem))
