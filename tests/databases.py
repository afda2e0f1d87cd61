"""Fresh, empty warehouses for tests: an SQLite file, or a database on a PostgreSQL server of our own.

Use with ``pytest_plugins = ["databases"]``.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import NoReturn

import pytest
from sqlalchemy import Engine

from postgres_server import Server, server_programs, throw_away_server
from warehouse.engine import open_warehouse
from warehouse.migrate import upgrade

_numbers = count(1)


@pytest.fixture(scope="session")
def postgresql_server(require: Callable[[str, str], NoReturn]) -> Iterator[Server]:
    """A throw-away server. Nothing here tests a power cut, so it does not wait for the disk."""
    programs = server_programs()
    if programs is None:
        require("postgres", "no PostgreSQL server is installed (Debian: apt-get install postgresql)")
    with throw_away_server(programs) as server:
        yield server


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: Server) -> str:
    """The name of a database with an empty warehouse, to be copied: quicker than migrating each time."""
    url = postgresql_server.new_database()
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
    return request.getfixturevalue("postgresql_server").new_database()


@pytest.fixture(params=["sqlite", "postgresql"])
def warehouse_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty warehouse."""
    return url_of_new(request, request.param, tmp_path)


@pytest.fixture
def engine(warehouse_url: str) -> Engine:
    """An empty warehouse, opened."""
    return open_warehouse(warehouse_url)


@pytest.fixture
def postgresql_empty(postgresql_server: Server) -> Engine:
    """A PostgreSQL database without any tables, opened."""
    return open_warehouse(postgresql_server.new_database())


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
    return server.new_database(request.getfixturevalue("postgresql_template"))
