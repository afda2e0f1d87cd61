"""Where a text stands in its file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(slots=True, unsafe_hash=True)  # nobody changes one, but frozen ones take six times as long to make
class Place:
    """A box on a page or a cell in a sheet; a value, which stays as it was made.

    ``page`` is 1-based; ``x0, top, x1, bottom`` are PDF points from the top-left corner of the page
    as it is shown, after its rotation. ``sheet`` and ``cell`` (such as ``C14``) are set for workbooks
    instead. A place with nothing set stands for the file as a whole.
    """

    page: int | None = None
    x0: float | None = None
    top: float | None = None
    x1: float | None = None
    bottom: float | None = None
    sheet: str | None = None
    cell: str | None = None

    @property
    def bbox(self) -> tuple[float, float, float, float] | None:
        """The box, or None where the place has none."""
        if self.x0 is None or self.top is None or self.x1 is None or self.bottom is None:
            return None
        return (self.x0, self.top, self.x1, self.bottom)

    def in_words(self) -> str:
        """The place as a Danish reader would name it: ``side 2`` or ``ark Budget, celle C14``."""
        if self.sheet is not None:
            return f"ark {self.sheet}, celle {self.cell}" if self.cell else f"ark {self.sheet}"
        return f"side {self.page}" if self.page else "hele filen"

    def in_english(self) -> str:
        """The place for an English reader: ``page 2`` or ``sheet Budget, cell C14``."""
        if self.sheet is not None:
            return f"sheet {self.sheet}, cell {self.cell}" if self.cell else f"sheet {self.sheet}"
        return f"page {self.page}" if self.page else "the whole file"


def in_sheet(reference: str) -> Place:
    """The place of a cell from its sheet and address: ``Budget!C14``. A sheet's name may itself have a ``!``."""
    sheet, _, cell = reference.rpartition("!")
    return Place(sheet=sheet, cell=cell)


def around(places: Iterable[Place | None]) -> Place | None:
    """The smallest place around several, on the page (or the cell) of the first one."""
    given = [p for p in places if p is not None]
    if not given:
        return None
    first = given[0]
    boxes = [p.bbox for p in given if p.page == first.page and p.bbox is not None]
    if first.sheet is not None or not boxes:
        return first
    return Place(
        first.page,
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )
