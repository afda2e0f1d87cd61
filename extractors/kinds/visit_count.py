"""Counts of visits: a row a place, a column a month, and the sums of both."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.kinds.effort_table import value_of
from extractors.kinds.headers import Header, Row, find_header
from extractors.kinds.headers import column_names as named_columns
from extractors.kinds.kind import Kind
from extractors.kinds.metadata import describe
from extractors.kinds.periods import Period, period_of
from extractors.labels import kept, key
from extractors.model import Cell, Document, Table
from extractors.raw import Drift, RawFigure, RawReport, RawValue

MONTHS = 2  # columns that name a period: with fewer it is no table over time


@dataclass(slots=True)
class VisitTable:
    """A table with the position of each column; ``number`` counts the tables of the document."""

    table: Table
    number: int
    header: Header
    months: dict[int, Period]
    topic: str | None


def interpret(document: Document, kind: Kind) -> RawReport:
    """An indicator for each place and month, and for each stated sum."""
    report = RawReport(kind.name, kind.version, decimal_mark=kind.decimal_mark, group_mark=kind.group_mark)
    describe(report, document, kind)
    tables = list(visit_tables(document, report, kind))
    report.about = _about(document, tables, kind)
    for found in tables:
        report.drifts += _unknown_columns(found)
        report.figures += _figures(found, report, kind)
    return report


def column_names(table: Table, kind: Kind) -> set[str]:
    """The names of the kind's columns that a table has, ``month`` among them where there are months."""
    header = find_header(table, kind) or _by_place_alone(table, kind)
    if header is None:
        return set()
    return {*header.columns, *(["month"] if len(_months(header)) >= MONTHS else [])}


def visit_tables(document: Document, report: RawReport, kind: Kind) -> Iterator[VisitTable]:
    """The tables that count something by place and month."""
    title = report.title.text if report.title else None
    for number, table in enumerate(document.tables):
        header = find_header(table, kind)
        ...
