"""What a report's tables hold and its figures do not: nothing is left out without being named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from extractors.kinds.figure_table import is_value
from extractors.kinds.headers import find_header
from extractors.kinds.kind import Kind
from extractors.kinds.money_unit import without_unit
from extractors.kinds.periods import period_of
from extractors.kinds.registry import KINDS
from extractors.kinds.table_parts import own_cells
from extractors.kinds.values import read_values
from extractors.labels import key
from extractors.lacking import lacks_one
from extractors.model import Cell, Document, Line, Table
from extractors.place import Place
from extractors.raw import Drift, RawReport

AMOUNT = re.compile(r"\d{1,3}(?:\.\d{3})+(?!\d)|\d\s*(?:t\.?\s?kr|kr\b|%)", re.IGNORECASE)
PAGE = re.compile(r"\W*(?:side|s\.|page)?\s*\d*\s*(?:/|af|of)?\s*\d*\W*", re.IGNORECASE)  # no text between two tables
LEGEND = 2  # columns of a list that explains what the statuses mean
TABLE_MISSING = "report.table_missing"
MISSING, UNEXPECTED, UNREAD = "table.column_missing", "table.column_unexpected", "table.number_unread"


@dataclass(frozen=True, slots=True)
class _Taken:
    """Where a report's texts come from: the places of everything it took, of its figures, and of what it told.

    ``statuses`` are the words of its statuses, as keys.
    """

    all: frozenset[Place]
    figures: frozenset[Place]
    told: frozenset[Place]
    statuses: frozenset[str]


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
            yield from _of_unread_table(part, before, kind, taken)


def without_told(missed: Sequence[Drift], left: Sequence[Drift]) -> list[Drift]:
    """Both: but the caption of a table that lacks a column is no caption of a table that is not there."""
    lacking = {drift.place.page for drift in left if drift.rule == MISSING}
    kept = [drift for drift in missed if drift.rule != TABLE_MISSING or drift.place.page not in lacking]
    return [*kept, *left]


def _taken(report: RawReport) -> _Taken:
    figures = frozenset(f.place for f in report.figures)
    values = [v for f in report.figures for v in f.values.values()]
    values += [v for v in (report.title, report.period, report.published_on, report.case_number) if v is not None]
    places = frozenset(v.place for v in values if v.place is not None) | figures
    statuses = frozenset(key(f.raw_text) for f in report.figures if f.view == "status" and f.raw_text)
    return _Taken(places, figures, frozenset(d.place for d in report.drifts), statuses)


def _of_unread_table(table: Table, before: Table | None, kind: Kind, taken: _Taken) -> Iterator[Drift]:
    """What to tell of a table that gave no figure; one of words alone matters where they are those of statuses.

    One that lacks only a single column of the kind's matters too, words alone where the kind's tables may be so.
    """
    names = KINDS[kind.name].columns_of(table, kind)
    numbers = _numbers(table)
    judges = table.col_count > LEGEND and any(key(c.text) in taken.statuses for c in table.cells)
    lacked = lacks_one(table, kind)
    if not numbers and not judges and (lacked is None or kind.recognition.told is None):
        return
    place = table.places[0]
    needed = [lacked] if lacked else [n for n in kind.recognition.essential if n not in names]
    if before is not None and _goes_on(table, before):
        yield Drift(MISSING, place, _first_text(table), f"samme overskrifter som på {before.places[0].in_words()}")
    elif names and needed:
        yield from (Drift(MISSING, place, None, _header_of(kind, name)) for name in needed)
    elif numbers:
        yield Drift(UNREAD, numbers[0].place, numbers[0].text, str(len(numbers)))


def _header_of(kind: Kind, name: str) -> str:
    return kind.words.get("column_names", {}).get(name) or kind.column(name).headers[0].capitalize()


def _goes_on(table: Table, before: Table) -> bool:
    """Whether a table without a title, and with rows of several cells, follows another without anything between."""
    above, below = before.places[-1], table.places[0]
    near = above.sheet == below.sheet and (below.page or 0) - (above.page or 0) <= 1
    return near and not table.title and any(len(own_cells(row, r)) > 1 for r, row in enumerate(table.grid()))


def _first_text(table: Table) -> str | None:
    return next((c.text for c in table.cells if c.text), None)


def _numbers(table: Table) -> list[Cell]:
    """The cells of a table that are numbers, without years and without a list's own numbers."""
    numbers = [c for c in table.cells if _is_number(c)]
    counted = [str(n + 1) for n in range(len(numbers))]
    return [] if [c.text.rstrip(".)") for c in numbers] == counted else numbers


def _of_read_table(table: Table, kind: Kind, taken: _Taken) -> Iterator[Drift]:
    """Columns of which nothing was taken, and single numbers in the others."""
    first = min((c.row for c in table.cells if c.place in taken.figures), default=table.header_rows)
    known = _known_columns(table, kind)
    grid = table.grid()
    for col in range(table.col_count):
        cells = _own([row[col] for row in grid], col)
        if any(c.place in taken.told for c in cells):
            continue
        if any(c.place in taken.all for c in cells if c.row >= first):
            yield from _of_column(cells, first, taken, kind)
        elif col not in known:
            yield from _of_unread_column(cells, first, kind)


def _of_unread_column(cells: Sequence[Cell], first: int, kind: Kind) -> Iterator[Drift]:
    body = [c for c in cells if c.row >= first and _says_something(c, kind)]
    header = next((c.text for c in reversed(cells) if c.row < first), None)
    if body:
        yield Drift(UNEXPECTED, body[0].place, header, str(body[0].col + 1))


def _of_column(cells: Sequence[Cell], first: int, taken: _Taken, kind: Kind) -> Iterator[Drift]:
    holds_figures = any(c.place in taken.figures for c in cells)
    open_cells = [c for c in cells if c.place not in taken.all]
    headers = [c for c in open_cells if c.row < first and _is_number(_named(c, kind))]
    body = [c for c in open_cells if c.row >= first and (_is_number(c) or (holds_figures and _tells_a_value(c)))]
    lost = [*headers, *body]
    if lost:
        yield Drift(UNREAD, lost[0].place, lost[0].text, str(len(lost)))


def _named(header: Cell, kind: Kind) -> Cell:
    """A header without the unit of its amounts: ``2019 tkr.``; one that says nothing else may be an amount."""
    return replace(header, text=without_unit(header.text, kind) or header.text)


def _says_something(cell: Cell, kind: Kind) -> bool:
    if cell.problem is not None:
        return True
    return re.search(r"\w", cell.text) is not None and cell.text.casefold() not in kind.words.get("no_value", ())


def _tells_a_value(cell: Cell) -> bool:
    """Whether words hold a number that may be one of the column's values."""
    return cell.native is None and any(re.search("[1-9]", value.text) for value in read_values(cell.text))


def _own(column: Sequence[Cell | None], col: int) -> list[Cell]:
    """The filled cells that begin in a column, each once."""
    cells = [c for c in column if c is not None and c.col == col and not c.blank]
    return [c for n, c in enumerate(cells) if n == 0 or cells[n - 1] is not c]


def _known_columns(table: Table, kind: Kind) -> set[int]:
    """Columns that the kind knows and whose texts the warehouse has no room for."""
    header = find_header(table, kind)
    return set() if header is None else set(header.columns.values())


def _is_number(cell: Cell) -> bool:
    """Whether a cell holds a number other than 0 that is no year, or a problem in the place of one."""
    if cell.problem is not None:
        return True
    if cell.native is not None and not isinstance(cell.native, Decimal):
        return False
    if not re.search("[1-9]", cell.text) or period_of(cell.text) is not None:
        return False
    return isinstance(cell.native, Decimal) or is_value(cell.text) or AMOUNT.search(cell.text) is not None
