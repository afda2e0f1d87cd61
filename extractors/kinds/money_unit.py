"""What amounts are counted in, by the words of a header, a caption or a line that tells of nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.kinds.kind import Kind
from extractors.kinds.table_parts import own_cells
from extractors.kinds.year_table import YEAR
from extractors.model import Cell, Document, Table


def scale_said(texts: Iterable[str | None], kind: Kind) -> int | None:
    """What one of the unit is worth in kroner that the first text naming a unit names; None where none does.

    A unit behind a number (``en ramme på 2 mio. kr.``) belongs to that number, unless the number is a year.
    """
    for text in texts:
        for scale, patterns in kind.words["scales"].items():
            if any(re.search(p, YEAR.sub(" ", text or ""), re.IGNORECASE) for p in patterns):
                return int(scale)
    return None


def without_unit(text: str | None, kind: Kind) -> str:
    """A header or caption without the words that tell the unit of the amounts: ``Økonomi i 1.000 kr.``."""
    return re.sub(kind.words["unit_said"], " ", text or "", flags=re.IGNORECASE).strip()


def unit_row(table: Table, r: int, kind: Kind) -> list[Cell]:
    """The cells of a row that says nothing but in what unit amounts are (``(t.kr.)``); none where it says more."""
    cells = [c for row in table.grid()[r : r + 1] for c in own_cells(row, r) if c.text]
    return cells if all(_is_unit(c.text, kind) for c in cells) else []


def _is_unit(text: str, kind: Kind) -> bool:
    return scale_said([text], kind) is not None and not re.search(r"\w", without_unit(text, kind))


def unit_lines(document: Document, kind: Kind) -> list[str]:
    """The lines that say in what unit amounts are, and nothing else: ``Alle beløb er i 1.000 kr.``."""
    return [x.text for x in document.lines if re.fullmatch(kind.words["unit_line"], x.text.strip(), re.IGNORECASE)]
