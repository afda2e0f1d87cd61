"""A rule in words: what the rule book's own terms are called, and what can be said of a rule in a line."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from extractors.data_file import data_file
from schemas.columns import VIEWS, column
from schemas.day_in_words import day_in
from schemas.grades import OFF
from schemas.rulebook import Rule


def word(section: str, name: str, language: str) -> str:
    """What something is called: a ``severity``, ``level``, ``figure``, the ``label`` of a line, an ``other`` phrase."""
    return _words()[section][name][language]


@cache
def _words() -> dict[str, dict[str, dict[str, str]]]:
    return data_file("schemas", "rule_words.yaml")


def possible_severities(rule: Rule) -> tuple[str, ...]:
    """What a rule can be graded. An error can be softened, never silenced: nothing wrong is loaded without a mark."""
    if rule.fixed:
        return (rule.severity,)
    return ("error", "warning") if rule.severity == "error" else ("error", "warning", OFF)


def looks_at(rule: Rule, language: str) -> str:
    """The figures and the column that a rule is about."""
    figures = word("figure", rule.figure, language)
    if rule.column is None or rule.figure not in VIEWS:
        return figures
    described = column(rule.figure, rule.column)
    return f"{figures}: {described.da if language == 'da' else described.en} (`{rule.column}`)"


def regraded(rule: Rule, language: str) -> str:
    """What a rule can be graded, other than it is in the rule book."""
    if rule.fixed:
        return word("other", "fixed", language)
    others = (s for s in possible_severities(rule) if s != rule.severity)
    return ", ".join(word("severity", s, language).partition(":")[0] for s in others)


def validity(rule: Rule, language: str) -> str:
    """The days on which a rule counts."""
    since = word("other", "since", language).format(day=day_in(language, rule.valid_from))
    if rule.valid_to is None:
        return since
    return f"{since} {word('other', 'until', language).format(day=day_in(language, rule.valid_to))}"


def versions(rule: Rule, language: str) -> Iterator[str]:
    """Each version of a rule, and what it changed."""
    if not rule.history:
        yield word("other", "first", language).format(version=rule.version, day=day_in(language, rule.valid_from))
    for entry in rule.history:
        told = {"version": entry["version"], "day": day_in(language, entry["from"]), "change": entry[language]}
        yield word("other", "later", language).format(**told)
