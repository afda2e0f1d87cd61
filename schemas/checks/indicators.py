"""Stated sums of indicators against their parts, and stated changes against before and after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from schemas.draft import Draft, Problem
from schemas.wording import measured

_ADDED_UP = ("count", "percent", "number")  # units whose parts make a sum; ages and hours do not
_PART_OF_A_PART = "heraf"  # a row that begins with this word tells of the row above and adds nothing
_POINTS = "point"  # a change in percentage points is a difference and not relative

Rows = dict[int, list[Draft]]


@dataclass(frozen=True, slots=True)
class StatedTotal:
    """A stated sum of indicators, and the ways in which others may make it; each is of two or more, all readable."""

    total: Draft
    ways: Sequence[Sequence[Draft]]

    @property
    def best(self) -> Sequence[Draft]:
        """The way that makes it, or that comes nearest."""
        return min(self.ways, key=lambda parts: (not self.made_by(parts), abs(_value(self.total) - _sum(parts))))

    def tolerance(self, parts: Sequence[Draft]) -> Decimal:
        """How far it may be off: counts not at all, other numbers half the last digit shown of each."""
        exact = self.total.values["unit"] == "count"
        return Decimal(0) if exact else sum(map(_step, (self.total, *parts)), Decimal(0)) / 2

    def made_by(self, parts: Sequence[Draft]) -> bool:
        """Whether these make it. A share that lies between its parts is their average and not their sum."""
        stated, numbers = _value(self.total), [_value(part) for part in parts]
        if abs(stated - _sum(parts)) <= self.tolerance(parts):
            return True
        return self.total.values["unit"] != "count" and min(numbers) <= stated <= max(numbers)


@dataclass(frozen=True, slots=True)
class StatedChange:
    """A stated change with what is expected from before and after, and how far it may be off."""

    change: Draft
    before: Draft
    after: Draft
    expected: Decimal
    tolerance: Decimal

    @property
    def ties(self) -> bool:
        """Whether the change follows from before and after."""
        return abs(_value(self.change) - self.expected) <= self.tolerance


def check_totals(drafts: Sequence[Draft]) -> Iterator[Problem]:
    """indicator.total_mismatch: a row that states sums against the rows above it, a column against its row.

    Counts must agree exactly, other numbers as closely as the digits shown can tell. It holds the sum and its parts.
    """
    for stated in stated_totals(drafts):
        parts = stated.best
        if not stated.made_by(parts):
            yield _problem("indicator.total_mismatch", [stated.total, *parts], _sum(parts))


def stated_totals(drafts: Sequence[Draft]) -> Iterator[StatedTotal]:
    """Every sum of indicators that the report states; one of fewer than two parts is not judged."""
    for rows in _tables(drafts):
        sums = [r for r, figures in rows.items() if all(f.raw.is_total for f in figures)]
        for r, figures in rows.items():
            for total in (f for f in figures if f.raw.is_total and f.values["unit"] in _ADDED_UP):
                ways = _above(total, rows, sums) if r in sums else [_beside(total, figures)]
                ways = [way for way in ways if len(way) > 1]
                if ways and all(f.values["value"] is not None for way in (*ways, [total]) for f in way):
                    yield StatedTotal(total, ways)


def check_changes(drafts: Sequence[Draft]) -> Iterator[Problem]:
    """indicator.change_mismatch: a change in per cent is relative to before; any other is the difference."""
    for stated in stated_changes(drafts):
        if not stated.ties:
            parts = [stated.change, stated.before, stated.after]
            yield _problem("indicator.change_mismatch", parts, round(stated.expected, 1))


def stated_changes(drafts: Sequence[Draft]) -> Iterator[StatedChange]:
    """Every change that the report states beside its before and after."""
    for rows in _tables(drafts):
        for figures in rows.values():
            for change in (f for f in figures if f.values["measure"] == "change"):
                before, after = (_measured(figures, measure, change) for measure in ("before", "after"))
                if before is not None and after is not None:
                    yield from _change(change, before, after)


def _tables(drafts: Sequence[Draft]) -> Iterator[Rows]:
    """The indicators of each table by printed row, in reading order."""
    tables: dict[int, Rows] = defaultdict(lambda: defaultdict(list))
    for draft in drafts:
        if draft.view == "indicator":
            tables[draft.raw.table][draft.raw.row].append(draft)
    yield from tables.values()


def _above(total: Draft, rows: Rows, sums: Sequence[int]) -> list[list[Draft]]:
    """What a stated sum may be over: all rows above, those since the sum before, the sums before, else what follows."""
    row = total.raw.row
    column = [(r, f) for r, figures in rows.items() for f in figures if r != row and _same_column(f, total, rows, sums)]
    parts = [(r, f) for r, f in column if r not in sums and not _is_part_of_a_part(f)]
    before = [r for r in sums if r < row]
    since = max(before, default=-1)
    above = [f for r, f in parts if r < row]
    if not above:
        until = min((r for r in sums if r > row), default=row + len(rows) + len(column))
        return [[f for r, f in parts if row < r < until]]
    return [above, [f for r, f in parts if since < r < row], [f for r, f in column if r in before]]


def _same_column(figure: Draft, total: Draft, rows: Rows, sums: Sequence[int]) -> bool:
    same = ["breakdown", "measure", "unit"]
    others = (f for r, figures in rows.items() if r not in sums for f in figures)
    # where the rows are places or periods, the column is known by its indicator
    by_indicator = any(f.values["indicator"] == total.values["indicator"] for f in others)
    same += ["indicator"] if by_indicator else []
    # where the columns are periods, by its period: in the row of the sum more than one stands
    beside = [f for f in rows[total.raw.row] if not by_indicator or f.values["indicator"] == total.values["indicator"]]
    if not by_indicator or len({(f.values["year"], f.values["period_label"]) for f in beside}) > 1:
        same += ["year", "period_label"]
    return all(figure.values[name] == total.values[name] for name in same)


def _beside(total: Draft, figures: Sequence[Draft]) -> list[Draft]:
    return [
        f for f in figures if not f.raw.is_total and all(f.values[n] == total.values[n] for n in ("measure", "unit"))
    ]


def _is_part_of_a_part(figure: Draft) -> bool:
    return (figure.values["indicator"] or "").casefold().startswith(_PART_OF_A_PART)


def _measured(figures: Sequence[Draft], measure: str, change: Draft) -> Draft | None:
    """The one figure of a measure beside a change."""
    same = [
        f for f in figures if f.values["measure"] == measure and f.values["indicator"] == change.values["indicator"]
    ]
    return same[0] if len(same) == 1 else None


def _change(change: Draft, before: Draft, after: Draft) -> Iterator[StatedChange]:
    stated, old, new = (f.values["value"] for f in (change, before, after))
    if stated is None or old is None or new is None:
        return
    relative = change.values["unit"] == "percent" and _POINTS not in (change.text_of("value") or "").casefold()
    if relative and old == 0:
        return
    expected = (new - old) / abs(old) * 100 if relative else new - old
    slack = (
        (_step(before) * abs(new / old) + _step(after)) / abs(old) * 100 if relative else _step(before) + _step(after)
    )
    yield StatedChange(change, before, after, expected, (_step(change) + slack) / 2)


def _value(figure: Draft) -> Decimal:
    return figure.values["value"]


def _sum(parts: Sequence[Draft]) -> Decimal:
    return sum(map(_value, parts), Decimal(0))


def _step(figure: Draft) -> Decimal:
    """The worth of the last digit shown."""
    exponent = figure.values["value"].as_tuple().exponent
    return Decimal(1).scaleb(min(0, exponent)) if isinstance(exponent, int) else Decimal(0)


def _problem(name: str, drafts: Sequence[Draft], expected: Decimal) -> Problem:
    first = drafts[0]
    found, unit = first.values["value"], first.values["unit"]
    return Problem(name, drafts, first.place_of("value"), measured(found, unit), measured(expected, unit), "value")
