"""Which revisions of the schema there are, and which one a database is at."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

if TYPE_CHECKING:
    from alembic.config import Config


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's settings; the migrations work on ``connection``.

    They are found by package name, not by path: so it also works from an installed wheel and from any folder.
    """
    from alembic.config import Config  # takes as long as all else that a short command imports

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
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("select version_num from alembic_version")).scalar_one_or_none()


def known_revisions() -> list[str]:
    """All revisions that this program knows, newest first: each has the number in the name of its module."""
    modules = [it.name for it in files("warehouse.migrations.versions").iterdir() if it.name.endswith(".py")]
    return sorted((name[1:5] for name in modules if name[1:5].isdigit()), reverse=True)


def head() -> str:
    """The revision that this program needs."""
    return known_revisions()[0]
