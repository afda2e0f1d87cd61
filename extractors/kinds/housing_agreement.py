"""Housing agreements: goals of the strategic part and of each sub-agreement, and the budget sheet at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.kinds.budget_columns import read_columns
from extractors.kinds.budget_sheet import add_sheets, stated_period
from extractors.kinds.goal_table import GoalTable, Section, goal_header
from extractors.kinds.kind import Kind, load_kind
from extractors.kinds.metadata import describe
from extractors.kinds.passages import NumberedTable, Passage, passages
from extractors.kinds.periods import year_in
from extractors.kinds.places import Places
from extractors.labels import kept
from extractors.model import Document, Table
from extractors.place import Place
from extractors.raw import Drift, RawReport, RawValue

LONG = 160  # characters: a longer text is no heading
FIELDS = 4  # fields of a form between a label and what belongs to it, at most
CONTENTS = re.compile(r"\.{4,}|…\s*\d")  # leaders of a table of contents


def interpret(document: Document, kind: Kind) -> RawReport:
    """An indicator row a baseline or comparison, and every amount of the budget sheet.

    A report without goals or without its budget sheet says so as ``report.table_missing``.
    """
    report = RawReport(kind.name, kind.version, decimal_mark=kind.decimal_mark, group_mark=kind.group_mark)
    sheet = load_kind("budget_sheet")
    texts = [p for p in passages(document, lambda t: _matters(t, kind, sheet)) if isinstance(p, Passage)]
    report.period = _period(texts, kind) or stated_period(document, sheet)
    describe(report, document, kind)
    area = _labelled(texts, kind.words["about"])
    report.about = [area.text] if area and area.text else []
    if not _add_goals(report, document, kind, sheet):
        report.drifts.append(Drift("report.table_missing", Place(), None, kind.words["missing_goals"]))
    if not add_sheets(report, document, sheet):
        report.drifts.append(Drift("report.table_missing", Place(), None, kind.words["missing_sheet"]))
    return report


def _matters(table: Table, kind: Kind, sheet: Kind) -> bool:
    return goal_header(table, kind) is not None or read_columns(table, sheet) is not None


def _add_goals(report: RawReport, document: Document, kind: Kind, sheet: Kind) -> int:
    """Reads every table of goals under the heading that it belongs to; returns how many there are."""
    places = Places.of(document, kind)
    headings: list[Passage] = []
    effort: RawValue | None = None
    found, named_next = 0, False
    for part in passages(document, lambda t: _matters(t, kind, sheet)):
        if isinstance(part, NumberedTable):
            if header := goal_header(part.table, kind):
                section = Section(_topic(headings, effort, kind), effort)
                GoalTable(report, part.table, part.number, section, places).read(header)
                found += 1
            continue
        heading = _section_heading(part.text, kind)
        if heading or named_next:
            name = kept(heading.group(1) if heading else part.text)
            effort, named_next = RawValue(name, part.place) if name else effort, name is None
            headings = [part] if heading else headings
        elif len(part.text) <= LONG:
            headings.append(part)
    return found


def _section_heading(text: str, kind: Kind) -> re.Match[str] | None:
    """The heading of a sub-agreement; its group is the section where it names one itself."""
    if len(text) > LONG or CONTENTS.search(text):
        return None
    return re.match(kind.words["section"], text, re.IGNORECASE)


def _topic(headings: list[Passage], effort: RawValue | None, kind: Kind) -> RawValue | None:
    """The sub-agreement's heading, else the last heading that speaks of goals or is numbered, else a bold one."""
    if effort is not None:
        return RawValue(kept(headings[0].text), headings[0].place)
    for pattern in kind.words["goal_heading"]:
        for part in reversed(headings):
            if re.search(pattern, part.text, re.IGNORECASE):
                return RawValue(kept(part.text), part.place)
    bold = next((p for p in reversed(headings) if p.bold), None)
    return RawValue(kept(bold.text), bold.place) if bold else None


def _period(texts: list[Passage], kind: Kind) -> RawValue | None:
    """How long the agreement says that it is valid; else what a sub-agreement says of itself."""
    for pattern in (kind.words["valid"], kind.words["valid_part"]):
        for said in _behind(texts, pattern, FIELDS):
            if year_in(said.text):
                return said
    return None


def _labelled(texts: list[Passage], pattern: str) -> RawValue | None:
    return next(_behind(texts, pattern, 1), None)


def _behind(texts: list[Passage], pattern: str, fields: int) -> Iterator[RawValue]:
    """What stands behind a label, or in the fields after it where nothing does."""
    for n, part in enumerate(texts):
        if found := re.match(pattern, part.text, re.IGNORECASE):
            said = next((g for g in found.groups() if g), "").strip()
            if said:
                yield RawValue(said, part.place)
            else:
                yield from (RawValue(after.text, after.place) for after in texts[n + 1 : n + 1 + fields])
