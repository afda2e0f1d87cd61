"""Opening a warehouse: one SQLAlchemy engine with the same promises on SQLite and PostgreSQL."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, QueuePool, create_engine, event, make_url

BUSY_SECONDS = 60  # how long a writer waits for another one on SQLite
CACHE_KIB = 64 * 1024  # of SQLite; with its own 2 MB, to read all of a large warehouse takes three times as long


def open_warehouse(url: str | URL, keep: bool = False, cache_kib: int = CACHE_KIB) -> Engine:
    """An engine for a warehouse URL; nothing is created yet but the folder of an SQLite file.

    ``postgresql://`` is read as ``postgresql+psycopg://``. No connection is kept between uses, so that nothing is
    left open in child processes or at exit. With ``keep`` they are: a new one for each report would take a third of
    the time of loading it. Whoever asks for that calls ``dispose()`` at the end. ``cache_kib`` is what SQLite may keep
    in memory for each connection. Raises ValueError for an SQLite
    database without a file and for databases of other makes.
    """
    address = make_url(url)
    make = address.get_backend_name()
    # a kept connection may have been lost since it was used: it is tried first
    pool: dict[str, Any] = {"poolclass": QueuePool, "pool_pre_ping": True} if keep else {"poolclass": NullPool}
    if make in ("postgresql", "postgres"):
        # SQLAlchemy 2.0 and 2.1 differ in the driver that plain postgresql:// means
        return create_engine(address.set(drivername="postgresql+psycopg"), **pool)
    if make == "sqlite":
        return _open_sqlite(address, pool, cache_kib)
    raise ValueError(f"Et varehus kan ligge i SQLite eller PostgreSQL, ikke i {make}.")


@contextmanager
def begin_write(engine: Engine) -> Generator[Connection]:
    """A transaction that will write: all of it is kept, or nothing.

    On SQLite it takes the write lock at once. A transaction that reads first and writes later could be refused
    half-way there, when another process has written in between.
    """
    with engine.connect().execution_options(afrapport_write=True) as connection, connection.begin():
        yield connection


def _open_sqlite(address: URL, pool: dict[str, Any], cache_kib: int) -> Engine:
    if not address.database or address.database == ":memory:":
        raise ValueError("Et SQLite-varehus skal ligge i en fil, fx sqlite:///var/warehouse.db.")
    if not address.database.startswith("file:"):
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(address, connect_args={"timeout": BUSY_SECONDS}, **pool)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "connect", lambda made, _record: made.execute(f"pragma cache_size = -{cache_kib}"))
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    # Python's driver starts transactions by itself, before some statements and not before others; with None it
    # leaves that to us, so that tables, views and rows can be made in one transaction.
    connection.isolation_level = None
    connection.execute("pragma foreign_keys = on")
    _use_write_ahead_log(connection)
    connection.execute("pragma synchronous = full")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("afrapport_write")
    connection.exec_driver_sql("begin immediate" if writes else "begin")


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Switch the file to WAL, once. Two processes that open a new file together may refuse each other for a moment."""
    for _ in range(100):
        if connection.execute("pragma journal_mode").fetchone()[0] == "wal":
            return
        try:
            connection.execute("pragma journal_mode = wal")
        except sqlite3.OperationalError as problem:
            if "readonly" in str(problem):
                return
            time.sleep(0.05)
