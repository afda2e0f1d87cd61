"""The one model of a document that PDF, Excel and scans are turned into: lines of text and tables of cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from extractors.place import Place, in_sheet

Native = Decimal | bool | date | datetime | None


@dataclass(slots=True)
class Cell:
    """One cell of a table: its text as it stands, where it stands, and how it looks.

    ``at`` is its place, for a cell of a workbook in short (``Budget!C14``): a long sheet is read much sooner without
    a ``place`` made for each cell.

    ``text`` is whitespace-collapsed NFC with line-break hyphens joined; superscript note marks are taken
    out of it and kept in ``marks``. ``native`` is the typed value of a workbook's cell (never parsed from
    displayed text). ``problem`` is set where a workbook has no usable value: an error value such as
    ``#REF!``, or ``formula`` for a formula without a stored result. ``doubts`` is None where the text was drawn
    as text; where it was read from a picture, it holds the words on which two readings do not agree.
    """

    row: int
    col: int
    text: str
    at: Place | str
    rowspan: int = 1
    colspan: int = 1
    marks: str = ""
    native: Native = None
    number_format: str | None = None
    problem: str | None = None
    bold: bool = False
    fill: str | None = None
    parts: Sequence[Place] = ()  # where a cell that goes over pages or columns stands, piece by piece
    doubts: list[str] | None = None
    gapped: bool = False

    @property
    def place(self) -> Place:
        """Where the cell stands."""
        return self.at if isinstance(self.at, Place) else in_sheet(self.at)

    @property
    def blank(self) -> bool:
        """Whether the cell holds neither text nor value nor problem."""
        return not self.text and self.native is None and self.problem is None


@dataclass(slots=True)
class Line:
    """A line of running text outside the tables; ``doubts`` as in ``Cell``."""

    text: str
    place: Place
    bold: bool = False
    size: float | None = None
    doubts: list[str] | None = None


@dataclass(slots=True)
class Table:
    """A grid of cells. A cell over several rows or columns stands once, at its top-left position.

    ``title`` is the heading above the table, ``header_rows`` the number of leading rows that name the
    columns (0 where none was recognised). A table that goes over pages is one table; ``places`` has its
    part on each page (or its one range of a sheet). ``loose`` tells that text stands side by side, or a number
    alone, right above or below it: what may be a header or rows of it that were not read as such.
    """

    cells: list[Cell]
    places: list[Place]
    title: str | None = None
    header_rows: int = 0
    loose: bool = False

    @property
    def row_count(self) -> int:
        """Number of rows, counting rows that only a spanning cell reaches."""
        return max((c.row + c.rowspan for c in self.cells), default=0)

    @property
    def col_count(self) -> int:
        """Number of columns, counting columns that only a spanning cell reaches."""
        return max((c.col + c.colspan for c in self.cells), default=0)

    def grid(self) -> list[list[Cell | None]]:
        """Cells by row and column; a spanning cell stands in every position that it covers."""
        out: list[list[Cell | None]] = [[None] * self.col_count for _ in range(self.row_count)]
        for c in self.cells:
            for r in range(c.row, c.row + c.rowspan):
                for k in range(c.col, c.col + c.colspan):
                    out[r][k] = c
        return out


@dataclass(slots=True)
class Hidden:
    """Something of a workbook that is not shown, and so is not read: a sheet, a row or a column.

    ``texts`` are those of its cells that have many digits, each with its place.
    """

    what: str  # sheet | rows | columns
    place: Place
    name: str
    numbers: int  # how many filled cells it holds
    texts: list[tuple[str, Place]] = field(default_factory=list)


@dataclass(slots=True)
class Document:
    """What a file says, in reading order, with no opinion of what it means.

    ``unread`` holds the numbers of the pages that are pictures and could not be read. ``unshown`` holds texts that no
    page or sheet shows (comments, fields, what the file says of itself), as far as they have many digits: no
    figure is made of them, but nothing may hide in them either.
    """

    container: str  # pdf | xlsx | xls | xlsb | ods
    parts: list[Line | Table]
    page_count: int | None = None
    hidden: list[Hidden] = field(default_factory=list)
    metadata_title: str | None = None
    unread: list[int] = field(default_factory=list)
    unshown: list[tuple[str, Place]] = field(default_factory=list)

    @property
    def tables(self) -> list[Table]:
        """The tables in reading order."""
        return [p for p in self.parts if isinstance(p, Table)]

    @property
    def lines(self) -> list[Line]:
        """The lines outside the tables in reading order."""
        return [p for p in self.parts if isinstance(p, Line)]

    def texts(self) -> Iterator[tuple[str, Place]]:
        """Every text of the document with its place: lines and cells in reading order."""
        for part in self.parts:
            if isinstance(part, Line):
                yield part.text, part.place
            else:
                for cell in part.cells:
                    if cell.text:
                        yield cell.text, cell.place
