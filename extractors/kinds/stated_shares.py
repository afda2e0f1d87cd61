"""What the running text says of some of the efforts: "12 af de 22 indsatser dækker hele byen"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from extractors.kinds.kind import Kind, Share
from extractors.labels import key
from extractors.model import Document, Line
from extractors.raw import StatedCount


def stated_shares(
    document: Document, kind: Kind, efforts: int, columns: Mapping[str, Sequence[str | None]] | None = None
) -> Iterator[StatedCount]:
    """The counts that sentences state of some of all efforts; ``columns`` holds a text an effort, by column.

    A sentence about another number of efforts than all is about others, and is passed over.
    """
    for line in (part for part in document.parts if isinstance(part, Line)):
        for share in kind.shares:
            for found in share.pattern.finditer(line.text):
                if int(found[2]) == efforts:
                    yield from _counted(share, found, line, efforts, (columns or {}).get(share.column))


def _counted(
    share: Share, found: re.Match[str], line: Line, efforts: int, texts: Sequence[str | None] | None
) -> Iterator[StatedCount]:
    stated, text = int(found[1]), found[0].rstrip(" .;,")
    if share.column == "status":
        yield StatedCount(stated, efforts, text, line.place, part=True, status=share.says[0])
    elif texts is not None and len(texts) == efforts and not any(_unclear(text, share) for text in texts):
        held = sum(key(text) in share.says for text in texts)
        yield StatedCount(stated, held, text, line.place, part=True)


def _unclear(text: str | None, share: Share) -> bool:
    """Whether a cell is blank, or says what is counted and something else beside it."""
    said = key(text)
    return not said or (said not in share.says and any(word in said for word in share.says))
