"""Why the register or a rule was not changed, in words that the command line and the review app share."""

from __future__ import annotations

from functools import cache
from typing import Any

from extractors.data_file import data_file
from schemas.day_in_words import days_in
from warehouse.refused import Refused
from warehouse.regrade import CannotRegrade


def why_not(problem: Refused | CannotRegrade, language: str) -> str:
    """The sentence for whoever asked for the change, in ``da`` or ``en``."""
    if isinstance(problem, CannotRegrade):
        return not_done(problem.sentence, language, **problem.facts)
    listed = ", ".join(f"»{name}«" for name in problem.near)
    near = not_done("near", language, names=listed) if listed else ""
    return not_done(problem.why, language, **problem.facts, near=near)


def not_done(sentence: str, language: str, **facts: Any) -> str:
    """One of the sentences, its gaps filled; a severity is put into words."""
    book = _book()[language]
    if "severity" in facts:
        facts["severity"] = book["severity"].get(facts["severity"], facts["severity"])
    return book[sentence].format(**days_in(language, facts))


@cache
def _book() -> dict[str, dict[str, Any]]:
    return data_file("warehouse", "not_done.yaml")
