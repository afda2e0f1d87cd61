"""One run at a time."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

RUN_LOCK = 0x61667261_00000002  # any fixed number will do: "afra" and 2; the migrations use 1
_held_here: set[Path] = set()


class AlreadyRunning(Exception):
    """Another run works on the same warehouse; ``str()`` says so in Danish."""

    def __init__(self) -> None:
        super().__init__("En anden kørsel er i gang på det samme varehus. Prøv igen, når den er færdig.")


def run_lock(engine: Engine) -> AbstractContextManager[None]:
    """Hold the warehouse's run lock; raises AlreadyRunning at once where another process or thread has it.

    The lock goes with the process: one that is killed frees it. Readers and stewards are not held up by it.
    """
    if engine.dialect.name == "postgresql":
        return _lock_in_database(engine)
    return _lock_beside_file(Path(str(engine.url.database)).resolve())


@contextmanager
def _lock_in_database(engine: Engine) -> Generator[None]:
    # outside a transaction: one that stays open all night would keep the database from tidying up
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.execute(text("select pg_try_advisory_lock(:key)"), {"key": RUN_LOCK}).scalar():
            raise AlreadyRunning
        try:
            yield
        finally:
            with suppress(SQLAlchemyError):  # a lost connection has freed the lock already
                connection.execute(text("select pg_advisory_unlock(:key)"), {"key": RUN_LOCK})


@contextmanager
def _lock_beside_file(database: Path) -> Generator[None]:
    import fcntl  # not on Windows, where the rest of this package can still be read

    # A lock of this kind belongs to the process and is not passed on to children, which may outlive a killed run.
    # It does not tell two threads of one process apart, hence the set.
    if database in _held_here:
        raise AlreadyRunning
    _held_here.add(database)
    try:
        with database.with_name(database.name + ".lock").open("a") as file:
            try:
                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise AlreadyRunning from None
            yield
    finally:
        _held_here.discard(database)
