"""Tables with a row an effort: a status, perhaps an amount, remarks; grouped by rows that name a category."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extractors.kinds.headers import Header, Row, find_header
from extractors.kinds.kind import Kind
from extractors.kinds.money import Mention, mentions, split_composite
from extractors.kinds.money_unit import scale_said, unit_lines, unit_row
from extractors.kinds.partnership import CAPTION
from extractors.kinds.table_parts import own_cells
from extractors.labels import kept, key
from extractors.model import Cell, Document, Table
from extractors.place import around
from extractors.raw import Drift, RawFigure, RawReport, RawValue

# what the name of a group does not hold: an amount, or goals such as 2/3
FIGURE = re.compile(r"\d\s*(?:kr|t\.?\s?kr)\b|\d{1,3}(?:[. ]\d{3})+(?!\d)|(?<![\d/])\d{1,2}/\d{1,2}(?![\d/])")
SHARED = ("partnership", "department", "year")  # what an effort's status and its amounts have in common
LABELS = ("effort", "category", "department")  # columns whose texts lose their note marks


@dataclass(slots=True)
class EffortTable:
    """A table with its header read; ``number`` counts the tables of the report, ``caption`` stood within a table."""

    table: Table
    header: Header
    number: int
    partnership: RawValue | None = None
    scale: int = 1
    caption: Cell | None = None

    @property
    def amount_header(self) -> Cell | None:
        """The cell that names the column of amounts."""
        col = self.header.columns.get("amount")
        return next((c for c in self.header.cells if c.col == col), None)

    @property
    def called(self) -> str | None:
        """What stands above it as its name."""
        return self.caption.text if self.caption else self.table.title


def effort_tables(document: Document, kind: Kind) -> Iterator[EffortTable]:
    """The tables of a document that are of the kind: its essential columns are there.

    A table without a header of its own goes on with the one before it when it has as many columns.
    """
    last: EffortTable | None = None
    lines = unit_lines(document, kind)
    for number, (table, caption) in enumerate(part for whole in document.tables for part in _cut(whole)):
        header = find_header(table, kind)
        if header is not None and all(name in header.columns for name in kind.recognition.essential):
            last = EffortTable(table, header, number, caption=caption)
            units = unit_row(table, header.first_row, kind)
            header.first_row += bool(units)
            last.scale = scale_of(last, [*(c.text for c in units), *lines], kind)
            yield last
        elif last is not None and header is None and not table.title and table.col_count == last.table.col_count:
            last = EffortTable(
                table, _goes_on(last), number, None if caption else last.partnership, last.scale, caption
            )
            yield last


def scale_of(found: EffortTable, beside: Sequence[str], kind: Kind) -> int:
    """What one of the unit of a table's amounts is worth: by its header, its caption, or what is said beside it."""
    header = found.amount_header
    return scale_said([header.text if header else None, found.called, *beside], kind) or kind.scale


def _goes_on(last: EffortTable) -> Header:
    """The header of a table that has none of its own."""
    return Header(dict(last.header.columns), 0, [])


def _cut(table: Table) -> Iterator[tuple[Table, Cell | None]]:
    """The tables that captions within a table part, each with its caption; the table itself where there are none."""
    grid = table.grid()
    captions = {r: cells[0] for r, row in enumerate(grid) if _is_caption(cells := own_cells(row, r))}
    if not captions:
        yield table, None
        return
    for start, end in pairwise([-1, *captions, len(grid)]):
        cells = [replace(c, row=c.row - start - 1) for c in table.cells if start < c.row < end]
        if cells:
            yield replace(table, cells=cells, title=None if start >= 0 else table.title), captions.get(start)


def _is_caption(cells: list[Cell]) -> bool:
    return len(cells) == 1 and CAPTION.match(cells[0].text) is not None


def report_drift(report: RawReport, found: EffortTable, kind: Kind) -> None:
    """Names the columns that are missing and those that the kind does not know."""
    for name in found.header.missing:
        headers = kind.column(name).headers
        report.drifts.append(
            Drift("table.column_missing", found.table.places[0], None, _as_named(kind, name) or headers[0])
        )
    for cell in found.header.unexpected:
        if any(not c.blank for c in found.table.cells if c.col == cell.col and c.row >= found.header.first_row):
            report.drifts.append(Drift("table.column_unexpected", cell.place, cell.text))


def _as_named(kind: Kind, name: str) -> str | None:
    return kind.words.get("column_names", {}).get(name)


def add_rows(report: RawReport, found: EffortTable, kind: Kind, category: RawValue | None = None) -> int:
    """Turns the rows of a table into raw figures; returns how many efforts it has.

    ``category`` is that of the efforts above the first row that names a group.
    """
    grid = found.table.grid()
    efforts = 0
    for r in range(found.header.first_row, len(grid)):
        row = grid[r]
        if all(c is None or c.blank for c in row):
            continue
        if (group := group_name(row, found, grid)) is not None:
            category = group
            continue
        values = _values(row, found.header)
        if category is not None and "category" not in values:
            values["category"] = category
        if found.partnership is not None:
            values["partnership"] = found.partnership
        if report.period is not None:
            values["year"] = report.period  # all amounts of such a report belong to its year
        effort = EffortRow(report, found, kind, r, values)
        if effort.is_sum:
            effort.add_sum()
            continue
        efforts += 1
        effort.add()
    return efforts


def group_name(row: Row, found: EffortTable, grid: list[list[Cell | None]]) -> RawValue | None:
    """The text of a row that names a group: it stands alone, and is set apart from the efforts' names."""
    cells = [c for i, c in enumerate(row) if c is not None and not c.blank and (i == 0 or row[i - 1] is not c)]
    if len(cells) != 1 or cells[0].rowspan > 1 or FIGURE.search(cells[0].text):
        return None
    cell = cells[0]
    names = [g[found.header.columns["effort"]] for g in grid[found.header.first_row :]]
    plain = [c for c in names if c is not None and not c.blank and c is not cell]
    apart = cell.colspan > 1 or cell.text.isupper() or (cell.bold and not all(c.bold for c in plain))
    shaded = cell.fill is not None and sum(c.fill == cell.fill for c in plain) < len(plain) / 2
    in_column = cell.col <= found.header.columns["effort"] < cell.col + cell.colspan or cell.col == 0
    return value_of(cell, label=True) if in_column and (apart or shaded) else None


def _values(row: Row, header: Header) -> dict[str, RawValue]:
    out = {}
    for name, col in header.columns.items():
        cell = row[col] if col < len(row) else None
        if cell is not None and not (name == "category" and cell.blank):
            out[name] = value_of(cell, label=name in LABELS)
    return out


def value_of(cell: Cell, label: bool = False) -> RawValue:
    """What a cell says; a label loses its note marks."""
    return RawValue(
        kept(cell.text) if label else cell.text or None, cell.place, cell.native, cell.problem, cell.number_format
    )


def _says_nothing(remark: RawValue, kind: Kind) -> bool:
    return remark.native is None and (remark.text or "").casefold() in kind.words["no_remark"]


@dataclass(slots=True)
class EffortRow:
    """A row of an effort or of their sum, on its way into the raw figures of a report."""

    report: RawReport
    found: EffortTable
    kind: Kind
    number: int
    values: dict[str, RawValue]

    @property
    def is_sum(self) -> bool:
        """Whether it is named like a sum and has no status of its own."""
        effort, status = self.values.get("effort"), self.values.get("status")
        blank = status is None or not status.text
        return effort is not None and blank and key(effort.text) in {key(s) for s in self.kind.words["sums"]}

    def add_sum(self) -> None:
        """The sum's amount, if it says one."""
        amount = self.values.get("amount")
        if amount is not None and (amount.text or amount.native is not None or amount.problem):
            columns = {"line": self.values["effort"], "measure": RawValue("budget"), "amount_dkk": amount}
            self._put("budget", {**self._only(*SHARED), **columns}, amount, is_total=True, scale=self.found.scale)

    def add(self) -> None:
        """The effort's status, and its amounts where the table has any."""
        about = {**self._only(*SHARED), "effort": self.values.get("effort", RawValue(None))}
        status = self._value_or_blank("status")
        beside = self._only("category", "remark", "context")
        if (remark := beside.get("remark")) is not None and _says_nothing(remark, self.kind):
            beside["remark"] = RawValue(None, remark.place)
        self._put("status", {**about, **beside, "status": status}, status)
        if "amount" in self.found.header.columns:
            self._add_amounts(about)

    def _add_amounts(self, about: dict[str, RawValue]) -> None:
        amount = self._value_or_blank("amount")
        composite = split_composite(amount.text) if amount.text and amount.native is None else None
        main = RawValue(composite[0], amount.place) if composite else amount
        columns = {**about, "measure": RawValue("budget"), "amount_dkk": main}
        self._put("budget", columns, amount, scale=self.found.scale)
        if composite:
            self._put_mention(about, composite[1], amount)
        remark = self.values.get("remark")
        if remark is not None and remark.text:
            for mention in mentions(remark.text, self.kind):
                self._put_mention(about, mention, remark)

    def _put_mention(self, about: dict[str, RawValue], mention: Mention, source: RawValue) -> None:
        columns = {**about, "measure": RawValue(mention.measure), "amount_dkk": RawValue(mention.amount, source.place)}
        if mention.party:
            columns["counterpart"] = RawValue(mention.party, source.place)
        self._put("budget", columns, source)

    def _put(
        self, view: str, columns: dict[str, RawValue], source: RawValue, is_total: bool = False, scale: int = 1
    ) -> None:
        place = source.place or self.found.table.places[0]
        where = (place, source.text or "", self.found.number, self.number)
        self.report.figures.append(RawFigure(view, columns, *where, scale=scale, is_total=is_total))

    def _value_or_blank(self, name: str) -> RawValue:
        blank = RawValue(None, around(v.place for v in self.values.values()))
        return self.values.get(name) or blank

    def _only(self, *names: str) -> dict[str, RawValue]:
        return {name: self.values[name] for name in names if name in self.values}
