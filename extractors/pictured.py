"""Which values of a report were read from a picture, and what is doubtful in them."""

from __future__ import annotations

import re

from extractors.model import Document, Line
from extractors.place import Place
from extractors.raw import RawReport, RawValue

BROKEN = 4  # letters
YEAR = re.compile(r"(?:19|20)\d\d")


def tell_doubts(report: RawReport, document: Document) -> None:
    """Gives the period and every value of the figures the doubts of the cell or line that they come from.

    A doubtful year at the head of a column is a doubt about each figure below it.
    """
    doubts = _doubts_by_place(document)
    if not doubts:
        return
    pages = {place.page for place in doubts}
    years = _doubtful_years(document)
    for figure in report.figures:
        for value in figure.values.values():
            if value.place is not None and value.place.page in pages:
                value.doubts = _doubts_of(value, doubts)
        if (year := figure.values.get("year")) is not None and (doubtful := years.get(figure.place)):
            year.doubts = [*(year.doubts or []), *doubtful]
    if report.period is not None and report.period.place is not None and report.period.place.page in pages:
        report.period.doubts = [w for w in _doubts_of(report.period, doubts) if any(c.isdigit() for c in w)]


def _doubtful_years(document: Document) -> dict[Place, list[str]]:
    """The doubtful years that stand above a cell in its column, by the cell's place."""
    found: dict[Place, list[str]] = {}
    for table in document.tables:
        heads = [(c, w) for c in table.cells for w in c.doubts or () if YEAR.search(w)]
        for cell in table.cells if heads else ():
            above = [
                w
                for c, w in heads
                if c.row < cell.row and c.col < cell.col + cell.colspan and cell.col < c.col + c.colspan
            ]
            if above:
                found[cell.place] = above
    return found


def _doubts_by_place(document: Document) -> dict[Place, tuple[str, list[str]]]:
    """The text and the doubts of everything that was read from a picture, by where it stands."""
    found: dict[Place, tuple[str, list[str]]] = {}
    for part in document.parts:
        for said in [part] if isinstance(part, Line) else part.cells:
            if said.doubts is not None:
                found[said.place] = (said.text, said.doubts)
    return found


def _doubts_of(value: RawValue, doubts: dict[Place, tuple[str, list[str]]]) -> list[str]:
    """The doubtful words of a value: all of its cell's, or of a part of the text those that stand in the part.

    A value from a place of its own (a heading's, told with its table) takes those of its page that stand in it.
    """
    here = doubts.get(value.place or Place())
    if here is not None and value.text in (None, here[0]):
        return list(here[1])
    page = value.place.page if value.place else None
    could = here[1] if here is not None else [w for at, (_, words) in doubts.items() if at.page == page for w in words]
    return [w for w in could if _stands_in(w.strip("-.,:;()"), value.text or "")]


def _stands_in(word: str, text: str) -> bool:
    """Whether a word is one of a text's, or long enough to be a part of one that was broken over two lines."""
    return bool(word) and (
        word in text if len(word) >= BROKEN else re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None
    )
