"""Fresh, empty warehouses for tests: an SQLite file, or a database on a PostgreSQL server of our own.

Use with ``pytest_plugins = ["databases"]``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import NoReturn

import pytest
from sqlalchemy import Engine, text

from warehouse.engine import open_warehouse
from warehouse.migrate import upgrade

_numbers = count(1)


def server_programs() -> Path | None:
    """The folder with initdb and pg_ctl, or None where no PostgreSQL server is installed."""
    found = [Path(p).parent for p in (shutil.which("initdb"),) if p]
    if shutil.which("pg_config"):
        answer = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True, check=False)
        found.append(Path(answer.stdout.strip()))
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((p for p in found if (p / "initdb").exists() and (p / "pg_ctl").exists()), None)


def as_postgres(*command: str | Path) -> None:
    """Run a program of the server, which refuses to run as root."""
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    done = subprocess.run([*user, *map(str, command)], cwd="/", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def postgresql_server(require: Callable[[str, str], NoReturn]) -> Iterator[str]:
    """The folder of a throw-away server, where its socket lies; see ``url_in``."""
    programs = server_programs()
    if programs is None:
        require("postgres", "no PostgreSQL server is installed (Debian: apt-get install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    data = folder / "data"
    as_postgres(
        programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"
    )
    # only by a socket in this folder: no port to collide on; nothing here tests a power cut, so no fsync
    options = f"-k {folder} -c listen_addresses='' -c fsync=off"
    as_postgres(programs / "pg_ctl", "-D", data, "-w", "-s", "-l", folder / "log", "-o", options, "start")
    try:
        yield str(folder)
    finally:
        as_postgres(programs / "pg_ctl", "-D", data, "-m", "immediate", "-s", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def url_in(server: str, name: str) -> str:
    """The URL of a database on the throw-away server."""
    return f"postgresql://postgres@/{name}?host={server}"


def create_database(server: str, template: str = "template1") -> str:
    """Make a database and return its URL."""
    name = f"t{next(_numbers)}"
    engine = open_warehouse(url_in(server, "postgres"))
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"create database {name} template {template}"))
    return url_in(server, name)


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: str) -> str:
    """The name of a database with an empty warehouse, to be copied: quicker than migrating each time."""
    url = create_database(postgresql_server)
    upgrade(open_warehouse(url))
    return url.split("@/")[1].split("?")[0]


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with an empty warehouse, to be copied."""
    path = tmp_path_factory.mktemp("template") / "warehouse.db"
    engine = open_warehouse(f"sqlite:///{path}")
    upgrade(engine)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("pragma wal_checkpoint(truncate)")
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without any tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/empty.db"
    return create_database(request.getfixturevalue("postgresql_server"))


@pytest.fixture(params=["sqlite", "postgresql"])
def warehouse_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty warehouse."""
    return url_of_new(request, request.param, tmp_path)


@pytest.fixture
def engine(warehouse_url: str) -> Engine:
    """An empty warehouse, opened."""
    return open_warehouse(warehouse_url)


@pytest.fixture
def postgresql_empty(postgresql_server: str) -> Engine:
    """A PostgreSQL database without any tables, opened."""
    return open_warehouse(create_database(postgresql_server))


@pytest.fixture
def postgresql_warehouse(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    """An empty warehouse in PostgreSQL, opened."""
    return open_warehouse(url_of_new(request, "postgresql", tmp_path))


@pytest.fixture
def both_engines(request: pytest.FixtureRequest, tmp_path: Path) -> list[Engine]:
    """An empty warehouse on each database, to be compared."""
    return [open_warehouse(url_of_new(request, make, tmp_path)) for make in ("sqlite", "postgresql")]


def url_of_new(request: pytest.FixtureRequest, make: str, folder: Path) -> str:
    """Copy the template of an empty warehouse; the server is only started where a test asks for it."""
    if make == "sqlite":
        return f"sqlite:///{shutil.copy(request.getfixturevalue('sqlite_template'), folder / f'w{next(_numbers)}.db')}"
    server = request.getfixturevalue("postgresql_server")
    return create_database(server, request.getfixturevalue("postgresql_template"))
