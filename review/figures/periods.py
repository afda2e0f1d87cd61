"""The periods of indicators in their order: years, and months or school years within them."""

from __future__ import annotations

MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
Period = tuple[int, str]  # a year, and what is finer than a year (blank: all of it)


def in_order(period: Period) -> tuple[int, int, str]:
    """What periods are sorted by: the year, then months as the year has them, then by letter."""
    year, label = period
    start = label.casefold()[:3]
    return year, MONTHS.index(start) + 1 if start in MONTHS else 0, label


def shown(period: Period) -> str:
    """The period in words; a label that names the year is enough."""
    year, label = period
    if not label:
        return str(year)
    return label if str(year) in label else f"{label} {year}"


def with_gaps(periods: set[Period]) -> list[Period]:
    """All periods in order; where they are whole years, those between are there too."""
    ordered = sorted(periods, key=in_order)
    if any(label for _, label in ordered):
        return ordered
    return [(year, "") for year in range(ordered[0][0], ordered[-1][0] + 1)]
