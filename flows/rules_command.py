"""The commands ``afrapport rules list`` and ``afrapport rules show``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from flows.as_json import written
from flows.known_rule import known_rule
from flows.opened import is_there, opened
from flows.settings import language
from flows.show import rules as shown
from flows.show.text import show
from schemas.examples import example
from schemas.grades import Grades, grades_on
from schemas.rule_words import possible_severities
from schemas.rulebook import Rule, rules
from warehouse.grades import counts, danish_day, grade_rows, grades_at


def show_all(url: str, *, as_json: bool) -> None:
    """Every rule with the severity that it has in the warehouse; that of the rule book where there is none."""
    grades, _ = _graded(url)
    if as_json:
        print(written([_told(rule, grades) for rule in rules().values()]))
    else:
        show(shown.listed(list(rules().values()), grades, language()))


def show_one(url: str, name: str, *, as_json: bool) -> None:
    """All that there is to say of a rule, with what was decided about it."""
    rule = known_rule(name)
    grades, decided = _graded(url, name)
    if as_json:
        print(written(_told(rule, grades) | _sentences(rule, grades) | {"history": rule.history, "grades": decided}))
    else:
        show(shown.one(rule, grades, decided, language()))


def _graded(url: str, rule: str | None = None) -> tuple[Grades, Sequence[dict[str, Any]]]:
    """The grades of now, and what was decided about one rule."""
    now = datetime.now(UTC)
    if not is_there(url):
        return grades_on(danish_day(now)), []
    with opened(url) as engine, engine.connect() as connection:
        rows = grade_rows(connection, rule) if rule else []
        return grades_at(connection, now), [dict(row._mapping) | {"counts": counts(row)} for row in rows]


def _told(rule: Rule, grades: Grades) -> dict[str, Any]:
    return {
        "rule": rule.id,
        "version": rule.version,
        "severity": grades.of(rule.id),
        "severity_in_rule_book": rule.severity,
        "possible_severities": possible_severities(rule),
        "level": rule.level,
        "figure": rule.figure,
        "field": rule.column,
        "valid_from": rule.valid_from,
        "valid_to": rule.valid_to,
        "implemented": rule.implemented,
        "about": rule.about,
    }


def _sentences(rule: Rule, grades: Grades) -> dict[str, Any]:
    """The sentences with the example's values, and the templates that they come from."""
    told = example(rule, shown.raised_as(rule, grades))
    return {
        "message": {"da": told.message, "en": told.message_en},
        "how_to_fix": {"da": told.how_to_fix, "en": told.how_to_fix_en},
        "templates": {"message": rule.message, "how_to_fix": rule.fix},
    }
