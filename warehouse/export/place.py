"""Putting a finished export in its place: whole, or not at all; what is somebody else's stays."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from warehouse.export.exchange import exchange
from warehouse.export.files import PACKAGE
from warehouse.export.ours import claimed, is_export_alone
from warehouse.export.staging import hidden_folder, left_behind

READY = "ready"  # a folder whose files are complete and on their way to their places


def new_folder(within: Path, target: Path) -> Path:
    """The folder that will stand in the target's place, as open to others as the target is."""
    folder = within / "export"
    folder.mkdir()
    if target.exists():
        with suppress(PermissionError):
            os.chown(folder, -1, target.stat().st_gid)
        shutil.copystat(target, folder)
    return folder


def put_in_place(new: Path, target: Path) -> None:
    """Replace the export at ``target`` by the one in ``new``, whose files are all gone from there afterwards.

    A target that is not there, or holds an export and nothing else, changes in one step. Beside the files of others,
    or where the system knows no such step, it is done file by file, ``datapackage.json`` last; an export that is
    killed meanwhile is completed by the next (``clear_up``).
    """
    if not target.exists():
        new.rename(target)
    elif _can_be_swapped(target) and exchange(new, target):
        _bring_along(new, target)
    else:
        _file_by_file(new, target)


def clear_up(target: Path) -> None:
    """Complete what a killed export was moving into the target; remove what it had not finished."""
    for parent in (target.parent, target):
        for left in left_behind(parent, target):
            if parent == target and (left / READY / PACKAGE).is_file():
                with _alone_at(target):
                    _move(left / READY, target)
            shutil.rmtree(left, ignore_errors=True)


def _can_be_swapped(target: Path) -> bool:
    # whoever stands in the folder, such as the shell that started us, would be left standing in the old one
    return target not in (Path.cwd(), *Path.cwd().parents) and is_export_alone(target)


def _bring_along(old: Path, target: Path) -> None:
    """What somebody has put into the old folder at the last moment goes on to the new one."""
    ours = claimed(old)
    for entry in list(old.iterdir()):
        if entry.name not in ours and not (target / entry.name).exists():
            entry.rename(target / entry.name)


def _file_by_file(new: Path, target: Path) -> None:
    with hidden_folder(target, target) as inside, _alone_at(target):
        arriving = inside / "arriving"
        arriving.mkdir()
        for file in new.iterdir():
            shutil.move(file, arriving / file.name)  # copies, where the target is another file system
        arriving.rename(inside / READY)
        _move(inside / READY, target)


def _move(ready: Path, target: Path) -> None:
    for name in claimed(target) - claimed(ready):
        (target / name).unlink(missing_ok=True)
    for file in sorted(ready.iterdir(), key=lambda f: f.name == PACKAGE):
        file.replace(target / file.name)


@contextmanager
def _alone_at(target: Path) -> Generator[None]:
    """Two exports that move their files at once would mix them."""
    handle = os.open(target, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
