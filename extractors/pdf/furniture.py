"""Page headers and footers: what stands again at the same place on the page before or after."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.pdf.chunks import ChunkLine, chunk_lines
from extractors.pdf.words import Word

TOP, BOTTOM = 0.075, 0.915  # shares of the page's height: headers stand above, footers below
SHIFT = 4.0  # points that a header may move from page to page
PAGE_NUMBER = re.compile(r"^(side|page|s\.)?\s*\d{1,4}(\s*(af|of|/)\s*\d{1,4})?$", re.IGNORECASE)


@dataclass(slots=True)
class Margin:
    """A line in the margin of a page: its text with digits masked, its height, its words."""

    key: str
    base: float
    words: list[Word]

    @property
    def is_page_number(self) -> bool:
        """Whether it says nothing but a page number."""
        return bool(PAGE_NUMBER.match(" ".join(w.text for w in self.words)))


def margins(words: Sequence[Word], height: float) -> list[Margin]:
    """The lines in the upper and lower margin of a page."""
    outer = [w for w in words if w.bottom < TOP * height or w.top > BOTTOM * height]
    return [Margin(_key(line), line.base, line.line.words) for line in chunk_lines(outer) if len(line.chunks) <= 3]


def _key(line: ChunkLine) -> str:
    return re.sub(r"\d+", "#", line.line.text).casefold()


def furniture(own: Sequence[Margin], before: Sequence[Margin], after: Sequence[Margin]) -> set[int]:
    """The ids of the words of page headers and footers among a page's margin lines."""
    out = set()
    for m in own:
        again = any(m.key == n.key and abs(m.base - n.base) <= SHIFT for n in (*before, *after))
        if m.is_page_number or (again and any(c.isalpha() for c in m.key)):
            out |= {id(w) for w in m.words}
    return out
