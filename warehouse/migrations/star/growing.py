"""Triggers that refuse to change or take away what may only be added to."""

from __future__ import annotations

import sqlalchemy as sa

from warehouse.migrations.star.tables import GROWING

REFUSED = "rows of this table are only added, never changed"


def append_only(connection: sa.Connection) -> None:
    """From here on rows of facts, findings, decisions and audit can only be added."""
    if connection.dialect.name == "postgresql":
        _make_function(connection)
    for table in GROWING:
        let_only_grow(connection, table)


def let_only_grow(connection: sa.Connection, table: str) -> None:
    """From here on rows of one table can only be added. ``append_only`` comes first: it makes the function."""
    if connection.dialect.name == "postgresql":
        _on_postgresql(connection, table)
    else:
        _on_sqlite(connection, table)


def release(connection: sa.Connection) -> None:
    """Take the triggers away."""
    for table in GROWING:
        let_change(connection, table)
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("drop function refuse_change()"))


def let_change(connection: sa.Connection, table: str) -> None:
    """Take the triggers of one table away."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text(f"drop trigger {table}_only_grows on {table}"))
    else:
        for change in ("update", "delete"):
            connection.execute(sa.text(f"drop trigger {table}_no_{change}"))


def _make_function(connection: sa.Connection) -> None:
    connection.execute(
        sa.text(
            "create function refuse_change() returns trigger language plpgsql as $$ "
            f"begin raise exception '{REFUSED}'; end $$"
        )
    )


def _on_postgresql(connection: sa.Connection, table: str) -> None:
    connection.execute(
        sa.text(
            f"create trigger {table}_only_grows before update or delete or truncate on {table} "
            "for each statement execute function refuse_change()"
        )
    )


def _on_sqlite(connection: sa.Connection, table: str) -> None:
    for change in ("update", "delete"):
        connection.execute(
            sa.text(
                f"create trigger {table}_no_{change} before {change} on {table} "
                f"begin select raise(abort, '{REFUSED}'); end"
            )
        )
