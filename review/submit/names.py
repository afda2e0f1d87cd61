"""What a file that somebody hands in is called: as it is shown, and as it lies in the inbox."""

from __future__ import annotations

import re

from schemas.plain_text import file_name, plain
from warehouse.text import storable

LONGEST = 255  # bytes: what a name may have on the common file systems
NO_NAME = "fil"
FOREIGN = re.compile(r"[\\/:*?\"<>|'`$�\x00-\x1f]")  # a folder, or something to a shell or to Windows
DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


def shown_name(sent: str) -> str:
    """The name without any folder, in NFC, on one line; a personal number in it is masked, so that it goes nowhere."""
    last = re.split(r"[\\/]", sent)[-1]
    return _cut(storable(plain(file_name(last))).strip() or NO_NAME, LONGEST)


def inbox_name(shown: str) -> str:
    """The same as the name of a file that every system takes, and that a night does not pass over as hidden."""
    name = FOREIGN.sub("_", shown).lstrip(".~- ").rstrip(". ") or NO_NAME
    return _cut(f"{NO_NAME} {name}" if DEVICES.match(name) else name, LONGEST)


def _cut(name: str, most: int) -> str:
    """The name cut down to so many bytes; what stands after its last dot stays."""
    if len(name.encode()) <= most:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending.encode()) > 10:
        stem, ending = name, ""
    room = most - len((dot + ending).encode() if ending else b"")
    return stem.encode()[:room].decode("utf-8", "ignore") + (dot + ending if ending else "")
