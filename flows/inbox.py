"""The files that lie in the inbox, each read once and no other way round than through its own descriptor."""

from __future__ import annotations

import hashlib
import logging
import os
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from schemas.plain_text import file_name, plain

logger = logging.getLogger("afrapport")
CHUNK = 1 << 20
SETTLE_SECONDS = 0.3


class NotTaken(Exception):
    """A file that is left where it is tonight: gone, no ordinary file, not to be read, or still being written."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The content of a file. ``data`` is None where it is larger than what is read; the hash still covers all of it."""

    sha256: str
    size: int
    data: bytes | None


def waiting_files(inbox: Path) -> list[Path]:
    """Every ordinary file under the inbox, in the order of its path. Raises OSError where a folder cannot be read.

    Hidden files and folders, the lock files of Office (``~$``) and symbolic links, pipes and devices are no reports.
    """
    return sorted(_walk(inbox), key=os.fsencode)


def _walk(folder: Path) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith((".", "~$")):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(Path(entry.path))
            elif entry.is_file(follow_symlinks=False):
                yield Path(entry.path)
            else:
                logger.warning("%s: no ordinary file, passed over", plain(file_name(entry.name)))


def still_written(paths: list[Path], settle: float = SETTLE_SECONDS) -> set[Path]:
    """Those of the files that grow or change while we look: changed within ``settle`` seconds before or now."""
    young = {p: s for p in paths if (s := _state(p)) and time.time() - s[1] / 1e9 < settle}
    if young:
        time.sleep(settle)
    return {p for p, before in young.items() if _state(p) != before}


def _state(path: Path) -> tuple[int, int] | None:
    try:
        found = path.lstat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def take(path: Path, limit: int) -> Taken:
    """The content of the file, up to ``limit`` bytes of it kept. Raises NotTaken."""
    try:
        # Never through a link that was put there meanwhile, and never waiting for the other end of a pipe.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as problem:
        raise NotTaken(problem.strerror or "cannot be opened") from problem
    try:
        return _read(descriptor, limit)
    except OSError as problem:
        raise NotTaken(problem.strerror or "cannot be read") from problem
    finally:
        os.close(descriptor)


def _read(descriptor: int, limit: int) -> Taken:
    before = os.fstat(descriptor)
    if not stat.S_ISREG(before.st_mode):
        raise NotTaken("not an ordinary file")
    digest, size, chunks = hashlib.sha256(), 0, []
    while chunk := os.read(descriptor, CHUNK):
        digest.update(chunk)
        size += len(chunk)
        if size <= limit:
            chunks.append(chunk)
    after = os.fstat(descriptor)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or size != after.st_size:
        raise NotTaken("still being written")
    return Taken(digest.hexdigest(), size, b"".join(chunks) if size <= limit else None)
