"""Where an export is put: whole or not at all, an old one replaced, what is somebody else's left alone."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from signal import SIGKILL
from typing import Any

import pytest
from sqlalchemy import Engine

from export_children import killed
from export_samples import fill
from warehouse.engine import open_warehouse
from warehouse.export import export, place
from warehouse.export.export import export_to
from warehouse.export.files import PACKAGE, data_files
from warehouse.export.ours import InTheWay
from warehouse.load import load
from warehouse_samples import budget, report, run, submission

pytest_plugins = ["databases"]

ALL = {*data_files(), PACKAGE}


@pytest.fixture
def filled(tmp_path: Path, sqlite_template: Path) -> Engine:
    """The sample warehouse; which database it is makes no difference to folders."""
    (tmp_path / "w.db").write_bytes(sqlite_template.read_bytes())
    engine = open_warehouse(f"sqlite:///{tmp_path}/w.db")
    fill(engine)
    return engine


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A folder that is not there yet, with nothing beside it."""
    (tmp_path / "hos").mkdir()
    return tmp_path / "hos" / "ud"


def load_more(engine: Engine) -> None:
    load(engine, submission(run(engine), "ny"), report(budget("7", "ny"), identity="status_note|ny|2022"))


def reports(folder: Path) -> int:
    """How many reports the export in a folder holds; it must be whole, each file as its package says."""
    package = json.loads((folder / PACKAGE).read_bytes())
    for resource in package["resources"]:
        hashed = hashlib.sha256((folder / resource["path"]).read_bytes()).hexdigest()
        assert resource["hash"] == f"sha256:{hashed}", resource["path"]
    return next(r["rows"] for r in package["resources"] if r["name"] == "bi_report")


def url_of(engine: Engine) -> str:
    return str(engine.url)


def names(folder: Path) -> set[str]:
    return {p.name for p in folder.iterdir()}


def test_folders_above_are_made_and_nothing_else_is_left(filled: Engine, target: Path) -> None:
    export_to(filled, target / "a" / "b")
    assert names(target / "a" / "b") == ALL
    assert names(target / "a") == {"b"}


def test_an_old_export_is_replaced_whole(filled: Engine, target: Path) -> None:
    export_to(filled, target)
    assert reports(target) == 2
    load_more(filled)
    export_to(filled, target, excel=False)
    assert reports(target) == 3
    assert names(target) == ALL - {"afrapport.xlsx"}
    assert names(target.parent) == {"ud"}


def test_files_of_others_are_left_alone(filled: Engine, target: Path) -> None:
    (target / "mappe").mkdir(parents=True)
    mine = {target / "noter.docx": b"mine", target / "mappe" / "bi_report.csv": b"min", target / "bi_egen.csv": b"x"}
    for path, content in mine.items():
        path.write_bytes(content)
    export_to(filled, target)
    load_more(filled)
    export_to(filled, target, excel=False)
    assert {path: path.read_bytes() for path in mine} == mine
    assert reports(target) == 3
    assert names(target) == ALL - {"afrapport.xlsx"} | {"noter.docx", "mappe", "bi_egen.csv"}


@pytest.mark.parametrize("name", ["bi_budget.csv", "afrapport.xlsx", PACKAGE])
def test_files_of_others_with_our_names_are_not_written_over(filled: Engine, target: Path, name: str) -> None:
    target.mkdir()
    (target / name).write_text('{"name": "en anden", "resources": [{"path": "bi_budget.csv"}]}')
    with pytest.raises(InTheWay, match=name):
        export_to(filled, target)
    assert names(target) == {name}
    assert "en anden" in (target / name).read_text()


@pytest.mark.parametrize("path", ["noter.docx", "../w.db", "/etc/hostname", "mappe/bi_x.csv", 7])
def test_a_package_cannot_claim_what_is_no_export_s(filled: Engine, target: Path, path: Any) -> None:
    target.mkdir()
    (target / "noter.docx").write_text("mine")
    (target / PACKAGE).write_text(json.dumps({"name": "afrapport", "resources": [{"path": path}]}))
    export_to(filled, target)
    assert (target / "noter.docx").read_text() == "mine"
    assert names(target) == ALL | {"noter.docx"}


def test_a_folder_keeps_who_may_read_it(filled: Engine, target: Path) -> None:
    target.mkdir()
    target.chmod(0o2750)
    for _ in range(2):
        export_to(filled, target)
        assert target.stat().st_mode & 0o7777 == 0o2750
    export_to(filled, target.parent / "ny")
    umask = os.umask(0)
    os.umask(umask)
    assert (target.parent / "ny").stat().st_mode & 0o777 == 0o777 & ~umask
    assert (target / PACKAGE).stat().st_mode & 0o777 == 0o666 & ~umask


def test_a_link_to_a_folder_stays_a_link(filled: Engine, target: Path) -> None:
    target.mkdir()
    link = target.parent / "genvej"
    link.symlink_to(target)
    export_to(filled, link)
    export_to(filled, link)
    assert link.is_symlink()
    assert names(target) == ALL


def test_the_folder_that_one_stands_in_stays_the_same_folder(
    filled: Engine, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target.mkdir()
    monkeypatch.chdir(target)
    export_to(filled, Path("."))
    export_to(filled, Path("."))
    assert set(os.listdir(".")) == ALL


def test_what_comes_into_the_folder_at_the_last_moment_is_kept(
    filled: Engine, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export_to(filled, target)
    swap = place.exchange

    def late(one: Path, other: Path) -> bool:
        (target / "sent.txt").write_text("min")
        return swap(one, other)

    monkeypatch.setattr(place, "exchange", late)
    export_to(filled, target)
    assert (target / "sent.txt").read_text() == "min"


@pytest.mark.parametrize("swaps", [True, False])
def test_an_export_that_fails_leaves_the_old_one(
    filled: Engine, target: Path, monkeypatch: pytest.MonkeyPatch, swaps: bool
) -> None:
    export_to(filled, target)
    load_more(filled)

    def fails(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    if not swaps:
        (target / "noter.docx").write_text("mine")
    monkeypatch.setattr("warehouse.export.write.write_package", fails)
    with pytest.raises(OSError, match="No space"):
        export_to(filled, target)
    assert reports(target) == 2
    assert names(target.parent) == {"ud"}


@pytest.mark.parametrize(
    ("step", "after", "left"),
    [
        ("warehouse.export.export:write_export", False, 2),
        ("warehouse.export.export:write_export", True, 2),
        ("warehouse.export.place:exchange", False, 2),
        ("warehouse.export.place:exchange", True, 3),
        ("warehouse.export.place:_bring_along", True, 3),
    ],
)
def test_an_export_that_is_killed_leaves_the_old_one_or_the_new_one(
    filled: Engine, target: Path, step: str, after: bool, left: int
) -> None:
    export_to(filled, target)
    load_more(filled)
    assert killed(url_of(filled), target, step, after=after) == -SIGKILL
    assert reports(target) == left
    assert len(names(target.parent)) == 2  # what the killed one was making
    export_to(filled, target)
    assert reports(target) == 3
    assert names(target.parent) == {"ud"}


def test_a_first_export_that_is_killed_leaves_no_folder(filled: Engine, target: Path) -> None:
    assert killed(url_of(filled), target, "warehouse.export.export:put_in_place") == -SIGKILL
    assert not target.exists()
    export_to(filled, target)
    assert reports(target) == 2
    assert names(target.parent) == {"ud"}


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize(("at", "after"), [(1, False), (1, True), (7, False), (11, False), (11, True)])
def test_one_that_is_killed_among_the_files_of_others_is_completed_by_the_next(
    filled: Engine, target: Path, at: int, after: bool, first: bool
) -> None:
    target.mkdir()
    (target / "noter.docx").write_text("mine")
    if not first:
        export_to(filled, target)
        load_more(filled)
    assert killed(url_of(filled), target, "pathlib:Path.replace", at, after, excel=False) == -SIGKILL
    place.clear_up(target)
    assert reports(target) == (2 if first else 3)
    assert names(target) == ALL - {"afrapport.xlsx"} | {"noter.docx"}
    assert names(target.parent) == {"ud"}


def test_one_that_is_killed_before_it_moves_anything_is_cleared_away(filled: Engine, target: Path) -> None:
    target.mkdir()
    (target / "noter.docx").write_text("mine")
    export_to(filled, target)
    load_more(filled)
    assert killed(url_of(filled), target, "shutil:move", 5) == -SIGKILL
    assert reports(target) == 2
    export_to(filled, target)
    assert reports(target) == 3
    assert names(target) == ALL | {"noter.docx"}


def test_an_export_under_way_is_left_alone_by_another(
    filled: Engine, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = export.write_export

    def with_another_meanwhile(*args: Any) -> Any:
        monkeypatch.setattr(export, "write_export", real)
        export_to(filled, target)
        load_more(filled)
        return real(*args)

    monkeypatch.setattr(export, "write_export", with_another_meanwhile)
    export_to(filled, target)
    assert reports(target) == 3
    assert names(target.parent) == {"ud"}


def test_without_an_exchange_files_are_moved_one_by_one(
    filled: Engine, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export_to(filled, target)
    load_more(filled)
    monkeypatch.setattr(place, "exchange", lambda *_: False)
    export_to(filled, target, excel=False)
    assert reports(target) == 3
    assert names(target) == ALL - {"afrapport.xlsx"}


def test_where_nothing_may_be_made_beside_it_the_folder_itself_is_used(
    filled: Engine, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target.mkdir()
    monkeypatch.setattr("warehouse.export.staging.os.access", lambda *_: False)
    export_to(filled, target)
    assert reports(target) == 2
    assert names(target) == ALL
