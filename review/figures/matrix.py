"""Statuses as a table of partnerships by years, and as a chart of years."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from review.charts.shapes import Chart
from review.charts.stacked import stacked_chart
from review.figures.status_counts import Group
from schemas.parsers.status_word import word_of_each_status

# how each is drawn: charts.css and charts.html
LOOKS = {"achieved": "achieved", "partly_achieved": "partial", "not_achieved": "held", "not_relevant": "none"}


@dataclass(frozen=True, slots=True)
class Matrix:
    """``cells`` by partnership and year, each with the number of efforts of each status."""

    partnerships: list[str | None]
    years: list[int | None]
    cells: dict[tuple[str | None, int | None], Counter[str]]

    def of_year(self, year: int | None) -> Counter[str]:
        """The numbers of a year."""
        return sum((cell for (_, each), cell in self.cells.items() if each == year), Counter())


def matrix_of(counts: Counter[Group]) -> Matrix:
    """The counts by partnership and year; what names neither comes last."""
    cells: dict[tuple[str | None, int | None], Counter[str]] = defaultdict(Counter)
    for group, number in counts.items():
        cells[group.partnership, group.year][group.status] += number
    places = sorted({place for place, _ in cells}, key=lambda it: (it is None, it or ""))
    years = sorted({year for _, year in cells}, key=lambda it: (it is None, it or 0))
    return Matrix(places, years, dict(cells))


def chart_of(counts: Counter[Group], named: Callable[[str], str], without: str) -> Chart | None:
    """How the statuses of each year are made up; the last ten years."""
    matrix = matrix_of(counts)
    years = matrix.years[-10:]
    if not years:
        return None
    sums = [matrix.of_year(year) for year in years]
    codes = list(word_of_each_status())
    series = {named(code): [each[code] for each in sums] for code in codes}
    looks = {named(code): LOOKS[code] for code in codes}
    return stacked_chart([without if year is None else str(year) for year in years], series, looks)
