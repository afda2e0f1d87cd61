"""The amounts of a printed table as sections, lines and stated sums."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from schemas.draft import Draft
from schemas.labels import label_key

Column = tuple[int | None, str | None]  # (year, source); both None for the column of totals
TOTALS: Column = (None, None)

# a stated sum in one merged cell is over both columns below it
_MERGED = {
    "housing": ("housing", "housing_cash", "housing_in_kind"),
    "municipality": ("municipality", "municipality_cash", "municipality_in_kind"),
}


@dataclass(slots=True)
class Row:
    """The amounts of one printed row by column; a column may hold several."""

    number: int
    amounts: list[Draft]

    def at(self, column: Column) -> list[Draft]:
        """The amounts that a column holds in this row; a merged source takes in the sources that it covers."""
        year, source = column
        sources = _MERGED.get(source or "", (source,))
        return [a for a in self.amounts if a.values["year"] == year and a.values["source"] in sources]

    def in_total(self) -> list[Draft]:
        """What counts in the column of totals: the row's own total, or else its years."""
        own = self.at(TOTALS)
        years = [a for a in self.amounts if a.values["year"] is not None and a.values["source"] is None]
        return own or years


@dataclass(slots=True)
class Section:
    """An effort (or a budget sheet's section) of one table: its lines and the rows that state their sums."""

    effort: str | None
    lines: list[Row] = field(default_factory=list)
    sums: list[Row] = field(default_factory=list)

    def parts(self, column: Column, after: int = -1, before: int | None = None) -> list[Draft]:
        """The amounts of the lines in a column, between two row numbers.

        The effort's own headline amount is no part of a sum over its lines.
        """
        rows = [r for r in self.lines if r.number > after and (before is None or r.number < before)]
        amounts = [a for r in rows for a in (r.in_total() if column == TOTALS else r.at(column))]
        return [a for a in amounts if a.values["line"] is not None] or amounts

    def worth(self, column: Column) -> list[Draft]:
        """What the section adds to a grand total: its last stated sum, else its headline amounts, else its lines."""
        stated = next((found for row in reversed(self.sums) if (found := row.at(column))), [])
        headline = [a for row in self.lines for a in row.at(column) if a.values["line"] is None]
        return stated or headline or self.parts(column)


def tables(drafts: Iterable[Draft]) -> Iterator[list[Section]]:
    """The sections of each table that holds budget amounts, in reading order."""
    by_table: dict[int, dict[tuple[str, str], list[Draft]]] = defaultdict(lambda: defaultdict(list))
    for draft in drafts:
        if draft.view == "budget" and draft.values["measure"] == "budget":
            name = (label_key(draft.values["partnership"]), label_key(draft.values["effort"]))
            by_table[draft.raw.table][name].append(draft)
    for sections in by_table.values():
        yield [_section(amounts) for amounts in sections.values()]


def _section(amounts: Sequence[Draft]) -> Section:
    rows: dict[int, list[Draft]] = defaultdict(list)
    for amount in amounts:
        rows[amount.raw.row].append(amount)
    section = Section(amounts[0].values["effort"])
    stated = {n for n, row in rows.items() if all(a.values["is_total"] for a in row)}
    # a row of nothing but its own total is a line where the section has a fuller row of sums
    full = {n for n in stated if any((a.values["year"], a.values["source"]) != TOTALS for a in rows[n])}
    for number in sorted(rows):
        is_sum = number in full or (number in stated and not full)
        (section.sums if is_sum else section.lines).append(Row(number, rows[number]))
    return section
