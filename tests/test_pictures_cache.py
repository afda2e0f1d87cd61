"""The cache of pictures: made once, private, bounded, whole under any number of threads and processes."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from program import ROOT
from review.pictures.cache import FORGOTTEN_SECONDS, UNFINISHED, PictureCache

CHILD = """
import sys
from pathlib import Path
from review.pictures.cache import PictureCache
cache = PictureCache(Path(sys.argv[1]), 40_000)
for n in range(300):
    key = str(n % 37)
    assert cache.get(key, lambda: key.encode() * 1000) == key.encode() * 1000
"""


def files(folder: Path) -> list[Path]:
    return [p for p in folder.rglob("*") if p.is_file()]


def test_what_is_kept_is_not_made_again(tmp_path: Path) -> None:
    made: list[str] = []
    for _ in range(2):
        cache = PictureCache(tmp_path / "c")  # as after a restart
        assert cache.get("a", lambda: made.append("a") or b"first") == b"first"
        assert cache.get("b", lambda: made.append("b") or b"second") == b"second"
    assert made == ["a", "b"]


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        PictureCache(tmp_path / "c").get("a", lambda: b"x")
    finally:
        os.umask(old)
    (kept,) = files(tmp_path)
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.parent.stat().st_mode & 0o777 == 0o700


def test_a_key_is_never_a_path(tmp_path: Path) -> None:
    PictureCache(tmp_path / "c").get("../../etc/passwd\0", lambda: b"x")
    assert [len(p.name) for p in files(tmp_path / "c")] == [64]
    assert files(tmp_path) == files(tmp_path / "c")


def test_threads_that_want_the_same_have_it_made_once(tmp_path: Path) -> None:
    cache, made, together = PictureCache(tmp_path), [], threading.Barrier(8)

    def make() -> bytes:
        made.append(threading.get_ident())
        time.sleep(0.1)
        return b"picture"

    def ask(_: int) -> bytes:
        together.wait()
        return cache.get("a", make)

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(ask, range(8))) == {b"picture"}
    assert len(made) == 1
    assert not cache._being_made and not cache._waiting


def test_what_fails_is_not_kept_and_blocks_nobody(tmp_path: Path) -> None:
    cache = PictureCache(tmp_path)

    def fail() -> bytes:
        raise ValueError("no page")

    for _ in range(2):
        with pytest.raises(ValueError, match="no page"):
            cache.get("a", fail)
    assert files(tmp_path) == []
    assert cache.get("a", lambda: b"x") == b"x"


def test_the_least_recently_used_go_first(tmp_path: Path) -> None:
    cache = PictureCache(tmp_path, most_bytes=10_000)
    for age, key in enumerate("abcde"):
        cache.get(key, lambda: bytes(1_900))
        os.utime(cache._path(key), (0, 1_000_000 + age))
    cache.get("a", lambda: b"made again")  # is used
    cache.get("f", lambda: bytes(1_900))
    left = {key for key in "abcdef" if cache._path(key).exists()}
    assert left == {"a", "d", "e", "f"}
    assert sum(p.stat().st_size for p in files(tmp_path)) <= 9_000


def test_what_a_killed_process_left_is_swept(tmp_path: Path) -> None:
    cache = PictureCache(tmp_path)
    cache.get("a", lambda: b"x")
    old, new = (cache._path("a").parent / f"{UNFINISHED}{name}" for name in ("old", "new"))
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (0, time.time() - FORGOTTEN_SECONDS - 1))
    cache.get("b", lambda: b"y")
    assert not old.exists() and new.exists()


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "c").write_text("no folder")
    assert PictureCache(tmp_path / "c").get("a", lambda: b"x") == b"x"


def test_processes_share_one_folder(tmp_path: Path) -> None:
    command = [sys.executable, "-c", CHILD, str(tmp_path / "c")]
    children = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    for child in children:
        _, said = child.communicate(timeout=60)
        assert child.returncode == 0, said
    assert sum(p.stat().st_size for p in files(tmp_path)) <= 40_000
