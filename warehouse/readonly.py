"""Opening a warehouse to read it: nothing can be written through it, and nothing is made where there is none."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import URL, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.exc import ProgrammingError

from warehouse.engine import BUSY_SECONDS, open_warehouse
from warehouse.revisions import head
from warehouse.schema_version import SchemaMismatch, require_current

MAY_NOT = "42501"  # PostgreSQL's code for a missing right


def open_readonly(url: str | URL) -> Engine:
    """An engine that only reads. Raises ValueError as ``open_warehouse`` does, and SchemaMismatch where there is no
    warehouse of this program's structure.
    """
    address = make_url(url)
    engine = _open_sqlite(address) if address.get_backend_name() == "sqlite" else _open_other(address)
    _require_readable(engine)
    return engine


def _open_other(address: URL) -> Engine:
    return open_warehouse(address).execution_options(postgresql_readonly=True)


def _open_sqlite(address: URL) -> Engine:
    if not address.database or address.database == ":memory:":
        return open_warehouse(address)  # which refuses it
    named_as_uri = address.database.startswith("file:")
    if not named_as_uri and not Path(address.database).is_file():
        raise SchemaMismatch(None, head())
    given = {name: value for name, value in address.query.items() if named_as_uri and name != "uri"}
    path = address.database if named_as_uri else Path(address.database).resolve().as_uri()
    uri = f"{path}?{urlencode(given | {'mode': 'ro'}, doseq=True)}"
    engine = create_engine("sqlite://", poolclass=NullPool, creator=lambda: _connect(uri))
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("begin"))
    return engine


def _connect(uri: str) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    connection.execute("pragma temp_store = memory")
    connection.execute("pragma query_only = on")
    return connection


def _require_readable(engine: Engine) -> None:
    try:
        require_current(engine)
    except ProgrammingError as problem:
        # a login of the role for BI tools sees the views and not the revision: what it may read is the same in each
        if getattr(problem.orig, "sqlstate", None) != MAY_NOT:
            raise
