"""The overview table of a programme report: a row an effort with its department and its money."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extractors.kinds.effort_sections import Headings
from extractors.kinds.effort_table import EffortTable, report_drift, scale_of, value_of
from extractors.kinds.headers import Header, Row, find_header
from extractors.kinds.kind import Kind
from extractors.kinds.money import split_composite
from extractors.kinds.money_unit import unit_lines
from extractors.kinds.periods import year_in
from extractors.kinds.table_parts import own_cells, parts_of
from extractors.labels import key
from extractors.model import Cell, Document, Line, Table
from extractors.raw import RawFigure, RawReport, RawValue

DESCRIBING = ("department", "amount", "problem", "principle", "target_group", "geography")
NOTE = re.compile(r"^(?P<main>[^()]*\d[^()]*?)\s*\((?P<note>[^()+]+)\)\s*\.?$")


@dataclass(frozen=True, slots=True)
class Part:
    """An amount of a cell: its cost line (None for the headline), the amount as text, and what is said of it."""

    line: str | None
    amount: str
    note: str | None = None


@dataclass(slots=True)
class OverviewPart:
    """Rows of the overview under one header; ``found.table`` may be a part of a table, from its row ``offset`` on."""

    found: EffortTable
    whole: Table
    offset: int


@dataclass(slots=True)
class Overview:
    """The overview: its readable parts, and tables that must belong to it though their columns are not found again."""

    parts: list[OverviewPart] = field(default_factory=list)
    unread: list[Table] = field(default_factory=list)

    @property
    def tables(self) -> list[Table]:
        """All tables of the overview."""
        return [*(part.whole for part in self.parts), *self.unread]


def find_overview(document: Document, kind: Kind, headings: Headings) -> Overview:
    """The tables that list the efforts; up to the next heading one without a header goes on with the columns above."""
    found = Overview()
    numbers = {id(table): n for n, table in enumerate(document.tables)}
    last: Header | None = None
    lines = unit_lines(document, kind)
    for part in document.parts:
        if isinstance(part, Line):
            last = None if headings.is_heading(part) else last
            continue
        for piece in parts_of(part, lambda grid, r: _is_header(grid, r, kind)):
            header = find_header(piece.table, kind)
            if header is None or not _lists_efforts(header):
                header = _same_columns(last, piece.table) if last is not None else None
            if header is not None:
                table = EffortTable(piece.table, header, numbers[id(part)])
                table.scale = scale_of(table, lines, kind)
                found.parts.append(OverviewPart(table, part, piece.offset))
            elif last is not None and part.col_count >= len(last.columns) - 1 and part not in found.unread:
                found.unread.append(part)
            last = header or last
    return found


def _is_header(grid: Sequence[Row], r: int, kind: Kind) -> bool:
    cells = [replace(c, row=0, rowspan=1) for c in own_cells(grid[r], r)]
    header = find_header(Table(cells, []), kind) if len(cells) > 2 else None
    return header is not None and _lists_efforts(header) and not header.unexpected


def _same_columns(header: Header, table: Table) -> Header | None:
    """The columns of a header in a table further on, by what stands below each other; None where they do not fit."""
    columns, cells = {}, []
    for name, col in header.columns.items():
        above = next((c for c in header.cells if c.col == col), None)
        below = max(table.cells, key=lambda c: _overlap(above, c), default=None)
        if above is not None and below is not None and _overlap(above, below) > 0:
            columns[name] = below.col
            cells.append(replace(above, col=below.col))
    found = Header(columns, 0, cells)
    apart = len(set(columns.values())) == len(columns)
    return found if apart and _lists_efforts(found) and ("amount" in columns) >= ("amount" in header.columns) else None


def _overlap(above: Cell | None, below: Cell) -> float:
    """How much of the narrower cell stands under the other, from 0 to 1."""
    a, b = above.place.bbox if above is not None else None, below.place.bbox
    if a is None or b is None:
        return 0.0
    return (min(a[2], b[2]) - max(a[0], b[0])) / max(min(a[2] - a[0], b[2] - b[0]), 1.0)


def _lists_efforts(header: Header) -> bool:
    return "effort" in header.columns and sum(name in header.columns for name in DESCRIBING) >= 2


def add_overview(report: RawReport, part: OverviewPart, kind: Kind) -> list[str]:
    """Adds the amounts of a part of the overview; returns the names of its efforts."""
    found = part.found
    if found.header.first_row:
        report_drift(report, found, kind)
    names = []
    grid = found.table.grid()
    for r in range(found.header.first_row, len(grid)):
        effort = _at(grid[r], found.header, "effort", r)
        if effort is None or effort.blank:
            _add_amount_below(report, grid[r], part, r, kind)
            continue
        if _repeats_header(effort, kind):
            continue
        if key(effort.text) not in {key(s) for s in kind.words["sums"]}:
            names.append(value_of(effort, label=True).text or "")
            _add_amounts(report, grid[r], effort, part, r, kind)
        else:
            _add_sum(report, grid[r], effort, part, r, kind)
    return names


def told_of_efforts(overview: Overview, column: str, kind: Kind) -> list[str | None]:
    """What a column of the overview says of each effort; of one that stands several times all that is said."""
    said: dict[str, str] = {}
    sums = {key(s) for s in kind.words["sums"]}
    for header, row in ((part.found.header, row) for part in overview.parts for row in _rows(part)):
        effort, col = row[header.columns["effort"]], header.columns.get(column)
        if effort is None or effort.blank or _repeats_header(effort, kind) or key(effort.text) in sums:
            continue
        cell = row[col] if col is not None and col < len(row) else None
        name, text = key(value_of(effort, label=True).text), cell.text if cell is not None else ""
        said[name] = f"{said[name]} {text}" if name in said else text
    return list(said.values())


def _rows(part: OverviewPart) -> Sequence[Row]:
    return part.found.table.grid()[part.found.header.first_row :]


def _add_amount_below(report: RawReport, row: Row, part: OverviewPart, r: int, kind: Kind) -> None:
    """Adds the amount of a row without an effort: it is that of an effort over several rows, else nobody's."""
    header = part.found.header
    amount = _at(row, header, "amount", r)
    if amount is not None and amount.col == header.columns.get("amount") and re.search(r"\d", amount.text):
        above = row[header.columns["effort"]]
        _add_amounts(report, row, above if above is not None else replace(amount, text=""), part, r, kind)


def _repeats_header(cell: Cell, kind: Kind) -> bool:
    return key(cell.text) in kind.column("effort").headers


def _at(row: Row, header: Header, name: str, r: int) -> Cell | None:
    """The cell of a named column, unless it belongs to a row above."""
    col = header.columns.get(name)
    cell = row[col] if col is not None and col < len(row) else None
    return cell if cell is None or cell.row == r or name == "department" else None


def _add_amounts(report: RawReport, row: Row, effort: Cell, overview: OverviewPart, r: int, kind: Kind) -> None:
    found = overview.found
    if "amount" not in found.header.columns:
        return
    amount = _at(row, found.header, "amount", r)
    department = _at(row, found.header, "department", r)
    about = {"effort": value_of(effort, label=True)}
    if department is not None:
        about["department"] = value_of(department, label=True)
    source = value_of(amount) if amount is not None else RawValue(None, effort.place)
    composite = split_composite(source.text) if source.text and source.native is None else None
    if composite:
        _add(report, about, Part(None, composite[0]), source, overview, r, kind)
        party = {"counterpart": RawValue(composite[1].party, source.place)} if composite[1].party else {}
        added = {**about, **party, "measure": RawValue(composite[1].measure)}
        _add(report, added, Part(None, composite[1].amount), source, overview, r, kind)
        return
    for part in amount_parts(source.text, kind) if source.text and source.native is None else ():
        _add(report, about, part, source, overview, r, kind)
    if not source.text or source.native is not None:
        _add(report, about, None, source, overview, r, kind)


def _add_sum(report: RawReport, row: Row, label: Cell, overview: OverviewPart, r: int, kind: Kind) -> None:
    amount = _at(row, overview.found.header, "amount", r)
    if amount is not None and not amount.blank:
        about = {"line": value_of(label, label=True)}
        _add(report, about, None, value_of(amount), overview, r, kind, is_total=True)


def amount_parts(text: str, kind: Kind) -> Iterator[Part]:
    """The headline amount of a cell and the cost lines that it names; a remark in brackets is a note.

    A cell that is not made of these comes back whole, as its headline.
    """
    if noted := NOTE.match(text):
        yield Part(None, noted["main"], noted["note"])
        return
    lines = list(re.finditer(kind.words["amount_parts"], text, re.IGNORECASE))
    head = text[: lines[0].start()].strip() if lines else text
    if not lines or not re.search(r"\d", head) or not _covers(text, head, lines):
        yield Part(None, text)
        return
    yield Part(None, head.strip(" :;,"))
    yield from (Part(m["line"].strip(" :;,-–"), m["amount"]) for m in lines)


def _covers(text: str, head: str, lines: list[re.Match[str]]) -> bool:
    """Whether headline and lines leave no digit of the text over."""
    digits = re.sub(r"\D", "", head + "".join(m.group() for m in lines))
    return digits == re.sub(r"\D", "", text)


def _add(
    report: RawReport,
    about: dict[str, RawValue],
    part: Part | None,
    source: RawValue,
    overview: OverviewPart,
    row: int,
    kind: Kind,
    is_total: bool = False,
) -> None:
    found = overview.found
    place = source.place or overview.whole.places[0]
    columns = {"measure": RawValue("budget"), **about}
    columns["amount_dkk"] = source if part is None else RawValue(part.amount, place)
    if part is not None and part.line:
        columns["line"] = RawValue(part.line, place)
    if year := overview_year(found) or report.period:
        columns["year"] = year
    note = part.note if part is not None else None
    report.figures.append(
        RawFigure(
            "budget",
            columns,
            place,
            source.text or "",
            found.number,
            overview.offset + row,
            found.scale,
            is_total,
            note,
        )
    )


def overview_year(found: EffortTable) -> RawValue | None:
    """The year in the header of the amounts (``Økonomi (2024) kr.``)."""
    cell = found.amount_header
    year = year_in(cell.text) if cell is not None else None
    return RawValue(year, cell.place) if cell is not None and year else None
