"""Publishing: the same files wherever fsspec can write, in an order that never shows a package without its files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fsspec.implementations.memory import MemoryFileSystem
from fsspec.registry import known_implementations

from warehouse.export.files import PACKAGE, data_files
from warehouse.export.ours import InTheWay
from warehouse.export.upload import NoDriver, Target, UnknownProtocol, open_target, upload, without_credentials

OLD = json.dumps({"name": "afrapport", "resources": [{"path": "bi_report.csv"}]}).encode()


class Watched(MemoryFileSystem):
    """A server in memory that keeps a list of what it is asked for, and may refuse."""

    cachable = False
    store: dict[str, Any] = {}  # noqa: RUF012 (fsspec's own way: what one instance writes the next one reads)
    pseudo_dirs: list[str] = [""]  # noqa: RUF012

    def __init__(self, refuses: str = "", by: type[Exception] = PermissionError, **options: Any) -> None:
        super().__init__(**options)
        self.refuses, self.by = refuses, by
        self.asked: list[str] = []

    def put_file(self, lpath: Any, rpath: str, *more: Any, **options: Any) -> None:
        """Takes a file, or refuses it."""
        self._ask("put", rpath)
        super().put_file(lpath, rpath, *more, **options)

    def rm_file(self, path: str) -> None:
        """Removes a file."""
        super().rm_file(path)
        self._ask("rm", path)

    def _ask(self, what: str, path: str) -> None:
        self.asked.append(f"{what} {path.rsplit('/', 1)[-1]}")
        if self.refuses and path.endswith(self.refuses):
            raise self.by("s3://hemmelig:kode@spand: Access Denied")


@pytest.fixture
def server() -> Iterator[Watched]:
    """An empty server."""
    Watched.store.clear()
    yield Watched()
    Watched.store.clear()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files as an export has them."""
    for name in data_files():
        (tmp_path / name).write_text(name)
    (tmp_path / PACKAGE).write_text('{"name": "afrapport", "resources": []}')
    return tmp_path


def test_the_package_goes_first_and_comes_last(server: Watched, folder: Path) -> None:
    server.pipe_file("/ud/datapackage.json", OLD)
    assert upload(folder, Target(server, "/ud")) == len(data_files()) + 1
    assert server.asked[0] == f"rm {PACKAGE}"
    assert server.asked[-1] == f"put {PACKAGE}"
    assert sorted(server.asked[1:-1]) == sorted(f"put {name}" for name in data_files())
    assert server.cat_file("/ud/bi_report.csv") == b"bi_report.csv"


@pytest.mark.parametrize("refused", ["afrapport.xlsx", "bi_status.parquet", PACKAGE])
def test_a_target_that_refuses_is_left_without_a_package(server: Watched, folder: Path, refused: str) -> None:
    server.pipe_file("/ud/datapackage.json", OLD)
    server.refuses = f"{refused}"
    with pytest.raises(PermissionError):
        upload(folder, Target(server, "/ud"))
    assert not server.exists(f"/ud/{PACKAGE}")


def test_the_data_package_of_others_is_left_alone(server: Watched, folder: Path) -> None:
    server.pipe_file("/ud/datapackage.json", b'{"name": "en anden", "resources": []}')
    with pytest.raises(InTheWay, match=PACKAGE):
        upload(folder, Target(server, "/ud"))
    assert server.asked == []
    assert b"en anden" in server.cat_file("/ud/datapackage.json")


def test_other_files_at_the_target_are_left_alone(server: Watched, folder: Path) -> None:
    server.pipe_file("/ud/noter.docx", b"mine")
    upload(folder, Target(server, "/ud"))
    assert server.cat_file("/ud/noter.docx") == b"mine"


def test_a_target_in_memory_and_one_in_a_folder_hold_the_same(folder: Path, tmp_path_factory: Any) -> None:
    there = tmp_path_factory.mktemp("der")
    memory, local = open_target("memory://ud/dybt"), open_target(f"file://{there}/ud")
    for target in (memory, local, local):
        upload(folder, target)
    for name in (*data_files(), PACKAGE):
        sent = hashlib.sha256((folder / name).read_bytes()).digest()
        assert hashlib.sha256(memory.system.cat_file(memory.path(name))).digest() == sent
        assert hashlib.sha256((there / "ud" / name).read_bytes()).digest() == sent


def test_a_folder_is_made_but_not_those_above_it(folder: Path, tmp_path_factory: Any) -> None:
    there = tmp_path_factory.mktemp("der")
    with pytest.raises(FileNotFoundError):
        upload(folder, open_target(f"{there}/stavefjel/ud"))
    assert list(there.iterdir()) == []


def test_an_unknown_protocol_and_a_missing_driver_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnknownProtocol):
        open_target("findesikke://x/y")
    monkeypatch.setitem(
        known_implementations,
        "fjern",
        {"class": "driver_der_mangler.Fil", "err": "Install fjernfs"},
    )
    with pytest.raises(NoDriver) as missing:
        open_target("fjern://bruger:kode@spand/x")
    assert (missing.value.protocol, missing.value.hint) == ("fjern", "Install fjernfs")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("s3://nøgle:hemme/lig@spand/mappe", "s3://spand/mappe"),
        ("ftp://bruger:a@b@vært/x", "ftp://vært/x"),
        ("abfs://c/x?sig=hemmelig&se=1", "abfs://c/x"),
        ("https://x/y#token", "https://x/y"),
        ("simplecache::s3://a:b@c/d", "simplecache::s3://c/d"),
        ("file:///srv/bi", "file:///srv/bi"),
        ("var/ud", "var/ud"),
    ],
)
def test_a_url_is_shown_without_its_secrets(url: str, shown: str) -> None:
    assert without_credentials(url) == shown
