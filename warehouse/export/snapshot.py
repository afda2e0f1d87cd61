"""The views as they are at one moment, in chunks: all that is exported agrees with itself."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, Select, column, select, table, text

from schemas.columns import Column
from schemas.published import View
from warehouse.export.values import same_on_both

AT_ONCE = 20_000  # rows that are in memory together


@contextmanager
def snapshot(engine: Engine) -> Generator[Connection]:
    """One reading transaction: what others write meanwhile is not seen, and they are not kept waiting."""
    on_server = engine.dialect.name == "postgresql"
    options: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True} if on_server else {}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        if on_server:
            # a cursor is planned for its first rows; all of them are wanted here
            connection.execute(text("set local cursor_tuple_fraction = 1"))
        yield connection


def chunks(connection: Connection, view: View, size: int = AT_ONCE) -> Iterator[list[list[Any]]]:
    """The rows of a view in the order of its key, ``size`` at a time; each chunk is a list of columns.

    Values have one Python type a column, the same on SQLite and PostgreSQL; see ``warehouse.export.values``.
    """
    asked = query(view, connection.dialect.name)
    with connection.execute(asked, execution_options={"yield_per": size}) as rows:
        for part in rows.partitions():
            by_column = zip(*part, strict=True)
            yield [same_on_both(described, values) for described, values in zip(view.columns, by_column, strict=True)]


def query(view: View, dialect: str) -> Select[Any]:
    """All columns of a view. Money is asked for as øre: kroner with øre are binary fractions on SQLite."""
    wanted = [column("amount_ore" if c.type == "money" else c.name).label(c.name) for c in view.columns]
    return select(*wanted).select_from(table(view.name)).order_by(*_key(view.key, view.columns, dialect))


def _key(names: Sequence[str], columns: Sequence[Column], dialect: str) -> list[Any]:
    # by plain character order, as SQLite sorts: the database's own collation is another on each server
    texts = {c.name for c in columns if c.type == "text"} if dialect == "postgresql" else set[str]()
    return [column(name).collate("C") if name in texts else column(name) for name in names]
