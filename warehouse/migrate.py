"""Bringing a warehouse to the schema of this program, and back."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from alembic import command
from sqlalchemy import Connection, Engine, text

from warehouse.describe import describe
from warehouse.differences import differences
from warehouse.readers import admit_readers
from warehouse.revisions import alembic_config, current, current_of, head
from warehouse.schema_version import require_not_newer
from warehouse.seeds import sow

__all__ = ["check", "current", "downgrade", "head", "upgrade"]

MIGRATION_LOCK = 0x61667261_00000001  # any fixed number will do: "afra" and 1


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Make or renew tables, views and their descriptions, in one transaction; nothing happens where all is up to date.

    Raises SchemaMismatch where a newer program has been at the database.
    """
    with _migrating(engine) as connection:
        command.upgrade(alembic_config(connection), revision)
        _finish(connection)


def downgrade(engine: Engine, revision: str) -> None:
    """Go back to an earlier revision (``base``: an empty database), in one transaction. What it knew more is lost.

    Raises SchemaMismatch where a newer program has been at the database.
    """
    with _migrating(engine) as connection:
        command.downgrade(alembic_config(connection), revision)
        _finish(connection)


def check(engine: Engine) -> list[str]:
    """How the database differs from what this program expects, one line each; empty where it does not."""
    with engine.connect() as connection:
        return differences(connection)


def _finish(connection: Connection) -> None:
    """What follows from the structure, whichever it is now: first members, descriptions, and who may read it."""
    if current_of(connection) == head():
        sow(connection)
    describe(connection)
    admit_readers(connection)


@contextmanager
def _migrating(engine: Engine) -> Generator[Connection]:
    """One write transaction that no second migration can enter."""
    with engine.connect().execution_options(afrapport_write=True) as connection:
        if engine.dialect.name == "sqlite":
            # a table made anew is dropped first, which would take the rows that refer to it along; the switch
            # works outside a transaction only. It stays with the connection, so nobody else may get that afterwards.
            connection.detach()
            _on_driver(connection, "pragma foreign_keys = off")
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
            require_not_newer(current_of(connection))
            yield connection


def _on_driver(connection: Connection, statement: str) -> None:
    """Run a statement beside SQLAlchemy, which would begin a transaction for it."""
    driver = connection.connection.driver_connection
    if driver is not None:
        driver.execute(statement)
