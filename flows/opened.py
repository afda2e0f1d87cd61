"""The warehouse that a command works on, and a sentence for whatever is wrong with it."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, make_url
from sqlalchemy.exc import SQLAlchemyError

from flows.ending import NOT_COMPLETED, stop
from schemas.examine import without_content
from warehouse.engine import CACHE_KIB, open_warehouse
from warehouse.revisions import head
from warehouse.schema_version import SchemaMismatch, require_current


@contextmanager
def opened(url: str, *, keep: bool = False, cache_kib: int = CACHE_KIB) -> Generator[Engine]:
    """A warehouse of the structure that the program knows; makes none.

    Ends the program with a sentence where there is none, and where the database fails in the block. ``keep`` and
    ``cache_kib`` are those of ``open_warehouse``.
    """
    try:
        if not is_there(url):
            raise SchemaMismatch(None, head())
        engine = open_warehouse(url, keep=keep, cache_kib=cache_kib)
        try:
            require_current(engine)
            yield engine
        finally:
            engine.dispose()
    except SchemaMismatch as problem:
        stop("other_schema", NOT_COMPLETED, reason=problem)
    except SQLAlchemyError as problem:
        stop("warehouse_failed", NOT_COMPLETED, reason=without_content(problem))


def is_there(url: str) -> bool:
    """Whether there may be a warehouse: an SQLite file that is not there is not made by looking into it."""
    address = make_url(url)
    on_disk = address.get_backend_name() == "sqlite" and not str(address.database).startswith("file:")
    return not on_disk or Path(str(address.database)).is_file()
