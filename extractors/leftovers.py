"""What a report's tables hold and its figures do not: nothing is left out without being named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.kinds.figure_table import is_value
from extractors.kinds.kind import Kind
from extractors.kinds.periods import period_of
from extractors.kinds.registry import KINDS
from extractors.kinds.values import read_values
from extractors.model import Cell, Document, Line, Table
from extractors.place import Place
from extractors.raw import Drift, RawReport

AMOUNT = re.compile(r"\d{1,3}(?:\.\d{3})+(?!\d)|\d\s*(?:t\.?\s?kr|kr\b|%)", re.IGNORECASE)
PAGE = re.compile(r"\W*(?:side|s\.|page)?\s*\d*\s*(?:/|af|of)?\s*\d*\W*", re.IGNORECASE)  # no text between two tables
MISSING, UNEXPECTED, UNREAD = "table.column_missing", "table.column_unexpected", "table.number_unread"


@dataclass(frozen=True, slots=True)
class _Taken:
    """Where a report's texts come from: the places of everything it took, of its figures, and of what it told."""

    all: frozenset[Place]
    figures: frozenset[Place]
    told: frozenset[Place]


def leftovers(report: RawReport, document: Document, kind: Kind) -> Iterator[Drift]:
    """Tables, columns and numbers of a kind's tables that no figure holds and no finding names yet.

    A table that begins where one that was read ends, or has some of the kind's columns, must be of the kind: an
    error. Any other number, and a column without a header, is told as a warning.
    """
    taken = _taken(report)
    before: Table | None = None
    for part in document.parts:
        if isinstance(part, Line):
            before = before if PAGE.fullmatch(part.text) else None
        elif any(c.place in taken.all for c in part.cells):
            yield from _of_read_table(part, kind, taken)
            before = part
        elif not any(p in taken.told for p in [*part.places, *(c.place for c in part.cells)]):
            yield from _of_unread_table(part, before, kind)


def _taken(report: RawReport) -> _Taken:
    figures = frozenset(f.place for f in report.figures)
    values = [v for f in report.figures for v in f.values.values()]
    values += [v for v in (report.title, report.period, report.published_on, report.case_number) if v is not None]
    places = frozenset(v.place for v in values if v.place is not None) | figures
    return _Taken(places, figures, frozenset(d.place for d in report.drifts))


def _of_unread_table(table: Table, before: Table | None, kind: Kind) -> Iterator[Drift]:
    """What to tell of a table that gave no figure."""
    names = KINDS[kind.name].columns_of(table, kind)
    needed = [n for n in kind.recognition.essential if n not in names]
    filled = [[c for c in row if c is not None and not c.blank] for row in table.grid()]
    if _goes_on(table, before) and any(len(row) > 1 for row in filled) and (_numbers(table) or "status" in needed):
        place = table.places[0]
        yield Drift(MISSING, place, _first_text(table), f"overskrifter som i tabellen på {_page_or_sheet(before)}")
    elif names and needed:
        yield from (Drift(MISSING, table.places[0], None, kind.column(n).headers[0].capitalize()) for n in needed)
    elif numbers := _numbers(table):
        yield Drift(UNREAD, numbers[0].place, numbers[0].text, str(len(numbers)))


def _goes_on(table: Table, before: Table | None) -> bool:
    """Whether a table without a title stands right below another, or at the top of the next page."""
    if before is None or table.title:
        return False
    above, below = before.places[-1], table.places[0]
    return above.sheet == below.sheet and (below.page or 0) - (above.page or 0) <= 1


def _page_or_sheet(table: Table | None) -> str:
    return table.places[0].in_words() if table is not None else ""


def _first_text(table: Table) -> str | None:
    return next((c.text for c in table.cells if c.text), None)


def _numbers(table: Table) -> list[Cell]:
    """The cells of a table that are numbers, without years and without a list's own numbers."""
    numbers = [c for c in table.cells if _is_number(c)]
    counted = [str(n + 1) for n in range(len(numbers))]
    return [] if [c.text.rstrip(".)") for c in numbers] == counted else numbers


def _of_read_table(table: Table, kind: Kind, taken: _Taken) -> Iterator[Drift]:
    """Columns of which nothing was taken, and single numbers in the others."""
    grid = table.grid()
    first = min((c.row for c in table.cells if c.place in taken.figures), default=table.header_rows)
    known = _known_columns(table, kind, first)
    for col in range(table.col_count):
        column = [row[col] for row in grid]
        cells = _own(column, col)
        body = [c for c in cells if c.row >= first]
        if any(c.place in taken.told for c in cells) or col in known:
            continue
        if body and not any(c is not None and c.place in taken.all for c in column):
            header = next((c for c in reversed(cells) if c.row < first), None)
            yield Drift(UNEXPECTED, body[0].place, header.text if header else None, str(col + 1))
            continue
        holds_figures = any(c.place in taken.figures for c in cells)
        lost = [c for c in cells if c.place not in taken.all and _is_lost(c, first, holds_figures)]
        if lost:
            yield Drift(UNREAD, lost[0].place, lost[0].text, str(len(lost)))


def _own(column: Sequence[Cell | None], col: int) -> list[Cell]:
    """The filled cells that begin in a column, each once."""
    cells = [c for c in column if c is not None and c.col == col and not c.blank]
    return [c for n, c in enumerate(cells) if n == 0 or cells[n - 1] is not c]


def _known_columns(table: Table, kind: Kind, first: int) -> set[int]:
    """Columns that the kind knows and whose texts the warehouse has no room for."""
    from extractors.kinds.headers import find_header

    header = find_header(table, kind)
    return set() if header is None else set(header.columns.values())


def _is_lost(cell: Cell, first: int, holds_figures: bool) -> bool:
    if cell.row < first or not holds_figures:
        return _is_number(cell)
    return cell.native is None and bool(read_values(cell.text)) and re.search("[1-9]", cell.text) is not None or _is_number(cell)


def _is_number(cell: Cell) -> bool:
    """Whether a cell holds a number other than 0 that is no year, or a problem in the place of one."""
    if cell.problem is not None:
        return True
    if cell.native is not None and not isinstance(cell.native, Decimal):
        return False
    if not re.search("[1-9]", cell.text) or period_of(cell.text) is not None:
        return False
    return isinstance(cell.native, Decimal) or is_value(cell.text) or AMOUNT.search(cell.text) is not None
