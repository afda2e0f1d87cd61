"""Triggers that refuse to change or take away what may only be added to."""

from __future__ import annotations

import sqlalchemy as sa

from warehouse.migrations.star.tables import GROWING

REFUSED = "rows of this table are only added, never changed"


def append_only(connection: sa.Connection) -> None:
    """From here on rows of facts, findings, decisions and audit can only be added."""
    if connection.dialect.name == "postgresql":
        _on_postgresql(connection)
    else:
        _on_sqlite(connection)


def release(connection: sa.Connection) -> None:
    """Take the triggers away."""
    for table in GROWING:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text(f"drop trigger {table}_only_grows on {table}"))
        else:
            for change in ("update", "delete"):
                connection.execute(sa.text(f"drop trigger {table}_no_{change}"))
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("drop function refuse_change()"))


def _on_postgresql(connection: sa.Connection) -> None:
    connection.execute(
        sa.text(
            "create function refuse_change() returns trigger language plpgsql as $$ "
            f"begin raise exception '{REFUSED}'; end $$"
        )
    )
    for table in GROWING:
        connection.execute(
            sa.text(
                f"create trigger {table}_only_grows before update or delete or truncate on {table} "
                "for each statement execute function refuse_change()"
            )
        )


def _on_sqlite(connection: sa.Connection) -> None:
    for table in GROWING:
        for change in ("update", "delete"):
            connection.execute(
                sa.text(
                    f"create trigger {table}_no_{change} before {change} on {table} "
                    f"begin select raise(abort, '{REFUSED}'); end"
                )
            )
