"""Status notes: a table a partnership with each activity's money and whether its goals are met."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

from extractors.kinds.effort_table import EffortTable, add_rows, effort_tables, report_drift
from extractors.kinds.kind import Kind
from extractors.kinds.metadata import describe, stated_counts
from extractors.kinds.missed_tables import missed_tables
from extractors.kinds.money_unit import without_unit
from extractors.kinds.partnership import partnership_in, partnerships_in_title
from extractors.kinds.stated_shares import stated_shares
from extractors.labels import key
from extractors.model import Document, Line
from extractors.raw import RawReport, RawValue, StatedCount

ONE = re.compile(r"\bpartnerskabet\b", re.IGNORECASE)


def interpret(document: Document, kind: Kind) -> RawReport:
    """Statuses and amounts of each table; a table's partnership stands in its title, or alone in the report's."""
    report = RawReport(kind.name, kind.version, decimal_mark=kind.decimal_mark, group_mark=kind.group_mark)
    describe(report, document, kind)
    titled = partnerships_in_title(report.title.text if report.title else None)
    efforts: Counter[str] = Counter()  # of each partnership
    tables: list[EffortTable] = []
    for found in effort_tables(document, kind):  # one by one: a table may go on with the partnership of the one before
        tables.append(found)
        name = _named_above(document, found, kind) or (titled[0] if len(titled) == 1 else None)
        if name is not None:
            found.partnership = RawValue(name, found.caption.place if found.caption else found.table.places[0])
            report.about.append(name)
        report_drift(report, found, kind)
        efforts[name or ""] += add_rows(report, found, kind)
    report.drifts += missed_tables(report, document, tables, kind)
    report.about = list(dict.fromkeys(report.about or titled))
    whole = efforts.total()
    stated = [_of_its_partnership(count, efforts) for count in stated_counts(document, kind, whole)]
    report.counts = [*stated, *stated_shares(document, kind, whole)]
    return report


def _of_its_partnership(count: StatedCount, efforts: Mapping[str, int]) -> StatedCount:
    """A stated number beside the efforts that its sentence is about: of the partnerships that it names, or all.

    Where it says "partnerskabet" in a note of several, it may be about any of them.
    """
    said = key(count.sentence)
    if named := [many for name, many in efforts.items() if name and key(name) in said]:
        return replace(count, found=sum(named))
    of_any = len(efforts) > 1 and ONE.search(count.sentence) and count.stated in efforts.values()
    return replace(count, found=count.stated) if of_any else count


def _named_above(document: Document, found: EffortTable, kind: Kind) -> str | None:
    """The partnership in the table's caption; in the line before it where it has none, perhaps on the page before."""
    if found.called:
        return partnership_in(without_unit(found.called, kind))
    before = next((a for a, b in pairwise(document.parts) if b is found.table), None)
    return (
        partnership_in(without_unit(before.text, kind))
        if isinstance(before, Line) and not before.text.endswith(".")
        else None
    )
