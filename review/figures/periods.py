"""The periods of indicators in their order: years, and months or school years within them."""

from __future__ import annotations

from review.formats import NOTHING

MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
Period = tuple[int | None, str]  # a year, and what is finer than a year (blank: all of it)


def in_order(period: Period) -> tuple[int, int, str]:
    """What periods are sorted by: the year, then months as the year has them, then by letter."""
    year, label = period
    if year is None:
        return 0, 0, label
    start = label.casefold()[:3]
    return year, MONTHS.index(start) + 1 if start in MONTHS else 0, label


def shown(period: Period) -> str:
    """The period in words; a label that names the year is enough."""
    year, label = period
    if not label or year is None:
        return label or (NOTHING if year is None else str(year))
    return label if str(year) in label else f"{label} {year}"


def with_gaps(periods: set[Period]) -> list[Period]:
    """The periods that can stand on one axis, in order: months alone where there are any, else all of them.

    Where they are whole years, those between are there too.
    """
    months = {period for period in periods if in_order(period)[1]}
    ordered = sorted(months if len(months) > 1 else periods, key=in_order)
    if any(label for _, label in ordered):
        return ordered
    first, last = in_order(ordered[0])[0], in_order(ordered[-1])[0]
    return [(year, "") for year in range(first, last + 1)]
