"""The years that reports are about, for the filters."""

from __future__ import annotations

from sqlalchemy import Connection, text

# each year is found by the index, and the next one after it: no look at every report
YEARS = text("""
    with recursive y(year) as (
      select max(period_year) from report
      union all select (select max(r.period_year) from report r where r.period_year < y.year) from y
      where y.year is not null)
    select year from y where year is not null""")


def report_years(connection: Connection) -> list[int]:
    """Each year that a report is about, newest first; a plan over several counts as its first."""
    return list(connection.execute(YEARS).scalars())
