"""The rules as ``afrapport rules list`` and ``afrapport rules show`` show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table as Grid
from rich.text import Text

from flows.show.finding import STYLES
from flows.show.text import text
from flows.words import words
from schemas.examples import example
from schemas.grades import OFF, Grades
from schemas.rule_words import looks_at, regraded, validity, versions, word
from schemas.rulebook import Rule


def listed(rules: Iterable[Rule], grades: Grades, language: str) -> RenderableType:
    """A row a rule; one that is graded otherwise than in the rule book has a mark."""
    say = words(language)
    grid = Grid(box=box.SIMPLE)
    for name in ("rule", "severity", "level"):
        grid.add_column(word("label", name, language), no_wrap=True)
    grid.add_column(say["rules_about"], overflow="fold")
    for rule in rules:
        severity = grades.of(rule.id)
        mark = "" if severity == rule.severity else " *"
        grade = text(f"{short(severity, language)}{mark}", STYLES.get(severity, "dim"))
        grid.add_row(text(rule.id), grade, text(word("level", rule.level, language)), text(rule.about[language]))
    return Group(grid, text(say["rules_marked"], "dim"))


def one(rule: Rule, grades: Grades, decided: Sequence[dict[str, Any]], language: str) -> RenderableType:
    """Everything that a steward needs to know of a rule."""
    severity, told = grades.of(rule.id), example(rule, raised_as(rule, grades))
    english = language == "en"
    unused = "" if rule.implemented else f" ({word('other', 'not_implemented', language)})"
    lines = {
        "severity": f"{word('severity', severity, language)}{unused}",
        "level": word("level", rule.level, language),
        "looks_at": looks_at(rule, language).replace("`", ""),
        "message": told.message_en if english else told.message,
        "how_to_fix": told.how_to_fix_en if english else told.how_to_fix,
        "regraded": regraded(rule, language),
        "valid": validity(rule, language),
        "version": "\n".join(versions(rule, language)),
    }
    grid = Grid.grid(padding=(0, 2))
    for name, line in lines.items():
        grid.add_row(text(word("label", name, language), "dim"), Group(*map(text, line.split("\n"))))
    head = text(rule.id, "bold")
    return Group(head, text(rule.about[language]), Text(), grid, *_decided(rule, decided, language))


def raised_as(rule: Rule, grades: Grades) -> str:
    """The severity of the rule's findings; that of the rule book for one that is off."""
    severity = grades.of(rule.id)
    return rule.severity if severity == OFF else severity


def short(severity: str, language: str) -> str:
    """The severity in a word or two."""
    return word("severity", severity, language).partition(":")[0]


def _decided(rule: Rule, decided: Sequence[dict[str, Any]], language: str) -> list[Text]:
    say = words(language)
    lines = [Text(), text(say["rule_in_book"].format(severity=short(rule.severity, language)))] if decided else []
    for row in decided:
        told = row | {"severity": short(row["severity"], language), "reason": row["reason"] or "–"}
        line = say["rule_graded"].format(**told | {"decided_at": f"{row['decided_at']:%Y-%m-%d %H:%M}"})
        lines.append(text(line if row["counts"] else f"{line} {say['rule_outgrown']}"))
    return lines
