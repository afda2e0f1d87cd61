"""The night's result as ``afrapport run`` shows it."""

from __future__ import annotations

from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from extractors.place import Place
from flows.show.finding import Said, drawn, where
from flows.show.self_check import in_a_sentence
from flows.show.text import text
from flows.words import kind_name, words
from warehouse.read import OpenFinding, ReportRow

ERRORS_SHOWN = 20
LONGEST_WORD = 16  # characters, in the name of a kind: none is broken on a narrow terminal


def night(
    counts: dict[str, Any], reports: list[ReportRow], findings: list[OpenFinding], language: str
) -> RenderableType:
    """A row a report, the counts in a sentence, and the errors of the night in words; warnings are only counted."""
    say = words(language)
    parts: list[RenderableType] = [text(say["night_done"], "bold")]
    if not counts["reports_seen"]:
        parts.append(text(say["night_empty"]))
    if reports:
        parts.append(_reports(reports, language))
    parts += [text(say["reports_line"].format(**counts)), text(say["figures_line"].format(**counts))]
    errors = [f for f in findings if f.severity == "error"]
    parts += [drawn(_said(f, language), language) for f in errors[:ERRORS_SHOWN]]
    parts += _unapplied(counts.get("decisions_unapplied", []), say)
    if "self_check" in counts:
        parts += [Text(), in_a_sentence(counts["self_check"], say)]
    return Group(*parts, *_not_shown(max(len(errors) - ERRORS_SHOWN, 0), len(findings) - len(errors), say))


def _unapplied(decisions: list[dict[str, Any]], say: dict[str, Any]) -> list[Text]:
    lines = [text(say["unapplied_line"].format(**d | {"outcome": say["outcome"][d["outcome"]]})) for d in decisions]
    return [Text(), text(say["unapplied"]), *lines] if lines else []


def _not_shown(errors: int, warnings: int, say: dict[str, Any]) -> list[Text]:
    counted = [(errors, say["more_errors"]), (warnings, say["more_warnings"])]
    lines = [text(sentence.format(count=count)) for count, sentence in counted if count]
    return [Text(), *lines, text(say["see_findings"], "dim")] if lines else []


def _reports(reports: list[ReportRow], language: str) -> Grid:
    say = words(language)
    grid = Grid(box=box.SIMPLE)
    grid.add_column(say["column_file"], overflow="fold")
    grid.add_column(say["column_kind"], width=LONGEST_WORD)
    grid.add_column(say["column_state"], no_wrap=True)
    for name in ("loaded", "held", "errors", "warnings"):
        grid.add_column(say[f"column_{name}"], justify="right", no_wrap=True)
    for row in reports:
        grid.add_row(
            text(row.report_file),
            text(kind_name(row.report_kind, language)),
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
