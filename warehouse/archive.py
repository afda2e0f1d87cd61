"""The original files, kept under the hash of their content."""

from __future__ import annotations

import hashlib
import logging
import os
import re
import tempfile
from pathlib import Path

logger = logging.getLogger(__name__)
SHA256 = re.compile(r"[0-9a-f]{64}")
UNFINISHED = ".unfinished-"


class ArchiveDamaged(Exception):
    """A kept file is gone, or no longer has the content that its name promises; ``sha256`` says which."""

    def __init__(self, sha256: str) -> None:
        super().__init__(f"Den arkiverede fil {sha256} mangler eller er ændret, siden den blev lagt i arkivet.")
        self.sha256 = sha256


class Archive:
    """A folder of files named by the SHA-256 of their content, two levels deep (``ab/cd/abcd…``), read-only."""

    def __init__(self, root: str | Path) -> None:
        self.root = Path(root)

    def keep(self, data: bytes) -> str:
        """Store the content and return its SHA-256, once it is safely on the disk.

        Content that is there already is compared and left alone; a damaged copy is replaced, which is logged.
        """
        sha256 = hashlib.sha256(data).hexdigest()
        path = self.path(sha256)
        if path.exists():
            if path.read_bytes() == data:
                return sha256
            logger.warning("the archived file %s was damaged and is replaced", sha256)
        self._make_folder(path.parent)
        _write_whole(path, data)
        return sha256

    def path(self, sha256: str) -> Path:
        """Where content with this hash lies, or would lie. Raises ValueError for what is not a SHA-256."""
        if not SHA256.fullmatch(sha256):
            raise ValueError(f"not a SHA-256: {sha256!r}")
        return self.root / sha256[:2] / sha256[2:4] / sha256

    def read(self, sha256: str) -> bytes:
        """The content; raises ArchiveDamaged when it is missing or does not have this hash."""
        try:
            data = self.path(sha256).read_bytes()
        except FileNotFoundError:
            raise ArchiveDamaged(sha256) from None
        if hashlib.sha256(data).hexdigest() != sha256:
            raise ArchiveDamaged(sha256)
        return data

    def sweep(self) -> int:
        """Remove what a killed run left half-written; returns how many. Only while no other run is under way."""
        leftovers = list(self.root.glob(f"*/*/{UNFINISHED}*"))
        for leftover in leftovers:
            leftover.unlink()
        return len(leftovers)

    def _make_folder(self, folder: Path) -> None:
        """Create the folder, and make its name in each parent last through a power cut."""
        if folder.is_dir():
            return
        self._make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def _write_whole(path: Path, data: bytes) -> None:
    """The whole file appears under its name, or nothing does."""
    handle, name = tempfile.mkstemp(prefix=UNFINISHED, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), 0o440)
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk, so that they last through a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
