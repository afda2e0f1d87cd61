"""The arithmetic of a whole report: every sum, share and change that it states, recomputed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.place import Place
from schemas.checks.amounts import stated_transfers
from schemas.checks.cofinancing import stated_cofinancing
from schemas.checks.counts import stated_counts
from schemas.checks.exactness import StatedSum, added_up
from schemas.checks.indicators import stated_changes, stated_totals
from schemas.checks.sums import stated_sums
from schemas.draft import Draft
from schemas.efforts import Register
from schemas.reading import Reading
from schemas.typed import drafts_of


@dataclass(frozen=True, slots=True)
class Tie:
    """One statement of a report about its own numbers.

    ``rule`` is what judges it. ``stated`` and ``made`` are in ``unit`` (``DKK``, ``percent``, ``count`` …); ``made`` is
    None where a part cannot be read, and ``ties`` then too. ``parts`` counts what it is made of, ``tolerance`` is how
    far it may be off: half the last digit shown of each number, nothing where the table is not rounded.
    """

    rule: str
    about: str
    place: Place
    unit: str
    stated: Decimal | None
    made: Decimal | None
    parts: int
    tolerance: Decimal
    ties: bool | None

    @property
    def difference(self) -> Decimal | None:
        """How much more is stated than is made; None where that cannot be known."""
        return None if self.stated is None or self.made is None else self.stated - self.made


def certificate(reading: Reading, register: Register) -> list[Tie]:
    """Every sum, financing, change and transfer that the report states, in reading order of their kinds."""
    drafts = drafts_of(reading.raw, register)
    return [
        *_sums(drafts),
        *_cofinancing(reading, drafts),
        *_indicator_sums(drafts),
        *_changes(drafts),
        *_transfers(drafts, register),
        *_counts(reading, drafts),
    ]


def _sums(drafts: Sequence[Draft]) -> Iterator[Tie]:
    for rule, stated, exactly in stated_sums(drafts):
        yield _sum(rule, stated, exactly)


def _sum(rule: str, stated: StatedSum, exactly: bool) -> Tie:
    parts, total = stated.way(exactly), stated.total
    known = total.amount is not None and all(part.amount is not None for part in parts)
    made, tolerance = added_up(parts) if known else None, stated.tolerance(parts, exactly)
    ties = stated.ties(exactly) if known else None
    return Tie(rule, _about(total), total.raw.place, "DKK", total.amount, made, len(parts), tolerance, ties)


def _indicator_sums(drafts: Sequence[Draft]) -> Iterator[Tie]:
    for stated in stated_totals(drafts):
        parts, total = stated.best, stated.total
        made = sum((part.values["value"] for part in parts), Decimal(0))
        yield _measured(
            "indicator.total_mismatch", total, made, len(parts), stated.tolerance(parts), stated.made_by(parts)
        )


def _changes(drafts: Sequence[Draft]) -> Iterator[Tie]:
    for it in stated_changes(drafts):
        yield _measured("indicator.change_mismatch", it.change, it.expected, 2, it.tolerance, it.ties)


def _measured(rule: str, figure: Draft, made: Decimal, parts: int, tolerance: Decimal, ties: bool) -> Tie:
    unit = figure.values["unit"] or "number"
    return Tie(rule, _about(figure), figure.raw.place, unit, figure.values["value"], made, parts, tolerance, ties)


def _transfers(drafts: Sequence[Draft], register: Register) -> Iterator[Tie]:
    for transfer in stated_transfers(drafts, register):
        moved, confirmed = transfer.added, transfer.confirmed
        # the other side may have had more to give: as much as is needed is what ties
        made = moved.amount if transfer.ties else confirmed
        about = f"{_about(moved)} ← {transfer.giver}"
        rule = "budget.transfer_unbalanced"
        yield Tie(rule, about, moved.raw.place, "DKK", moved.amount, made, 1, Decimal(0), transfer.ties)


def _cofinancing(reading: Reading, drafts: Sequence[Draft]) -> Iterator[Tie]:
    for it in stated_cofinancing(reading.raw, drafts):
        rule, said = "budget.cofinancing_mismatch", it.said
        yield Tie(*(rule, said.text, said.place, it.unit, it.stated, it.made, len(it.parts) + 1, it.tolerance, it.ties))


def _counts(reading: Reading, drafts: Sequence[Draft]) -> Iterator[Tie]:
    for count in stated_counts(reading.raw, drafts):
        stated, found = Decimal(count.stated), Decimal(count.found)
        rule, ties = "report.count_mismatch", stated == found
        yield Tie(rule, count.text, count.place, "count", stated, found, count.found, Decimal(0), ties)


def _about(figure: Draft) -> str:
    """What a figure is called: its line or indicator, its effort, and the column that it stands in."""
    values = figure.values
    names = [values.get("line") or values.get("indicator"), values["effort"], values["partnership"]]
    nearer = [values.get(n) for n in ("breakdown", "area", "period_label", "source", "year")]
    return " · ".join(dict.fromkeys(str(name) for name in (*names, *nearer) if name))
