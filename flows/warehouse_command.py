"""The commands ``afrapport warehouse upgrade | downgrade | check``."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from alembic.util import CommandError
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from flows.ending import NOT_COMPLETED, WRONG_USAGE, stop
from flows.settings import language
from flows.words import words
from schemas.examine import without_content
from warehouse import migrate
from warehouse.engine import open_warehouse
from warehouse.runs import AlreadyRunning, run_lock
from warehouse.schema_version import SchemaMismatch


def upgrade(url: str) -> None:
    """Bring the warehouse to the newest structure, from nothing or from an older one."""
    with opened(url) as engine, run_lock(engine):
        migrate.upgrade(engine)
        print(words(language())["warehouse_ready"])


def downgrade(url: str, revision: str) -> None:
    """Take the warehouse back to the structure of a revision; ``base`` is an empty one."""
    with opened(url) as engine, run_lock(engine):
        migrate.downgrade(engine, revision)


def check(url: str) -> None:
    """Say whether the structure is the newest and whole; status 1 and the differences where it is not."""
    with opened(url) as engine:
        current, head = migrate.current(engine), migrate.head()
        print(words(language())["warehouse_at"].format(current=current or "–", head=head))
        if current != head:
            stop("warehouse_not_ready", NOT_COMPLETED)
        if differences := migrate.check(engine):
            stop("warehouse_differs", NOT_COMPLETED, differences="; ".join(differences))


@contextmanager
def opened(url: str) -> Generator[Engine]:
    """A warehouse; what goes wrong in the block ends the program with a sentence."""
    engine = open_warehouse(url)
    try:
        yield engine
    except AlreadyRunning:
        stop("already_running", NOT_COMPLETED)
    except SchemaMismatch as problem:
        stop("other_schema", NOT_COMPLETED, reason=problem)
    except CommandError as problem:
        stop("no_revision", WRONG_USAGE, reason=problem)
    except SQLAlchemyError as problem:
        stop("warehouse_failed", NOT_COMPLETED, reason=without_content(problem))
    finally:
        engine.dispose()
