"""One file as ``afrapport check`` shows it: what it is, how many figures it holds, and each finding in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from flows.show.finding import drawn, said
from flows.show.text import text
from flows.words import kind_name, words
from schemas.report import CheckedReport, Finding


def report(checked: CheckedReport, name: str, language: str) -> RenderableType:
    """The report, its count of findings, and each of them."""
    say = words(language)
    parts: list[RenderableType] = [_heading(checked, name, language), Text()]
    parts += [*_checks(checked, say), _count(checked.findings, say)]
    parts += [drawn(said(f, language), language) for f in checked.findings]
    return Group(*parts, Text(), text(say["nothing_written"], "dim"))


def _heading(checked: CheckedReport, name: str, language: str) -> Grid:
    say = words(language)
    grid = Grid.grid(padding=(0, 2))
    years = sorted({y for y in (checked.period_year, checked.period_end_year) if y is not None})
    facts = [
        (say["column_file"], name),
        (say["report"], kind_name(checked.kind, language)),
        (say["title"], checked.title),
        (say["period"], "–".join(map(str, years)) or None),
        (say["published_on"], checked.published_on),
        (say["case_number"], checked.case_number),
        (say["figures"], _figures(checked, say)),
        (say["column_state"], say["would_be"].get(checked.state, checked.state)),
    ]
    for label, value in facts:
        if value is not None:
            grid.add_row(text(label, "dim"), text(value))
    return grid


def _figures(checked: CheckedReport, say: dict[str, Any]) -> str:
    counts = {view: sum(f.view == view for f in checked.figures) for view in say["view"]}
    listed = ", ".join(f"{count} {say['view'][view]}" for view, count in counts.items() if count) or "0"
    return f"{listed} ({say['held_of_these'].format(count=len(checked.held))})" if checked.held else listed


def _checks(checked: CheckedReport, say: dict[str, Any]) -> list[Text]:
    """How many checks there were; of a file that cannot be read there was only one."""
    passed, failed = (sum(getattr(tally, name) for tally in checked.checks) for name in ("passed", "failed"))
    return [text(say["checks"].format(checks=passed + failed, passed=passed, failed=failed))] if passed else []


def _count(findings: Sequence[Finding], say: dict[str, Any]) -> Text:
    if not findings:
        return text(say["no_findings"], "green")
    errors = sum(f.severity == "error" for f in findings)
    counted = [(errors, "error"), (len(findings) - errors, "warning")]
    return text(
        say["findings"] + ": " + ", ".join(f"{n} {say['counted'][severity][n != 1]}" for n, severity in counted), "bold"
    )
