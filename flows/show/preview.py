"""What a rule would do, as ``afrapport rules preview`` shows it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from rich import box
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table as Grid
from rich.text import Text

from flows.show.finding import where
from flows.show.rules import short
from flows.show.text import text
from flows.words import words
from schemas.rulebook import Rule
from warehouse.preview import Catch
from warehouse.preview_total import PreviewTotal

STATES = ("open", "accepted", "corrected", "rejected", "obsolete")


def preview(rule: Rule, now: str, asked: str, total: PreviewTotal, language: str) -> RenderableType:
    """The counts, what was decided about the findings, the money at stake, and the first findings in words."""
    say = words(language)
    grades = {"now": short(now, language), "asked": short(asked, language)}
    parts: list[RenderableType] = [
        text(say["preview_title"].format(rule=rule.id, **grades), "bold"),
        text(rule.about[language]),
        Text(),
        _counts(asked, total, language),
    ]
    for file, catch in total.examples:
        parts += _example(file, catch, language)
    more = total.findings.total() - len(total.examples)
    if more > 0:
        parts += [Text(), text(say["preview_more"].format(count=more), "dim")]
    return Group(*parts, Text(), text(say["preview_nothing_written"], "dim"))


def _counts(asked: str, total: PreviewTotal, language: str) -> Grid:
    say = words(language)
    grid = Grid(box=box.SIMPLE, show_header=False)
    grid.add_column(overflow="fold")
    grid.add_column(justify="right", no_wrap=True)
    states = {say["finding_state"][state]: total.findings[state] for state in STATES if total.findings[state]}
    rows = {
        say["preview_reports"]: total.reports,
        say["preview_unread"]: total.unread or None,
        say["preview_caught"]: len(total.caught),
        say["preview_findings"]: total.findings.total(),
        **{f"  {named}": count for named, count in states.items()},
        say["preview_held"].format(severity=short(asked, language)): total.held,
        say["preview_leaving"]: total.leaving,
        **_money(say["preview_kroner_leaving"], total.kroner_leaving),
        say["preview_coming"]: total.coming or None,
        **_money(say["preview_kroner_coming"], total.kroner_coming),
    }
    for label, value in rows.items():
        if value is not None:
            grid.add_row(text(label), text(value))
    return grid


def _example(file: str, catch: Catch, language: str) -> list[RenderableType]:
    state = words(language)["finding_state"][catch.state]
    head = Text.assemble(text(where(catch.place, None, language, file), "bold"), "  ", text(state, "dim"))
    return [Text(), head, Padding(text(catch.message_en if language == "en" else catch.message), (0, 0, 0, 2))]


def _money(sentence: str, kroner: Mapping[str, Decimal]) -> dict[str, str]:
    return {sentence.format(measure=measure): _kroner(amount) for measure, amount in kroner.items()}


def _kroner(amount: Decimal) -> str:
    whole = amount if amount % 1 else amount.quantize(Decimal(1))
    return f"{whole:,f}".translate(str.maketrans(",.", ".,")) + " kr."
