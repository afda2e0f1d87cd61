"""Folders where an export is made ready out of sight, and finding those that a killed export has left."""

from __future__ import annotations

import fcntl
import glob
import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def hidden_folder(parent: Path, target: Path) -> Generator[Path]:
    """An empty folder in ``parent`` for an export to ``target``; it and all in it is gone after the block.

    A lock on it tells that its process lives, so that another export leaves it alone.
    """
    folder, handle = _new(parent, target)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def left_behind(parent: Path, target: Path) -> Iterator[Path]:
    """The hidden folders of exports to ``target`` in ``parent`` whose process is no more; each is locked in turn."""
    for name in sorted(glob.glob(glob.escape(_prefix(target)) + "*", root_dir=parent)):
        with suppress(OSError):
            handle = os.open(parent / name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                yield parent / name
            finally:
                os.close(handle)


def room_beside(target: Path) -> Path:
    """The folder to make an export ready in: beside the target, or in it where nothing may be made beside it."""
    return target.parent if os.access(target.parent, os.W_OK) or not target.exists() else target


def _prefix(target: Path) -> str:
    return f".{target.name}.afrapport-"


def _new(parent: Path, target: Path) -> tuple[Path, int]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_prefix(target), dir=parent))
        with suppress(FileNotFoundError):
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            fcntl.flock(handle, fcntl.LOCK_EX)
            if folder.exists():
                return folder, handle
            os.close(handle)  # another export took it for one that was left, just before the lock
