"""Pictures kept on disk: made once, shared by all processes, never more than a given size in all."""

from __future__ import annotations

import hashlib
import os
import tempfile
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from pathlib import Path

MB = 1024 * 1024
UNFINISHED, FORGOTTEN_SECONDS = ".unfinished-", 3600
SPARE = 0.9  # of the size: what is left when the cache has been too large
USED_AGAIN_SECONDS = 60  # how often a use is noted: a page is looked at many times in a row


class PictureCache:
    """A folder of files that only their owner may read, by keys; the least recently used go when it is full."""

    def __init__(self, folder: Path, most_bytes: int = 500 * MB) -> None:
        self.folder = folder
        self.most_bytes = most_bytes
        self._lock = threading.Lock()
        self._being_made: dict[str, threading.Lock] = {}
        self._waiting: dict[str, int] = {}

    def get(self, key: str, make: Callable[[], bytes]) -> bytes:
        """What is kept under the key; else what ``make`` gives, which is kept then.

        Of several threads that want the same one makes it. What ``make`` raises goes through, and nothing is kept.
        """
        path = self._path(key)
        if (kept := _read(path)) is not None:
            return kept
        with self._alone(path.name):
            if (kept := _read(path)) is not None:
                return kept
            made = make()
            self._keep(path, made)
            return made

    def _path(self, key: str) -> Path:
        name = hashlib.sha256(key.encode()).hexdigest()
        return self.folder / name[:2] / name

    @contextmanager
    def _alone(self, name: str) -> Generator[None, None, None]:
        with self._lock:
            lock = self._being_made.setdefault(name, threading.Lock())
            self._waiting[name] = self._waiting.get(name, 0) + 1
        try:
            with lock:
                yield
        finally:
            with self._lock:
                self._waiting[name] -= 1
                if not self._waiting[name]:
                    del self._waiting[name], self._being_made[name]

    def _keep(self, path: Path, content: bytes) -> None:
        """Stores the whole content or nothing; a full disk costs the cache, not the page."""
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write_whole(path, content)
            self._make_room()

    def _make_room(self) -> None:
        kept, now = [], time.time()
        for path in self.folder.glob("??/*"):
            with suppress(OSError):  # another process may have taken it away
                known = path.stat()
                if path.name.startswith(UNFINISHED) and now - known.st_mtime > FORGOTTEN_SECONDS:
                    path.unlink()
                    continue
                kept.append((known.st_mtime, known.st_size, path))
        size = sum(s for _, s, _ in kept)
        if size <= self.most_bytes:
            return
        for _, each, path in sorted(kept, key=lambda k: k[0]):
            if size <= self.most_bytes * SPARE:
                return
            path.unlink(missing_ok=True)
            size -= each


def _read(path: Path) -> bytes | None:
    try:
        content = path.read_bytes()
        if time.time() - path.stat().st_mtime > USED_AGAIN_SECONDS:
            os.utime(path)
    except OSError:
        return None
    return content


def _write_whole(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=UNFINISHED, dir=path.parent)  # which gives it the mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
