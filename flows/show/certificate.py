"""The arithmetic of a report as ``afrapport certify`` shows it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from flows.show.text import text
from flows.words import kind_name, words
from schemas.certificate import Tie

UNITS = {"DKK": "kr.", "percent": "%"}


def certificate(name: str, kind: str | None, ties: Sequence[Tie], language: str) -> RenderableType:
    """How many statements of each sort tie, and each that does not."""
    say = words(language)
    heading = text(f"{name} · {kind_name(kind, language)}", "bold")
    if not ties:
        return Group(heading, text(say["certify_none"]))
    wrong = [tie for tie in ties if not tie.ties]
    tied = text(say["certify_tied"].format(tied=len(ties) - len(wrong), all=len(ties)), "green" if not wrong else "")
    return Group(heading, tied, _by_rule(ties, say), *([_wrong(wrong, language)] if wrong else []))


def _by_rule(ties: Sequence[Tie], say: dict[str, Any]) -> Grid:
    grid = Grid.grid(padding=(0, 2))
    for rule, named in say["certify_sort"].items():
        of_rule = [tie for tie in ties if tie.rule == rule]
        if of_rule:
            grid.add_row(text(f"  {named}"), text(f"{sum(bool(t.ties) for t in of_rule)} / {len(of_rule)}"))
    return grid


def _wrong(ties: Sequence[Tie], language: str) -> Grid:
    say = words(language)
    grid = Grid(box=box.SIMPLE)
    for column in ("where", "about"):
        grid.add_column(say[f"certify_{column}"], overflow="fold")
    for column in ("stated", "made", "difference"):
        grid.add_column(say[f"certify_{column}"], justify="right")
    for tie in ties:
        where = tie.place.in_english() if language == "en" else tie.place.in_words()
        numbers = (_number(value, tie.unit, say) for value in (tie.stated, tie.made, tie.difference))
        grid.add_row(text(where), text(tie.about), *numbers)
    return grid


def _number(value: Decimal | None, unit: str, say: dict[str, Any]) -> Text:
    if value is None:
        return text(say["certify_unreadable"], "dim")
    whole = value.normalize() if value % 1 == 0 else round(value, 2)
    shown = f"{whole:,f}".translate(str.maketrans(",.", ".,"))
    return text(f"{shown} {UNITS.get(unit, '')}".rstrip())
