"""Which revisions of the schema there are, and which one a database is at."""

from __future__ import annotations

from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's settings; the migrations work on ``connection``.

    They are found by package name, not by path: so it also works from an installed wheel and from any folder.
    """
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "warehouse:migrations")
    config.set_main_option("path_separator", "os")
    return config


def current(engine: Engine) -> str | None:
    """The revision that the database is at; None where it holds no warehouse yet."""
    with engine.connect() as connection:
        return current_of(connection)


def current_of(connection: Connection) -> str | None:
    """The same, within a transaction that is under way."""
    return MigrationContext.configure(connection).get_current_revision()


def known_revisions() -> list[str]:
    """All revisions that this program knows, newest first."""
    scripts = ScriptDirectory.from_config(alembic_config())
    return [script.revision for script in scripts.walk_revisions()]


def head() -> str:
    """The revision that this program needs."""
    return known_revisions()[0]
