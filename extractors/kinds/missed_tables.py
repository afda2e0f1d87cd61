"""What stands on the pages in the way of a table and in no table that was read: it is told, never left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.kinds.beside import beside
from extractors.kinds.effort_table import EffortTable
from extractors.kinds.headers import likeness
from extractors.kinds.kind import Kind
from extractors.kinds.loose_figures import MONEY
from extractors.kinds.money_unit import without_unit
from extractors.kinds.partnership import CAPTION, partnership_in
from extractors.labels import key
from extractors.model import Document, Line, Table
from extractors.raw import Drift, RawReport

GOALS = re.compile(r"\d{1,2}/\d{1,2}")  # 2/3
EDGE = 3.0  # points that a text may stand beside the edge of its column
HEADER = 2.0  # likeness from which a text is a header: it says one, or begins with one


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read: its tables by id, the partnerships they are of, its statuses, and where their columns stand."""

    tables: frozenset[int]
    about: frozenset[str]
    statuses: tuple[str, ...]
    columns: tuple[tuple[float, float], ...]


def missed_tables(report: RawReport, document: Document, found: Sequence[EffortTable], kind: Kind) -> Iterator[Drift]:
    """Headers, captions, amounts and statuses between the tables that were read, each stretch told once.

    ``report.table_missing`` for a header of the kind's tables without its rows, and for a partnership without a
    table; else ``table.number_unread`` for what stands where the columns do, once the tables have begun.
    """
    read = _read(report, found)
    begun = False
    for lines, following in _stretches(document):
        after = following is not None and id(following) in read.tables
        if (header := _header(lines, kind, after)) or (header := _caption(lines, read, kind)):
            yield Drift("report.table_missing", header[0].place, header[0].text, ", ".join(x.text for x in header))
        elif begun and (loose := [x for x in lines if _is_told(x, lines, read)]):
            yield Drift("table.number_unread", loose[0].place, loose[0].text, str(len(loose)))
        begun = begun or after


def _read(report: RawReport, found: Sequence[EffortTable]) -> _Read:
    statuses = {key(f.raw_text) for f in report.figures if f.view == "status"} - {""}
    columns = {edges for f in found for name, col in f.header.columns.items() if (edges := _edges(f, name, col))}
    names = frozenset(f.partnership.text for f in found if f.partnership is not None and f.partnership.text)
    return _Read(frozenset(id(f.table) for f in found), names, tuple(statuses), tuple(columns))


def _edges(found: EffortTable, name: str, col: int) -> tuple[float, float] | None:
    """From where to where the texts of a column of amounts or statuses reach."""
    cells = [c for c in found.table.cells if c.col == col and c.colspan == 1 and not c.blank]
    boxes = [p.bbox for c in cells for p in (c.parts or [c.place]) if p.bbox is not None]
    if name not in ("amount", "status") or not boxes:
        return None
    return min(b[0] for b in boxes), max(b[2] for b in boxes)


def _stretches(document: Document) -> Iterator[tuple[list[Line], Table | None]]:
    """The lines before each table, with the table; and those after the last one."""
    lines: list[Line] = []
    for part in document.parts:
        if isinstance(part, Line):
            lines.append(part)
        else:
            yield lines, part
            lines = []
    yield lines, None


def _header(lines: Sequence[Line], kind: Kind, after: bool) -> list[Line]:
    """The lines that are a header of the kind's table; not the last ones before a table that was read."""
    for line in lines:
        level = [x for x in lines if x is line or beside(x, line)]
        named = [x for x in level if _columns_of(x, kind)]
        columns = {name for x in named for name in _columns_of(x, kind)}
        if len(columns) > 1 and not (after and lines[-1] in level):
            return named
    return []


def _columns_of(line: Line, kind: Kind) -> set[str]:
    """The kind's column that a line names, or all of them where it says nothing but headers."""
    best = max(((likeness(line.text, c.headers), c.name) for c in kind.columns), default=(0.0, ""))
    return _in_a_row(key(line.text), kind) or ({best[1]} if best[0] >= HEADER else set())


def _in_a_row(text: str, kind: Kind) -> set[str]:
    """The columns that a text names one after the other; none where it says anything else."""
    names: set[str] = set()
    while text:
        fitting = [(len(h), h, c.name) for c in kind.columns for h in c.headers if text.startswith(h)]
        if not fitting:
            return set()
        length, _, name = max(fitting)
        names.add(name)
        text = text[length:]
    return names


def _caption(lines: Sequence[Line], read: _Read, kind: Kind) -> list[Line]:
    """The first caption of a partnership that no table was read of."""
    named = [x for x in lines if CAPTION.match(x.text) and not x.text.endswith(".")]
    partnerships = ((x, partnership_in(without_unit(x.text, kind))) for x in named)
    return [x for x, name in partnerships if name and name not in read.about][:1]


def _is_told(line: Line, lines: Sequence[Line], read: _Read) -> bool:
    return _is_row(line, read) or (_is_value(line, read) and _in_columns(line, lines, read))


def _is_row(line: Line, read: _Read) -> bool:
    """Whether a status follows right behind an amount: a row whose cells stand so close that they are one text."""
    rests = [re.sub(r"^\s*(kr\b)?", "", line.text[m.end() :], flags=re.IGNORECASE) for m in MONEY.finditer(line.text)]
    return any(key(rest.lstrip(" .,-")).startswith(read.statuses) for rest in rests)


def _is_value(line: Line, read: _Read) -> bool:
    """Whether a line is or begins with an amount, or a status that the report uses, in words or as goals."""
    said = key(line.text)
    goals = GOALS.fullmatch(said) is not None and any(map(GOALS.fullmatch, read.statuses))
    return goals or bool(MONEY.match(line.text)) or any(said.startswith(status) for status in read.statuses)


def _in_columns(line: Line, lines: Sequence[Line], read: _Read) -> bool:
    """Whether it begins or ends where a column does, or is an amount alone beside other text."""
    box = line.place.bbox
    if box is None:
        return False
    if any(abs(box[0] - left) < EDGE or abs(box[2] - right) < EDGE for left, right in read.columns):
        return True
    return bool(MONEY.match(line.text)) and any(beside(line, x) for x in lines if x is not line)
