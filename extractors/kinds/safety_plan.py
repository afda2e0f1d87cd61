"""Safety plans: an overview of the activities with their amounts, and a section an activity with cost lines by year."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import dropwhile

from extractors.kinds.effort_table import value_of
from extractors.kinds.headers import Row
from extractors.kinds.kind import Kind
from extractors.kinds.loose_figures import are_amounts, loose_figures
from extractors.kinds.metadata import describe, stated_counts
from extractors.kinds.money_unit import scale_said, unit_lines, unit_row
from extractors.kinds.partnership import partnership_in
from extractors.kinds.passages import NumberedTable, Passage, passages
from extractors.kinds.table_parts import is_dash
from extractors.kinds.year_table import YEAR, YearColumns, distinct, read_columns
from extractors.labels import kept, key
from extractors.model import Cell, Document, Line, Table
from extractors.place import Place
from extractors.raw import Drift, RawFigure, RawReport, RawValue

LONG = 160  # characters: a longer text is no heading
DOTS = re.compile(r"\.{4,}|…\s*\d")  # leaders of a table of contents
FIRST = 40  # lines: where a report says which partnership it is about


def interpret(document: Document, kind: Kind) -> RawReport:
    """The amounts of the overview, and of each activity a row a line and year; the partnership is the title's."""
    report = RawReport(kind.name, kind.version, decimal_mark=kind.decimal_mark, group_mark=kind.group_mark)
    describe(report, document, kind)
    partnership = _partnership(report, document, kind)
    report.about = [partnership.text] if partnership and partnership.text else []
    _Plan(report, kind, partnership).read(document)
    report.drifts += loose_figures(_from_first_table(document), are_amounts)
    return report


def _from_first_table(document: Document) -> list[Line | Table]:
    """What stands below the beginning of the first table: before it, amounts are of a letter or a form."""
    return [*dropwhile(lambda part: isinstance(part, Line), document.parts)]


def column_names(table: Table, kind: Kind) -> set[str]:
    """The names of the columns that a plan's table has, ``year`` among them."""
    columns = read_columns(table, kind)
    return columns.names() if columns else set()


class _Plan:
    """Reads a plan from its beginning to its end; knows which activity's section it is in."""

    def __init__(self, report: RawReport, kind: Kind, partnership: RawValue | None) -> None:
        self.report, self.kind, self.partnership = report, kind, partnership
        self.activity: RawValue | None = None
        self.size: float | None = None  # of the activity's heading
        self.named_next = False  # whether the text before was a label for the activity's name
        self.overview: set[str] = set()
        self.sections: set[str] = set()  # of activities
        self.heading = ""
        self.own_tables = 0
        self.served = False  # whether the activity's own table was read
        self.last: tuple[YearColumns, int, int] | None = None  # columns, number, next row of the table before
        self.width = 0  # columns of the table before
        self.sums = {key(s) for s in kind.words["sums"]}
        self.headings = {key(h) for h in kind.words["own_table"]}
        self.unit_lines: list[str] = []
        self.activity_heading = re.compile(kind.words["activity"], re.IGNORECASE)

    def read(self, document: Document) -> None:
        """All amounts, and what is missing."""
        self.unit_lines = unit_lines(document, self.kind)
        for part in passages(document, lambda table: self._columns(table) is not None or self._goes_on(table)):
            if isinstance(part, Passage):
                self._text(part)
            else:
                self._table(part)
        if not self.own_tables:
            self.report.drifts.append(Drift("report.table_missing", Place(), None, self.kind.words["missing_table"]))
        self._count(document)

    def _count(self, document: Document) -> None:
        """What the text says of the number of activities, beside those of the overview or of the sections."""
        held = (len(self.overview), len(self.sections))
        for count in stated_counts(document, self.kind, max(held)):
            self.report.counts.append(replace(count, found=count.stated) if count.stated in held else count)

    def _columns(self, table: Table) -> YearColumns | None:
        columns = read_columns(table, self.kind)
        if columns is not None and (units := unit_row(table, columns.first_row, self.kind)):
            columns.header += units
            columns.first_row += 1
        return columns

    def _goes_on(self, table: Table) -> bool:
        """Whether a table without a header continues the one before it on the next page."""
        return self.last is not None and not table.title and table.col_count == self.width

    def _text(self, part: Passage) -> None:
        self.last = None
        name = self._activity_named(part.text)
        if name is not None:
            self.activity, self.size, self.served = RawValue(name, part.place), part.size, False
            self.sections.add(key(name))
        elif self.served and part.bold and self.size and part.size and part.size > self.size:
            self.activity = None  # a heading above that of an activity ends its section
        self.heading = key(part.text)

    def _activity_named(self, text: str) -> str | None:
        """The activity that a heading names: behind or below the word for it, or as the overview names it."""
        follows, self.named_next = self.named_next, False
        if len(text) > LONG or DOTS.search(text):
            return None
        if found := self.activity_heading.match(text):
            self.named_next = not found.group(1)
            return kept(found.group(1))
        plain = re.sub(r"^\d+(?:\.\d+)*[.)]?\s+", "", text)
        return kept(plain) if follows or key(plain) in self.overview else None

    def _table(self, part: NumberedTable) -> None:
        columns = self._columns(part.table)
        if columns is None and self.last is not None:
            before, number, row = self.last
            self._rows(part.table, replace(before, first_row=0), number, row)
        elif columns is not None:
            if self._is_own(columns, part.table):
                self._as_lines(columns)
            self._drift(part.table, columns)
            self._rows(part.table, columns, part.number, 0)

    def _is_own(self, columns: YearColumns, table: Table) -> bool:
        """Whether a table is the current activity's; one that names activities is an overview unless headed so."""
        if self.activity is None:
            return False
        return "effort" not in columns.named or bool({key(table.title), self.heading} & self.headings)

    def _as_lines(self, columns: YearColumns) -> None:
        self.own_tables += 1
        self.served = True
        if "line" not in columns.named and "effort" in columns.named:
            columns.named["line"] = columns.named.pop("effort")

    def _drift(self, table: Table, columns: YearColumns) -> None:
        for cell in columns.unknown:
            if cell.text and any(c.col == cell.col and c.row >= columns.first_row and not c.blank for c in table.cells):
                self.report.drifts.append(Drift("table.column_unexpected", cell.place, cell.text))

    def _rows(self, table: Table, columns: YearColumns, number: int, offset: int) -> None:
        grid = table.grid()
        scale = self._scale(table, columns)
        for r in range(columns.first_row, len(grid)):
            if swallowed := self._heading_in(grid[r]):
                # another activity's amounts follow, under a name that cannot be told for sure
                self.report.drifts.append(
                    Drift("report.table_missing", swallowed.place, swallowed.text, self.kind.words["missing_table"])
                )
                break
            if not _repeats(columns, grid[r]):
                self._row(grid[r], columns, number, offset + r, scale)
        self.last, self.width = (columns, number, offset + len(grid)), table.col_count

    def _heading_in(self, row: Row) -> Cell | None:
        """A cell that holds the heading of another activity among other text: two tables were read as one."""
        pattern = self.kind.words["swallowed"]
        return next((c for c in distinct(row) if re.search(pattern, c.text, re.IGNORECASE)), None)

    def _scale(self, table: Table, columns: YearColumns) -> int:
        said = " ".join([self.heading, table.title or "", *(c.text for c in columns.header)])
        return scale_said([said, *self.unit_lines], self.kind) or self.kind.scale

    def _row(self, row: Row, columns: YearColumns, number: int, r: int, scale: int) -> None:
        overview = "effort" in columns.named
        label = row[columns.named["effort" if overview else "line"]]
        amounts = [c for c in distinct(row) if c.col in columns.amounts and not is_dash(c)]
        if label is None or label.blank:
            label = next((c for c in distinct(row) if c.text and c.col not in columns.amounts), None)
        is_sum = label is not None and self._is_sum(label.text)
        if overview and label is not None and not is_sum and not amounts:
            amounts = [c for c in distinct(row) if c.col == columns.amounts[0]]  # an amount must be there
        about = self._about(row, columns, label, is_sum)
        for cell in amounts:
            self._add(about, cell, columns, (number, r), is_sum, scale)

    def _about(self, row: Row, columns: YearColumns, label: Cell | None, is_sum: bool) -> dict[str, RawValue]:
        about = {"partnership": self.partnership} if self.partnership else {}
        name = value_of(label, label=True) if label is not None else RawValue(None)
        if "effort" not in columns.named:
            about["line"] = name
            if self.activity is not None:
                about["effort"] = self.activity
        elif is_sum:
            about["line"] = name
        else:
            about["effort"] = name
            self.overview.add(key(name.text))
            line = row[columns.named["line"]] if "line" in columns.named else None
            about |= {"line": value_of(line, label=True)} if line is not None and line.text else {}
        note = row[columns.named["note"]] if "note" in columns.named else None
        if note is not None and note.text:
            about["note"] = RawValue(note.text, note.place)
        return about

    def _is_sum(self, text: str) -> bool:
        k = key(text)
        return k in self.sums or k.startswith("ialt") or k.endswith("ialt")

    def _add(
        self,
        about: dict[str, RawValue],
        cell: Cell,
        columns: YearColumns,
        row: tuple[int, int],
        is_sum: bool,
        scale: int,
    ) -> None:
        values = {**about, "measure": RawValue("budget"), "amount_dkk": value_of(cell)}
        over_years = cell.col == columns.named.get("total")
        if cell.col in columns.years:
            values["year"] = RawValue(columns.years[cell.col], cell.place)
        elif not over_years and self.report.period is not None:
            values["year"] = self.report.period
        figure = RawFigure("budget", values, cell.place, cell.text, *row, scale, is_sum or over_years)
        self.report.figures.append(figure)


def _repeats(columns: YearColumns, row: Row) -> bool:
    """Whether a row is the header again, as on the next page."""
    header = {c.col: key(c.text) for c in columns.header}
    own = {c.col: key(c.text) for c in distinct(row) if c.text}
    return bool(own) and all(header.get(col) == text for col, text in own.items())


def _partnership(report: RawReport, document: Document, kind: Kind) -> RawValue | None:
    """The short name in the title, else in one of the first lines, else the place that the plan says it is for."""
    titles = [report.title] if report.title else []
    lines = [RawValue(x.text, x.place) for x in document.lines[:FIRST] if len(x.text) <= LONG]
    for said in [*titles, *lines]:
        text = YEAR.sub(" ", re.sub(kind.words["around_name"], " ", said.text or "", flags=re.IGNORECASE))
        if name := partnership_in(" ".join(text.split())):
            return RawValue(name, said.place)
    for said in titles:
        if found := re.search(kind.words["plan_for"], said.text or "", re.IGNORECASE):
            return RawValue(kept(found.group(1).strip()), said.place)
    return None
