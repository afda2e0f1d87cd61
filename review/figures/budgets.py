"""What efforts were given and by whom, by year: sums that the database adds up in whole øre."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row

from review.charts.bars import bar_chart
from review.charts.shapes import Chart
from review.figures.asked import Asked
from review.figures.effort_walk import AT_ONCE, Named, named_efforts, walk

# the same money, told in four ways: adding them up together would count it more than once
PARTS = {
    "effort": "not is_total and source is null and line is null",
    "line": "not is_total and source is null and line is not null",
    "source": "not is_total and source is not null",
    "total": "is_total",
}
SUMS = """
    select effort_key, year, sum(amount_ore) as ore, count(*) as figures, min(report_id) as report_id,
      min(figure_key) as figure_key, count(distinct report_kind) as kinds
    from bi_budget where measure = 'budget' and {part} and {{efforts}} and {conditions}
    group by effort_key, year"""


@dataclass(frozen=True, slots=True)
class Budgets:
    """A table of efforts by years; ``cells`` by effort and year. ``after`` is the key after which there is more."""

    efforts: list[Named]
    years: list[int | None]
    cells: dict[tuple[str | None, int | None], Row[Any]]
    after: str | None

    def of_effort(self, key: str | None) -> int:
        """Øre of an effort over the years."""
        return sum(int(cell.ore) for (effort, _), cell in self.cells.items() if effort == key)

    def of_year(self, year: int | None) -> int:
        """Øre of a year over the efforts shown."""
        return sum(int(cell.ore) for (_, each), cell in self.cells.items() if each == year)

    @property
    def all(self) -> int:
        """Øre of all that is shown."""
        return sum(int(cell.ore) for cell in self.cells.values())

    @property
    def mixed(self) -> bool:
        """Whether a sum has amounts of several kinds of reports, which may tell of the same money."""
        return any(cell.kinds > 1 for cell in self.cells.values())


def budgets(connection: Connection, asked: Asked, after: str = "") -> Budgets:
    """The sums for some efforts."""
    conditions, values = asked.conditions()
    query = SUMS.format(part=PARTS[asked.part or "effort"], conditions=conditions)
    names = named_efforts(connection, asked.search, asked.effort)
    found = walk(connection, "budget", names, after, query, values, AT_ONCE)
    years = {row.year for row in found.rows}
    listed: list[int | None] = sorted(year for year in years if year is not None)
    cells = {(row.effort_key, row.year): row for row in found.rows}
    return Budgets(found.efforts, [*listed, *([None] if None in years else [])], cells, found.after)


def chart_of(shown: Budgets, name: str) -> Chart | None:
    """The sum of each year; a year without one is a gap. None where there are not two years to compare."""
    sums: dict[int, int] = defaultdict(int)
    for (_, year), cell in shown.cells.items():
        if year is not None:
            sums[year] += int(cell.ore)
    if len(sums) < 2:
        return None
    years = range(min(sums), max(sums) + 1)
    return bar_chart([str(year) for year in years], name, [sums.get(year) for year in years])
