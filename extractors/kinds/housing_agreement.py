"""Housing agreements: goals of the strategic part and of each sub-agreement, and the budget sheet at the end."""

from __future__ import annotations

import re

from extractors.kinds.budget_columns import read_columns
from extractors.kinds.budget_sheet import add_sheets
from extractors.kinds.goal_table import GoalTable, Section, goal_header
from extractors.kinds.kind import Kind, load_kind
from extractors.kinds.metadata import describe
from extractors.kinds.passages import Passage, passages
from extractors.kinds.places import Places
from extractors.labels import kept
from extractors.model import Document, Table
from extractors.place import Place
from extractors.raw import Drift, RawReport, RawValue

LONG = 160  # characters: a longer text is no heading
CONTENTS = re.compile(r"\.{4,}|…\s*\d")  # leaders of a table of contents


def interpret(document: Document, kind: Kind) -> RawReport:
    """An indicator row a baseline or comparison, and every amount of the budget sheet.

    A report without goals or without its budget sheet says so as ``report.table_missing``.
    """
    report = RawReport(kind.name, kind.version, decimal_mark=kind.decimal_mark, group_mark=kind.group_mark)
    sheet = load_kind("budget_sheet")
    texts = [p for p in passages(document, lambda t: _matters(t, kind, sheet)) if isinstance(p, Passage)]
    report.period = _labelled(texts, kind.words["valid"]) or _labelled(texts, kind.words["valid_part"])
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
    found = 0
    for part in passages(document, lambda t: _matters(t, kind, sheet)):
        if isinstance(part, Passage):
            if name := _section_named(part.text, kind):
                effort, headings = RawValue(name, part.place), [part]
            elif len(part.text) <= LONG:
                headings.append(part)
        elif header := goal_header(part.table, kind):
            section = Section(_topic(headings, effort, kind), effort)
            GoalTable(report, part.table, part.number, section, places).read(header)
            found += 1
    return found


def _section_named(text: str, kind: Kind) -> str | None:
    """The section of a sub-agreement that a heading names."""
    if len(text) > LONG or CONTENTS.search(text):
        return None
    found = re.match(kind.words["section"], text, re.IGNORECASE)
    return kept(found.group(1)) if found else None


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


def _labelled(texts: list[Passage], pattern: str) -> RawValue | None:
    """What stands behind a label, or in the next text where nothing does."""
    for n, part in enumerate(texts):
        if found := re.match(pattern, part.text, re.IGNORECASE):
            said = next((g for g in found.groups() if g), "").strip()
            behind = part if said else texts[n + 1] if n + 1 < len(texts) else part
            return RawValue(said or behind.text, behind.place)
    return None
