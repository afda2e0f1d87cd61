"""The shape of a table of figures: how many header rows, which column labels the rows, what each column holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from extractors.kinds.headers import Row, likeness
from extractors.kinds.kind import Kind
from extractors.kinds.periods import Period, period_of
from extractors.kinds.table_parts import own_cells
from extractors.kinds.values import NUMBER, PERCENT, read_values
from extractors.labels import key
from extractors.model import Cell, Table

HEADER_ROWS = 4  # more rows than these are no header
FEW_WORDS = 3  # behind a number; with more it is a sentence
ONE_NUMBER = re.compile(rf"{NUMBER}(?:{PERCENT})?", re.IGNORECASE)


@dataclass(slots=True)
class FigureColumn:
    """A column with values: its header cells from top to bottom, and the measure or period that they name."""

    col: int
    path: list[Cell]
    measure: str | None = None
    period: Period | None = None
    is_sum: bool = False

    @property
    def name(self) -> str | None:
        """What the header says beside a period or a measure, joined with `` / ``; None where it says nothing."""
        words = [c.text for c in self.path if period_of(c.text) is None] if self.measure is None else []
        return " / ".join(words) or None


@dataclass(slots=True)
class Shape:
    """How a table of figures is to be read.

    ``labels`` says what the row labels are: ``indicator``, ``period`` or ``place``. ``label_col`` is None where
    every column holds values. ``left_out`` has the headers of columns with words alone.
    """

    first_row: int
    label_col: int | None
    label_header: Cell | None
    labels: str
    columns: list[FigureColumn]
    caption: Cell | None = None
    left_out: list[Cell] = field(default_factory=list)


def read_shape(table: Table, kind: Kind) -> Shape | None:
    """The shape of a table, None where it holds no figures."""
    grid = table.grid()
    first = header_end(grid, kind)
    body = grid[first:]
    paths = [_path(grid[:first], col) for col in range(table.col_count)]
    caption = _caption(grid[:first])
    paths = [[c for c in path if c is not caption] for path in paths]
    measures = _measures(paths, kind)
    values = [c for c in range(table.col_count) if c in measures or _holds_values(_below(body, c), kind)]
    values = sorted({*values, *_years_beside(paths, values, body, kind)})
    label = _label_column(body, paths, values, kind)
    columns = [
        FigureColumn(c, paths[c], measures.get(c), _period(paths[c]), is_sum(_last(paths[c]), kind))
        for c in values
        if c != label
    ]
    if not any(_holds_values(_below(body, c.col), kind) for c in columns):
        return None
    header = paths[label][-1] if label is not None and paths[label] else None
    wordy = [c for c in range(table.col_count) if c not in values and c != label and paths[c]]
    left_out = [paths[c][-1] for c in wordy if not all(says_nothing(x.text, kind) for x in _below(body, c))]
    labels = _what_labels_are(_below(body, label) if label is not None else [], header, columns, kind)
    return Shape(first, label, header, labels, columns, caption, left_out)


def is_sum(text: str | None, kind: Kind) -> bool:
    """Whether a label names a sum: ``I alt``, ``Nye sager i alt``; a total of other things than its parts is none."""
    k = key(text)
    if any(word in (text or "").casefold() for word in kind.words["no_sums"]):
        return False
    return k in _keys(tuple(kind.words["sums"])) or k.endswith("ialt") or (text or "").casefold().startswith("i alt ")


def says_nothing(text: str | None, kind: Kind) -> bool:
    """Whether a cell is blank or tells that there is no value."""
    return not text or text.casefold() in kind.words["no_value"]


def is_value(text: str | None) -> bool:
    """Whether a text is one or several numbers, each perhaps with a few words of its own."""
    values = read_values(text)
    return bool(values) and all(
        ONE_NUMBER.fullmatch(v.text) and len((v.words or "").split()) <= FEW_WORDS for v in values
    )


def header_end(grid: Sequence[Row], kind: Kind) -> int:
    """The number of leading rows that name the columns; 0 for a table that begins with its figures."""
    end = 0
    for r, row in enumerate(grid[: min(HEADER_ROWS, len(grid) - 1)]):
        cells = own_cells(row, r)
        if (end and not _goes_on(grid[:r], row, r)) or not _names_columns(row, cells, grid[:r]):
            break
        end = r + 1
    return end


def begins_table(grid: Sequence[Row], r: int, kind: Kind) -> bool:
    """Whether a row below the first figures names columns again: years, or bold words over the values that follow.

    Below a bold line alone in its row, the title of another table, the words need not be bold.
    """
    cells = own_cells(grid[r], r)
    if r + 1 >= len(grid) or r <= header_end(grid, kind) or len(cells) < 2:
        return False
    follow = [c for c in own_cells(grid[r + 1], r + 1) if is_value(c.text)]
    if is_one_of(cells[0].text, "period_headers", kind) and all(period_of(c.text) for c in cells[1:]):
        return bool(follow)
    words = not any(is_value(c.text) or says_nothing(c.text, kind) for c in cells)
    plain = any(not c.bold for c in own_cells(grid[r - 1], r - 1) + own_cells(grid[r + 1], r + 1))
    above = own_cells(grid[r - 1], r - 1)
    titled = len(above) == 1 and above[0].bold and not is_value(above[0].text)
    return words and bool(follow) and (titled or (plain and all(c.bold for c in cells)))


def _names_columns(row: Row, cells: Sequence[Cell], above: Sequence[Row]) -> bool:
    beyond = [c for c in cells if c.col > 0]
    if beyond and all(period_of(c.text) for c in beyond):
        return (len(beyond) > 1 or not above) and not (cells[0].col == 0 and is_value(cells[0].text))
    return not any(is_value(c.text) and period_of(c.text) is None for c in cells)


def _goes_on(above: Sequence[Row], row: Row, r: int) -> bool:
    """Whether the header can have another row: the one above is blank or spans, or neither has a first cell."""
    last = own_cells(above[-1], r - 1)
    if not last or any(c.colspan > 1 for c in last) or (row[0] is not None and row[0].row < r):
        return True
    return all(rows[0] is None or rows[0].blank for rows in (above[-1], row))


def _below(rows: Iterable[Row], col: int) -> list[Cell]:
    """The filled cells of a column, each once."""
    out: list[Cell] = []
    for row in rows:
        cell = row[col]
        if cell is not None and not cell.blank and (not out or out[-1] is not cell):
            out.append(cell)
    return out


def _path(rows: Sequence[Row], col: int) -> list[Cell]:
    """The header cells of a column; above another a blank one belongs to the nearest on its left."""
    out: list[Cell] = []
    for n, row in enumerate(rows):
        cell = row[col]
        if (cell is None or cell.blank) and _below(rows[n + 1 :], col):
            left = [c for c in row[1:col] if c is not None and not c.blank]
            cell = left[-1] if left else cell
        if cell is not None and not cell.blank and cell not in out:
            out.append(cell)
    return out


def _last(path: Sequence[Cell]) -> str | None:
    return path[-1].text if path else None


def _caption(rows: Sequence[Row]) -> Cell | None:
    """A title within the table: the one cell of its first row, over all columns."""
    first = rows[0][0] if len(rows) > 1 and rows[0] else None
    return first if first is not None and len(rows[0]) > 1 and all(c is first for c in rows[0]) else None


def _period(path: Sequence[Cell]) -> Period | None:
    return next((p for c in path if (p := period_of(c.text))), None)


def _measures(paths: Sequence[Sequence[Cell]], kind: Kind) -> dict[int, str]:
    """The measure of each column whose header names one, where at least two measures stand side by side."""
    found: dict[int, str] = {}
    for col, path in enumerate(paths):
        scores = [(likeness(_last(path) or "", _keys(tuple(h))), m) for m, h in kind.words["measures"].items()]
        score, measure = max(scores)
        if score >= 2:
            found[col] = measure
    return found if len(set(found.values())) > 1 else {}


@lru_cache(maxsize=64)
def _keys(labels: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(key(label) for label in labels)


def _holds_values(cells: Sequence[Cell], kind: Kind) -> bool:
    told = [c for c in cells if not says_nothing(c.text, kind)]
    if len(told) > 2 and [c.text.rstrip(".)") for c in told] == [str(n + 1) for n in range(len(told))]:
        return False  # rows that are numbered
    values = [c for c in told if c.native is not None or is_value(c.text)]
    return bool(values) and 2 * len(values) >= len(told)


def _years_beside(
    paths: Sequence[Sequence[Cell]], values: Sequence[int], body: Sequence[Row], kind: Kind
) -> Iterator[int]:
    """Columns headed by a period beside others with values: they hold values too, readable or not."""
    if not any(_period(paths[c]) for c in values):
        return
    for col, path in enumerate(paths):
        told = [c for c in _below(body, col) if not says_nothing(c.text, kind)]
        if col > 0 and told and _period(path) and not all(period_of(c.text) for c in told):
            yield col


def _label_column(
    body: Sequence[Row], paths: Sequence[Sequence[Cell]], values: Sequence[int], kind: Kind
) -> int | None:
    """The column that names the rows: words or periods, else one with nothing in it: left of the values, or headed."""
    for col, path in enumerate(paths):
        cells = _below(body, col)
        periods = bool(cells) and all(period_of(c.text) for c in cells)
        named = is_one_of(_last(path), "period_headers", kind) or (len(cells) > 1 and not path)
        if periods and len(values) > 1 and (named or col not in values):
            return col
        if cells and col not in values and not all(says_nothing(c.text, kind) for c in cells):
            return col
    blank = [c for c in range(len(paths)) if c not in values]
    left = [c for c in blank if not values or c < values[0]]
    return next(iter([*left, *(c for c in blank if paths[c] and not _below(body, c))]), None)


def _what_labels_are(cells: Sequence[Cell], header: Cell | None, columns: Sequence[FigureColumn], kind: Kind) -> str:
    text = header.text if header is not None else None
    # `År` above the labels names the columns where these are years
    named = is_one_of(text, "period_headers", kind) and not any(c.period for c in columns)
    if named or _most(cells, lambda c: period_of(c.text) is not None):
        return "period"
    known = set(_keys(tuple(kind.words["places"])))
    if is_one_of(text, "place_headers", kind) or _most(cells, lambda c: key(c.text) in known):
        return "place"
    return "indicator"


def is_one_of(header: str | None, words: str, kind: Kind) -> bool:
    """Whether a header is one of the kind's words, perhaps with something in brackets behind it."""
    return key(re.sub(r"\([^()]*\)", "", header or "")) in _keys(tuple(kind.words[words]))


def _most(cells: Sequence[Cell], is_so: Callable[[Cell], bool]) -> bool:
    return bool(cells) and 2 * sum(map(is_so, cells)) > len(cells)
