"""What a budget sheet says below its table of how the whole is financed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.kinds.kind import Kind
from extractors.model import Document, Line
from extractors.raw import StatedFinancing


def stated_financing(document: Document, kind: Kind, scale: int) -> Iterator[StatedFinancing]:
    """Each thing that one line says; what several lines say may be about several sheets, and is left out."""
    for what, patterns in kind.words["financing"].items():
        said = [found for line in document.lines for pattern in patterns if (found := _said(what, line, pattern))]
        if len({told.number for told in said}) == 1:
            told = said[0]
            told.scale = scale
            yield told


def _said(what: str, line: Line, pattern: str) -> StatedFinancing | None:
    found = re.match(pattern, line.text, re.IGNORECASE)
    return StatedFinancing(what, found[1], found[0].strip(), line.place) if found else None
