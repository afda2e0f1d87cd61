"""What the filters of the queue can be set to."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text

from extractors.kinds.registry import KINDS
from schemas.parsers.status_word import department_codes
from schemas.rulebook import rules

# each year is found by the index, and the next one after it: no look at every report
YEARS = text("""
    with recursive y(year) as (
      select max(period_year) from report
      union all select (select max(r.period_year) from report r where r.period_year < y.year) from y
      where y.year is not null)
    select year from y where year is not null""")


@dataclass(frozen=True, slots=True)
class Choices:
    """The values of the filters."""

    rules: list[str]
    kinds: list[str]
    departments: list[str]
    years: list[int]


def choices_of(connection: Connection) -> Choices:
    """All that there may be, whether a finding has it now or not."""
    years = [row.year for row in connection.execute(YEARS)]
    return Choices(sorted(rules()), list(KINDS), department_codes(), years)
