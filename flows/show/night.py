"""The night's result as ``afrapport run`` shows it."""

from __future__ import annotations

from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from extractors.place import Place
from flows.show.finding import Said, drawn, where
from flows.show.text import text
from flows.words import words
from warehouse.read import OpenFinding, ReportRow

FINDINGS_SHOWN = 20
NARROWEST_COLUMN = 13  # characters: no word of a kind or state is broken


def night(
    counts: dict[str, Any], reports: list[ReportRow], findings: list[OpenFinding], language: str
) -> RenderableType:
    """A row a report, the counts in a sentence, and the first of the night's findings in words."""
    say = words(language)
    parts: list[RenderableType] = [text(say["night_done"], "bold")]
    if not counts["reports_seen"]:
        parts.append(text(say["night_empty"]))
    if reports:
        parts.append(_reports(reports, say))
    parts += [text(say["reports_line"].format(**counts)), text(say["figures_line"].format(**counts))]
    parts += [drawn(_said(f, language), language) for f in findings[:FINDINGS_SHOWN]]
    if len(findings) > FINDINGS_SHOWN:
        parts += [Text(), text(say["more_findings"], "dim")]
    return Group(*parts)


def _reports(reports: list[ReportRow], say: dict[str, Any]) -> Grid:
    grid = Grid(box=box.SIMPLE)
    for name in ("file", "kind", "state"):
        grid.add_column(say[f"column_{name}"], overflow="fold", min_width=NARROWEST_COLUMN)
    for name in ("loaded", "held", "errors", "warnings"):
        grid.add_column(say[f"column_{name}"], justify="right")
    for row in reports:
        grid.add_row(
            text(row.report_file),
            text(say["kind"].get(row.report_kind or "unknown", row.report_kind)),
            text(say["state"].get(row.state, row.state)),
            *(text(count) for count in (row.figures_loaded, row.figures_held, row.errors, row.warnings)),
        )
    return grid


def _said(it: OpenFinding, language: str) -> Said:
    english = language == "en"
    return Said(
        severity=it.severity,
        where=where(Place(it.page, sheet=it.sheet, cell=it.cell), it.effort, language, it.report_file),
        message=it.message_en if english else it.message,
        how_to_fix=it.how_to_fix_en if english else it.how_to_fix,
        rule=it.rule,
    )
