"""Status notes: a table a partnership with each activity's money and whether its goals are met."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from extractors.kinds.effort_table import EffortTable, add_rows, effort_tables, report_drift
from extractors.kinds.kind import Kind
from extractors.kinds.metadata import describe, stated_counts
from extractors.kinds.missed_tables import missed_tables
from extractors.kinds.money_unit import without_unit
from extractors.kinds.partnership import partnership_in, partnerships_in_title
from extractors.kinds.stated_shares import stated_shares
from extractors.labels import key
from extractors.model import Document, Line, Table
from extractors.raw import RawReport, RawValue, StatedCount

LABELLED = re.compile(r"(?:trygheds)?partnerskab(?:et)?\s*:", re.IGNORECASE)  # Partnerskab: Folehaven
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
        of = found.partnership.text if found.partnership is not None else None  # it may be that of the table before
        efforts[of or ""] += add_rows(report, found, kind)
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
    """The partnership in the table's caption, or else in a line right above, perhaps on the page before.

    Where the caption is about something else, a line that says nothing but the name may stand between.
    """
    if found.called and (name := partnership_in(without_unit(found.called, kind))):
        return name
    above = _lines_above(document, found.table)
    near = above[:1] if not found.called else [x for x in above if LABELLED.match(x.text)]
    names = (partnership_in(without_unit(x.text, kind)) for x in near if not x.text.endswith("."))
    return next((name for name in names if name), None)


def _lines_above(document: Document, table: Table) -> list[Line]:
    """The lines between a table and the one before it, the nearest first."""
    end = next((n for n, part in enumerate(document.parts) if part is table), 0)
    start = next((n for n in range(end, 0, -1) if isinstance(document.parts[n - 1], Table)), 0)
    return [part for part in reversed(document.parts[start:end]) if isinstance(part, Line)]
