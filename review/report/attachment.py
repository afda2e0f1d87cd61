"""A file sent to be saved, never to be opened by the browser; its name is somebody else's text."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath
from urllib.parse import quote

from starlette.responses import Response

from schemas.plain_text import DIRECTION_MARKS

LONGEST = 150  # characters of a name; file systems take 255 bytes
KNOWN = ("pdf", "xlsx", "xls", "xlsb", "ods")
UNKNOWN_TYPE = ".bin"  # what nobody could read is not handed on as something that a double click would start
NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]')
NOT_PLAIN = re.compile(r"[^A-Za-z0-9._ -]")


def attachment(content: bytes, name: str) -> Response:
    """The content as a download under a name that ``safe_name`` has made."""
    headers = {"Content-Disposition": disposition(name)}
    return Response(content, media_type="application/octet-stream", headers=headers)


def disposition(name: str) -> str:
    """The header of RFC 6266: the name for old browsers in ASCII, and as it is."""
    return f"attachment; filename=\"{NOT_PLAIN.sub('_', name)}\"; filename*=UTF-8''{quote(name, safe='')}"


def safe_name(name: str, container: str | None) -> str:
    """A name that is only a name: no folders, nothing invisible, and an ending that tells what the file is.

    ``container`` is what the content is (``pdf``, ``xlsx``, ...), None where nobody could tell.
    """
    visible = "".join(c for c in name if c not in DIRECTION_MARKS and unicodedata.category(c)[0] != "C")
    plain = NOT_IN_NAMES.sub("_", visible).strip(". ") or "rapport"
    ending = f".{container}" if container in KNOWN else UNKNOWN_TYPE
    stem = plain[: -len(ending)] if PurePosixPath(plain.lower()).suffix == ending else plain
    return f"{stem[:LONGEST].strip()}{ending}"
