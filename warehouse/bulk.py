"""Many rows into a table at once, by the quickest way that each database has."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from typing import Any, TypeVar

from sqlalchemy import Column, Connection, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

T = TypeVar("T")
AT_ONCE = 500


def insert_rows(connection: Connection, table: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """Add rows, each a tuple in the order of ``columns``: COPY on PostgreSQL, ``executemany`` on SQLite.

    The values go to the driver as they are: times and exact numbers must be in the form that the database holds.
    Runs in the connection's transaction; the driver's errors come as SQLAlchemy's.
    """
    rows = iter(rows)
    first = list(islice(rows, 1))
    if not first:
        return
    if connection.dialect.name == "postgresql":
        # the rows are made while the server is busy with those before
        _copy(connection, f"copy {table} ({', '.join(columns)}) from stdin", chain(first, rows))
    else:
        marks = ", ".join("?" * len(columns))
        connection.exec_driver_sql(f"insert into {table} ({', '.join(columns)}) values ({marks})", [*first, *rows])  # noqa: S608


def _copy(connection: Connection, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    driver: Any = connection.connection.driver_connection
    with _as_sqlalchemy(connection, statement), driver.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


@contextmanager
def _as_sqlalchemy(connection: Connection, statement: str) -> Generator[None]:
    """What goes wrong beside SQLAlchemy, in its words: callers tell a lost connection by the class."""
    driver: Any = connection.dialect.dbapi
    try:
        yield
    except driver.Error as problem:
        lost = connection.dialect.is_disconnect(problem, connection.connection, None)
        raise DBAPIError.instance(
            statement, None, problem, driver.Error, hide_parameters=True, connection_invalidated=lost
        ) from problem


def insert_if_new(connection: Connection, table: Table, rows: Sequence[dict[str, Any]], *returned: Column) -> list[Any]:
    """Add rows but those that are there (by any unique constraint); gives the ``returned`` columns of the new ones."""
    if not rows:
        return []
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    added: list[Any] = []
    for some in in_portions(rows):
        statement = make(table).values(some).on_conflict_do_nothing()
        if returned:
            added += connection.execute(statement.returning(*returned)).all()
        else:
            connection.execute(statement)
    return added


def in_portions(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """A long list in parts that one statement takes: databases limit the number of parameters."""
    return (items[start : start + AT_ONCE] for start in range(0, len(items), AT_ONCE))
