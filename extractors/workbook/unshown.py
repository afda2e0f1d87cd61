"""What an xlsx file says beside its cells: comments, text boxes, and what it tells of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.place import Place
from extractors.unreadable import Unreadable
from extractors.unshown import with_many_digits
from extractors.workbook.package import Package
from extractors.workbook.xml_stream import local, stream

ASIDE = re.compile(r"xl/(?:comments|threadedComments|drawings|persons)[^/]*(?:/[^/]+)?\.xml|docProps/\w+\.xml")
RUNS = {"t", "r", "rPr", "rPh", "phoneticPr"}  # what may stand within one text
MOST_BYTES = 5_000_000  # of one member


def beside_the_cells(package: Package) -> Iterator[tuple[str, Place]]:
    """Each text of those parts of the file; a part that is damaged says nothing, as nobody needs it."""
    for name in sorted(package.names):
        if ASIDE.fullmatch(name):
            yield from with_many_digits(_texts(package, name), Place())


def _texts(package: Package, name: str) -> list[str]:
    texts: list[str] = [""]
    size = 0

    def text(piece: str) -> None:
        nonlocal size
        size += len(piece)
        if size < MOST_BYTES:
            texts[-1] += piece

    def end(element: str) -> None:
        if local(element) not in RUNS and texts[-1]:
            texts.append("")

    try:
        stream(package, name, lambda *_: None, end, text)
    except Unreadable:
        return []
    return texts
