"""The zip file that a modern workbook is, opened within limits."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import IO

from extractors.unreadable import Unreadable

MAX_MEMBERS = 2_000
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_RATIO = 100
RATIO_COUNTS_FROM_BYTES = 10 * 1024 * 1024  # small members may well shrink more than 100 to 1

BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, KeyError)


class Package:
    """The members of a zip file; every number in its directory has been held against the limits."""

    def __init__(self, data: bytes) -> None:
        """Raises Unreadable where the directory is broken, encrypted or goes beyond the limits."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except BROKEN as error:
            raise Unreadable("report.corrupt", f"zip directory: {error}") from error
        members = self._zip.infolist()
        _check_sizes(members)
        _check_kinds(members)
        self.names = {info.filename for info in members}

    def open(self, name: str) -> IO[bytes]:
        """A member as a stream; reading it may raise one of ``BROKEN``."""
        return self._zip.open(name)

    def read(self, name: str) -> bytes:
        """A whole member. Raises Unreadable where it is absent or does not unpack to what the directory says."""
        try:
            return self._zip.read(name)
        except BROKEN as error:
            raise Unreadable("report.corrupt", f"{name}: {error}") from error


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS:
        raise Unreadable("report.too_large", f"{len(members)} members", f"højst {MAX_MEMBERS} dele i regnearket")
    unpacked = sum(info.file_size for info in members)
    if unpacked > MAX_UNPACKED_BYTES:
        raise Unreadable(
            "report.too_large", f"{unpacked} bytes unpacked", f"højst {MAX_UNPACKED_BYTES // 1024 // 1024} MB pakket ud"
        )
    for info in members:
        if info.file_size > RATIO_COUNTS_FROM_BYTES and info.file_size > MAX_RATIO * max(info.compress_size, 1):
            raise Unreadable("report.too_large", f"{info.filename} unpacks more than {MAX_RATIO} to 1")


def _check_kinds(members: list[zipfile.ZipInfo]) -> None:
    if any(info.flag_bits & 1 for info in members):
        raise Unreadable("report.encrypted", "encrypted zip members")
    if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in members):
        raise Unreadable("report.corrupt", "a compression that workbooks do not use")
    if len({info.filename for info in members}) < len(members):
        # Programs disagree on which of two members of one name counts, so nobody knows what people saw.
        raise Unreadable("report.corrupt", "two members of the same name")
