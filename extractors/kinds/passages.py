"""A document as running text and the tables that matter, in reading order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extractors.model import Document, Line, Table
from extractors.place import Place


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of running text: a line, or a cell of a table that is only there for its frame."""

    text: str
    place: Place
    bold: bool = False
    size: float | None = None


@dataclass(frozen=True, slots=True)
class NumberedTable:
    """A table that matters, with its number among all tables of the document."""

    table: Table
    number: int


def passages(document: Document, matters: Callable[[Table], bool]) -> Iterator[Passage | NumberedTable]:
    """The parts in reading order; tables that do not matter give their cells as text.

    Forms put their headings and texts into framed cells, which a reader finds as tables.
    """
    number = -1
    for part in document.parts:
        if isinstance(part, Line):
            yield Passage(part.text, part.place, part.bold, part.size)
            continue
        number += 1
        if matters(part):
            yield NumberedTable(part, number)
        else:
            yield from (Passage(c.text, c.place, c.bold) for c in part.cells if c.text)
