"""Why a decision cannot be made, in words that the command line and the review app share."""

from __future__ import annotations

from functools import cache
from typing import Any

from extractors.data_file import data_file
from schemas.day_in_words import days_in
from warehouse.settle import CannotSettle


def refusal(problem: CannotSettle, language: str) -> str:
    """The sentence for a steward, in ``da`` or ``en``."""
    book = _book()[language]
    facts = days_in(language, problem.facts)
    if language == "en" and "message_en" in facts:
        facts["message"] = facts["message_en"]
    if "state" in facts:
        facts["state"] = book["state"].get(facts["state"], facts["state"])
    return book[problem.sentence].format(**facts)


@cache
def _book() -> dict[str, dict[str, Any]]:
    return data_file("warehouse", "refusals.yaml")
