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
    grid.add_column()
    grid.add_column(justify="right")
    for rule, named in say["certify_sort"].items():
        of_rule = [tie for tie in ties if tie.rule == rule]
        rounded = sum(bool(tie.ties and tie.difference) for tie in of_rule)
        if of_rule:
            tied = text(f"{sum(bool(t.ties) for t in of_rule)} / {len(of_rule)}")
            grid.add_row(
                text(f"  {named}"), tied, text(say["certify_rounded"].format(count=rounded) if rounded else "")
            )
    return grid


def _wrong(ties: Sequence[Tie], language: str) -> Grid:
    say = words(language)
    grid = Grid(box=box.SIMPLE)
    for column in ("where", "about"):
        grid.add_column(say[f"certify_{column}"], overflow="fold")
    rounded = any(tie.tolerance for tie in ties)
    for column in ("stated", "made", "difference", *(["tolerance"] if rounded else [])):
        grid.add_column(say[f"certify_{column}"], justify="right", no_wrap=True)
    for tie in ties:
        where = tie.place.in_english() if language == "en" else tie.place.in_words()
        grid.add_row(text(where), text(tie.about), *_numbers(tie, say), *([_tolerance(tie)] if rounded else []))
    return grid


def _numbers(tie: Tie, say: dict[str, Any]) -> tuple[Text, Text, Text]:
    """What is stated, what is made and the difference; a word where a number is not there or cannot be read."""
    missing = text(say["certify_nothing" if tie.ties is False else "certify_unreadable"], "dim")
    stated, made = (missing if value is None else _number(value, tie.unit) for value in (tie.stated, tie.made))
    return stated, made, text("") if tie.difference is None else _number(tie.difference, tie.unit)


def _tolerance(tie: Tie) -> Text:
    return Text.assemble("± ", _number(tie.tolerance, tie.unit)) if tie.tolerance else text("")


def _number(value: Decimal, unit: str) -> Text:
    """A number as a Danish reader writes it, two decimals at most, with its unit."""
    shown = f"{round(value, 2):,f}"
    shown = (shown.rstrip("0").rstrip(".") if "." in shown else shown).translate(str.maketrans(",.", ".,"))
    return text(f"{shown} {UNITS.get(unit, '')}".rstrip())
