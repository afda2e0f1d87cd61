"""The original of a source in the archive."""

from __future__ import annotations

from pathlib import Path

from review.pictures.trouble import FileMissing
from warehouse.archive import Archive, ArchiveDamaged


def check_present(archive: Archive, sha256: str) -> None:
    """Raises FileMissing where the archive has no such file; what is in it is not looked at."""
    try:
        present = archive.path(sha256).is_file()
    except ValueError:
        present = False
    if not present:
        raise FileMissing


def whole_file(archive: Archive, sha256: str) -> Path:
    """Where the file lies; raises FileMissing where it is gone or is not what it was when it was kept."""
    try:
        archive.read(sha256)
    except (ArchiveDamaged, ValueError, OSError):
        raise FileMissing from None
    return archive.path(sha256)
