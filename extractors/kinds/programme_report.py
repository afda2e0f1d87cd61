"""Programme reports: an overview of the efforts and their money, then a section an effort with tables of figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.kinds.effort_sections import Headings, Section, sections
from extractors.kinds.figure_doubts import mark_doubts
from extractors.kinds.figure_rows import FigureTable, read_figures
from extractors.kinds.figure_table import Shape, begins_table, read_shape
from extractors.kinds.kind import Kind
from extractors.kinds.loose_figures import loose_figures
from extractors.kinds.metadata import describe, stated_counts
from extractors.kinds.programme_overview import Overview, add_overview, find_overview, overview_year, told_of_efforts
from extractors.kinds.stated_shares import stated_shares
from extractors.kinds.table_parts import TablePart, parts_of
from extractors.kinds.torn_efforts import torn_efforts
from extractors.labels import kept, key
from extractors.model import Document, Line, Table
from extractors.place import Place
from extractors.raw import Drift, RawReport, StatedCount

SENTENCE = 100  # characters: a longer text above a table is no title


def interpret(document: Document, kind: Kind) -> RawReport:
    """The overview's amounts, and each value of the tables in the efforts' sections."""
    report = RawReport(kind.name, kind.version, decimal_mark=kind.decimal_mark, group_mark=kind.group_mark)
    describe(report, document, kind)
    report.about = _programme(report, kind)
    headings = Headings(document)
    overview = find_overview(document, kind, headings)
    for part in overview.parts:
        report.period = report.period or overview_year(part.found)
    efforts = [name for part in overview.parts for name in add_overview(report, part, kind)]
    report.drifts += _missing(overview, kind)
    listed = {id(table) for table in overview.tables}
    outside: list[Line | Table] = []
    for section in sections(document, efforts, kind, headings):
        _SectionReader(report, document, section, kind, headings, listed).read()
        outside += section.parts if section.effort is None else []
        report.drifts += loose_figures(section.parts) if section.effort is not None else []
    following = {id(a): b for a, b in pairwise(document.parts) if isinstance(b, Line)}
    torn = set().union(*(torn_efforts(part.found, kind, following.get(id(part.whole))) for part in overview.parts))
    for figure in report.figures:
        effort = figure.values.get("effort")
        if effort is not None and key(effort.text) in torn:
            figure.doubt = figure.doubt or "torn"
    if overview.parts:
        report.counts = _counts(replace(document, parts=outside), kind, overview, len({key(e) for e in efforts}))
    return report


def _counts(around: Document, kind: Kind, overview: Overview, efforts: int) -> list[StatedCount]:
    """What the text around the sections says of the number of efforts, and of those that the overview tells apart."""
    said = {share.column: told_of_efforts(overview, share.column, kind) for share in kind.shares}
    return [*stated_counts(around, kind, efforts), *stated_shares(around, kind, efforts, said)]


def _missing(overview: Overview, kind: Kind) -> Iterator[Drift]:
    """The overview where there is none, its amounts where a part of it cannot be read."""
    if not overview.parts:
        yield Drift("report.table_missing", Place(), None, kind.words["overview"])
    for table in overview.unread:
        yield Drift("table.column_missing", table.places[0], None, kind.words["overview_amount"])


def _programme(report: RawReport, kind: Kind) -> list[str]:
    """The name of the programme that the title is about."""
    title = report.title.text if report.title else None
    found = (re.search(p, title or "", re.IGNORECASE) for p in kind.words["programme"])
    return next(([m.group(1).strip()] for m in found if m), [])


class _SectionReader:
    """Reads the tables of one section; the heading above a table is its topic."""

    def __init__(
        self,
        report: RawReport,
        document: Document,
        section: Section,
        kind: Kind,
        headings: Headings,
        overviews: set[int],
    ) -> None:
        self.report, self.section, self.kind, self.headings = report, section, kind, headings
        self.numbers = {id(table): n for n, table in enumerate(document.tables)}
        self.overviews = overviews
        self.heading: str | None = None
        self.open: Shape | None = None  # the shape of a table that ends right above

    def read(self) -> None:
        """Adds the figures of every table that is no overview."""
        parts: Sequence[Line | Table] = self.section.parts
        for n, part in enumerate(parts):
            if isinstance(part, Table):
                if id(part) not in self.overviews:
                    self._add(part)
                continue
            self.open = None
            begins = n == 0 and self.section.effort is not None
            if not begins and self.headings.is_heading(part):
                self.heading = kept(part.text)

    def _add(self, table: Table) -> None:
        for part in parts_of(table, lambda grid, r: begins_table(grid, r, self.kind)):
            self._add_part(part, self.numbers[id(table)], self._topic(part.table))

    def _add_part(self, part: TablePart, number: int, topic: str | None) -> None:
        table = part.table
        shape = read_shape(table, self.kind)
        if shape is None:
            return
        if shape.first_row == 0 and self.open is not None and _fits(self.open, table):
            shape = replace(self.open, first_row=0)
        self.open = shape
        about = {"effort": self.section.effort} if self.section.effort is not None else {}
        found = FigureTable(table, number, shape, about, topic, part.offset)
        figures = list(read_figures(found, self.kind))
        mark_doubts(figures, found, self.kind)
        self.report.figures += figures
        self.report.drifts += [Drift("table.column_unexpected", c.place, c.text) for c in shape.left_out]

    def _topic(self, table: Table) -> str | None:
        title = kept(table.title)
        if title and len(title) <= SENTENCE and not title.endswith("."):
            return title
        return self.heading


def _fits(shape: Shape, table: Table) -> bool:
    """Whether a table without a header can go on with the columns of the one before it."""
    used = [c.col for c in shape.columns] + ([shape.label_col] if shape.label_col is not None else [])
    return max(used, default=0) + 1 == table.col_count
