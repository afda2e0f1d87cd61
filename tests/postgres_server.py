"""A throw-away PostgreSQL server of our own: for the tests and the benchmarks."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from sqlalchemy import text

from warehouse.engine import open_warehouse

_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Server:
    """A server's programs, its folder (where its socket lies too) and whether it waits for the disk (``fsync``)."""

    programs: Path
    folder: Path
    fsync: bool

    def create(self) -> None:
        """Make its files."""
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
        who, how = ("-U", "postgres", "-A", "trust"), ("-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        _as_postgres(self.programs / "initdb", "-D", self.folder / "data", *who, *how)

    def start(self) -> None:
        """Start it, or start it again."""
        # only by a socket in its folder: no port to collide on
        options = f"-k {self.folder} -c listen_addresses='' -c fsync={'on' if self.fsync else 'off'}"
        self._control("-w", "-l", self.folder / "log", "-o", options, "start")

    def stop(self) -> None:
        """Stop it at once, as if it were killed."""
        self._control("-m", "immediate", "stop")

    def _control(self, *command: str | Path) -> None:
        _as_postgres(self.programs / "pg_ctl", "-D", self.folder / "data", "-s", *command)

    def url(self, database: str) -> str:
        """The URL of a database."""
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def new_database(self, template: str = "template1") -> str:
        """Make a database and return its URL."""
        name = f"t{next(_numbers)}"
        engine = open_warehouse(self.url("postgres"))
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(f"create database {name} template {template}"))
        return self.url(name)


def server_programs() -> Path | None:
    """The folder with initdb and pg_ctl, or None where no PostgreSQL server is installed."""
    found = [Path(p).parent for p in (shutil.which("initdb"),) if p]
    if shutil.which("pg_config"):
        answer = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=False)
        found.append(Path(answer.stdout.strip()))
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((p for p in found if (p / "initdb").exists() and (p / "pg_ctl").exists()), None)


@contextmanager
def throw_away_server(programs: Path, fsync: bool = False) -> Generator[Server]:
    """A server that is running, and gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    server = Server(programs, folder, fsync)
    try:
        server.create()
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _as_postgres(*command: str | Path) -> None:
    """Run a program of the server, which refuses to run as root."""
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    done = subprocess.run([*user, *map(str, command)], cwd="/", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
