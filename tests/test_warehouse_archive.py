"""The archive: content under its hash, whole or not at all."""

from __future__ import annotations

import hashlib
import logging
import os
from pathlib import Path
from threading import Thread

import pytest

from warehouse.archive import Archive, ArchiveDamaged
from warehouse_children import started, write_and_die

CONTENT = b"%PDF-1.7 \x00\xff"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path / "new" / "archive")


def files(archive: Archive) -> list[Path]:
    return [p for p in archive.root.rglob("*") if p.is_file()]


@pytest.mark.parametrize("content", [CONTENT, b"", b"x" * 3_000_000], ids=["small", "empty", "large"])
def test_what_is_kept_can_be_read(archive: Archive, content: bytes) -> None:
    sha256 = archive.keep(content)
    assert sha256 == hashlib.sha256(content).hexdigest()
    assert archive.read(sha256) == content
    assert files(archive) == [archive.root / sha256[:2] / sha256[2:4] / sha256]
    assert archive.path(sha256).stat().st_mode & 0o777 == 0o440


def test_the_same_again_touches_nothing(archive: Archive) -> None:
    archive.keep(CONTENT)
    before = archive.path(SHA256).stat()
    assert archive.keep(CONTENT) == SHA256
    after = archive.path(SHA256).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_damaged_copy_is_noticed_and_replaced(archive: Archive, caplog: pytest.LogCaptureFixture) -> None:
    archive.keep(CONTENT)
    archive.path(SHA256).chmod(0o640)
    archive.path(SHA256).write_bytes(CONTENT[:-1])
    with pytest.raises(ArchiveDamaged, match=SHA256):
        archive.read(SHA256)
    with caplog.at_level(logging.WARNING):
        archive.keep(CONTENT)
    assert SHA256 in caplog.text
    assert archive.read(SHA256) == CONTENT


def test_what_is_missing_is_an_error(archive: Archive) -> None:
    with pytest.raises(ArchiveDamaged):
        archive.read(SHA256)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", SHA256[:-1], SHA256.upper(), SHA256 + "/x", SHA256 + "\n"])
def test_only_a_hash_names_a_file(archive: Archive, name: str) -> None:
    with pytest.raises(ValueError, match="not a SHA-256"):
        archive.path(name)


@pytest.mark.parametrize("step", ["fsync", "fchmod", "replace"])
def test_killed_in_between_leaves_no_half_file(archive: Archive, step: str) -> None:
    child = started(write_and_die, str(archive.root), CONTENT, step)
    child.join(30)
    assert child.exitcode == -9
    assert not archive.path(SHA256).exists()
    assert archive.keep(CONTENT) == SHA256
    assert archive.read(SHA256) == CONTENT
    assert archive.sweep() == (0 if step == "fsync" else 1)
    assert files(archive) == [archive.path(SHA256)]


def test_a_full_disk_leaves_nothing(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    archive.root.mkdir(parents=True)
    monkeypatch.setattr(os, "fchmod", lambda _file, _mode: full(0))
    with pytest.raises(OSError, match="No space"):
        archive.keep(CONTENT)
    assert files(archive) == []


def test_the_disk_has_it_before_the_name_is_there(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.path(SHA256).parent.mkdir(parents=True)
    steps: list[str] = []
    sync, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda f: (steps.append(kind_of(f)), sync(f)))
    monkeypatch.setattr(os, "replace", lambda a, b: (steps.append("rename"), replace(a, b)))
    archive.keep(CONTENT)
    assert steps == ["file", "rename", "folder"]


def kind_of(descriptor: int) -> str:
    return "folder" if os.path.isdir(f"/proc/self/fd/{descriptor}") else "file"


def test_many_at_once_keep_one_copy(archive: Archive) -> None:
    threads = [Thread(target=archive.keep, args=(CONTENT,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert files(archive) == [archive.path(SHA256)]
    assert archive.read(SHA256) == CONTENT
