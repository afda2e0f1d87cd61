"""Which kind of workbook some bytes are, by what they hold and never by a file's name."""

from __future__ import annotations

import io
import zipfile

OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_OLE_ENTRY_BYTES = 128


def container_of(data: bytes) -> str | None:
    """``xlsx``, ``xls``, ``xlsb`` or ``ods``; None for what is no workbook.

    A damaged file is still named by what is left of it, and an encrypted xlsx file by what it would be.
    """
    if data.startswith(OLE_MARK):
        if is_encrypted_package(data):
            return "xlsx"
        return "xls" if _has_entry(data, "Workbook") or _has_entry(data, "Book") else None
    if not data.startswith(b"PK"):
        return None
    names = _names(data)
    if ODS_TYPE in data[:200]:
        return "ods"
    if "xl/workbook.bin" in names:
        return "xlsb"
    return "xlsx" if any(name.startswith("xl/") for name in names) else None


def is_encrypted_package(data: bytes) -> bool:
    """Whether an OLE file is an office file behind a password."""
    return _has_entry(data, "EncryptedPackage")


def _has_entry(data: bytes, name: str) -> bool:
    """Whether the directory of an OLE file has a stream of this name; its entries stand at multiples of 128."""
    wanted = f"{name}\0".encode("utf-16-le")
    at = data.find(wanted)
    while at >= 0:
        if at % _OLE_ENTRY_BYTES == 0:
            return True
        at = data.find(wanted, at + 1)
    return False


def _names(data: bytes) -> set[str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return set(package.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        # Cut off or damaged: the names also stand before each member.
        return {name for name in ("xl/workbook.bin", "xl/workbook.xml", "xl/") if name.encode() in data}
