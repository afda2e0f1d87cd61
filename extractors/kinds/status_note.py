"""Status notes: a table a partnership with each activity's money and whether its goals are met."""

from __future__ import annotations

from extractors.kinds.effort_table import add_rows, effort_tables, report_drift
from extractors.kinds.kind import Kind
from extractors.kinds.metadata import describe, stated_counts
from extractors.kinds.money_unit import without_unit
from extractors.kinds.partnership import partnership_in, partnerships_in_title
from extractors.kinds.stated_shares import stated_shares
from extractors.model import Document
from extractors.raw import RawReport, RawValue


def interpret(document: Document, kind: Kind) -> RawReport:
    """Statuses and amounts of each table; a table's partnership stands in its title, or alone in the report's."""
    report = RawReport(kind.name, kind.version, decimal_mark=kind.decimal_mark, group_mark=kind.group_mark)
    describe(report, document, kind)
    titled = partnerships_in_title(report.title.text if report.title else None)
    efforts = 0
    for found in effort_tables(document, kind):
        name = partnership_in(without_unit(found.table.title, kind)) or (titled[0] if len(titled) == 1 else None)
        if name is not None:
            found.partnership = RawValue(name, found.table.places[0])
            report.about.append(name)
        report_drift(report, found, kind)
        efforts += add_rows(report, found, kind)
    report.about = list(dict.fromkeys(report.about or titled))
    report.counts = [*stated_counts(document, kind, efforts), *stated_shares(document, kind, efforts)]
    return report
