"""Bringing an export to wherever fsspec can write: a folder, a bucket, a server."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from fsspec import AbstractFileSystem
from fsspec.core import split_protocol, url_to_fs

from warehouse.export.files import PACKAGE
from warehouse.export.ours import InTheWay, claimed_by


class NoDriver(Exception):
    """The package that speaks a ``protocol`` is not installed; ``hint`` is what fsspec says of it."""

    def __init__(self, protocol: str, hint: str) -> None:
        super().__init__(f"{protocol}: {hint}")
        self.protocol = protocol
        self.hint = hint


class UnknownProtocol(ValueError):
    """fsspec knows no such thing."""


@dataclass(frozen=True, slots=True)
class Target:
    """A folder on some file system."""

    system: AbstractFileSystem
    folder: str

    def path(self, name: str) -> str:
        """Where a file of that name lies."""
        return f"{self.folder.rstrip('/')}/{name}"


def open_target(url: str) -> Target:
    """The target that a URL (or a path) names; some drivers connect already here, and raise what they will.

    Raises UnknownProtocol, and NoDriver where a package is wanting.
    """
    try:
        return Target(*url_to_fs(url, skip_instance_cache=True))
    except ImportError as problem:
        raise NoDriver(split_protocol(url)[0] or "file", str(problem)) from None
    except ValueError:
        raise UnknownProtocol from None


def upload(folder: Path, target: Target) -> int:
    """Replace the export at the target by that of the folder; returns how many files went.

    The old ``datapackage.json`` goes first and the new one comes last: one that is there describes the files beside it.
    Raises InTheWay where the target holds another data package, and whatever the driver raises where it is refused.
    """
    system = target.system
    _refuse_other_package(target)
    if not system.exists(target.folder):
        with suppress(FileExistsError):
            system.mkdir(target.folder, create_parents=False)
    with suppress(FileNotFoundError):
        system.rm_file(target.path(PACKAGE))
    files = sorted(folder.iterdir(), key=lambda file: (file.name == PACKAGE, file.name))
    for file in files:
        system.put_file(str(file), target.path(file.name))
    return len(files)


def without_credentials(url: str) -> str:
    """A URL to be shown: without user, password and what stands after ``?``."""
    return re.sub(r"//.*@", "//", re.sub(r"[?#].*", "", url))


def _refuse_other_package(target: Target) -> None:
    with suppress(FileNotFoundError):
        if not claimed_by(target.system.cat_file(target.path(PACKAGE))):
            raise InTheWay([PACKAGE])
