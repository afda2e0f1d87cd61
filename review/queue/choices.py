"""What the filters of the queue can be set to."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from extractors.kinds.registry import KINDS
from review.report_years import report_years
from schemas.parsers.status_word import department_codes
from schemas.rulebook import rules


@dataclass(frozen=True, slots=True)
class Choices:
    """The values of the filters."""

    rules: list[str]
    kinds: list[str]
    departments: list[str]
    years: list[int]


def choices_of(connection: Connection) -> Choices:
    """All that there may be, whether a finding has it now or not."""
    return Choices(sorted(rules()), list(KINDS), department_codes(), report_years(connection))
