"""Appendices on goal fulfilment: for each effort how many of its goals it has met, grouped by level of prevention."""

from __future__ import annotations

import re

from extractors.kinds.effort_table import EffortTable, add_rows, effort_tables, report_drift
from extractors.kinds.kind import Kind
from extractors.kinds.metadata import describe, stated_counts
from extractors.kinds.missed_tables import missed_tables
from extractors.kinds.stated_shares import stated_shares
from extractors.labels import kept
from extractors.model import Document
from extractors.raw import RawReport, RawValue


def interpret(document: Document, kind: Kind) -> RawReport:
    """A status for each effort; ``2/3`` stays as it is."""
    report = RawReport(kind.name, kind.version, decimal_mark=kind.decimal_mark, group_mark=kind.group_mark)
    describe(report, document, kind)
    efforts = 0
    tables = list(effort_tables(document, kind))
    for found in tables:
        report_drift(report, found, kind)
        efforts += add_rows(report, found, kind, _category(found, kind))
    report.drifts += missed_tables(report, document, tables, kind)
    report.counts = [*stated_counts(document, kind, efforts), *stated_shares(document, kind, efforts)]
    return report


def _category(found: EffortTable, kind: Kind) -> RawValue | None:
    """The level of prevention that the table's own heading names."""
    named = found.called is not None and re.fullmatch(kind.words["category_heading"], found.called, re.IGNORECASE)
    return RawValue(kept(found.called), found.table.places[0]) if named else None
