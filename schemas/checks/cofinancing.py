"""What a budget sheet says of the whole, below its table, against the row of its grand total."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.raw import RawReport, StatedFinancing
from schemas.checks.exactness import added_up
from schemas.checks.sums import stated_sums
from schemas.draft import Draft, Problem
from schemas.parsers.amount import parse_amount
from schemas.parsers.number import NumberFormat, parse_number
from schemas.wording import kroner

_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Cofinancing:
    """One such statement with what the grand total makes of it, in kroner or (a share) in percent."""

    said: StatedFinancing
    total: Draft
    parts: Sequence[Draft]
    stated: Decimal
    made: Decimal
    tolerance: Decimal

    @property
    def ties(self) -> bool:
        """Whether it agrees as closely as the digits shown can tell."""
        return abs(self.stated - self.made) <= self.tolerance

    @property
    def unit(self) -> str:
        """``DKK`` or ``percent``."""
        return "percent" if self.said.what == "cofinancing_share" else "DKK"


def check_cofinancing(raw: RawReport, drafts: Sequence[Draft]) -> Iterator[Problem]:
    """budget.cofinancing_mismatch: co-financing, its share of the expense, or the balance."""
    for stated in stated_cofinancing(raw, drafts):
        if not stated.ties:
            made = f"{round(stated.made, 1)} %".replace(".", ",") if stated.unit == "percent" else kroner(stated.made)
            about = [stated.total, *stated.parts]
            yield Problem("budget.cofinancing_mismatch", about, stated.said.place, stated.said.text, made, "amount_dkk")


def stated_cofinancing(raw: RawReport, drafts: Sequence[Draft]) -> Iterator[Cofinancing]:
    """Every such statement of a report with one grand total that can be read."""
    found = list(_grand_total(drafts)) if raw.financing else []
    if len(found) != 1:
        return
    total, sources, exactly = found[0]
    if total.amount and all(source.amount is not None for source in sources):
        yield from (_judged(said, total, sources, exactly, raw) for said in raw.financing)


def _grand_total(drafts: Sequence[Draft]) -> Iterator[tuple[Draft, list[Draft], bool]]:
    """The total expense of a whole table, who pays it, and whether the table is typed to the last krone.

    Where one of these amounts is a wrong sum, that is told there and nothing is judged by it.
    """
    sums = list(stated_sums(drafts))
    wrong = {stated.total.printed_row for _rule, stated, exactly in sums if not stated.ties(exactly)}
    for total, exactly in ((s.total, exactly) for _rule, s, exactly in sums if s.total.printed_row not in wrong):
        if (total.values["effort"], total.values["year"], total.values["source"]) == (None, None, None):
            beside = [d for d in drafts if d.view == "budget" and d.printed_row == total.printed_row]
            if sources := [d for d in beside if d.values["source"] is not None]:
                yield total, sources, exactly


def _judged(
    said: StatedFinancing, total: Draft, sources: Sequence[Draft], exactly: bool, raw: RawReport
) -> Cofinancing:
    shown = NumberFormat(raw.decimal_mark, raw.group_mark)
    others = sources if said.what == "balance" else [s for s in sources if s.values["source"] != "LBF"]
    parts = added_up(others)
    off = Decimal(0) if exactly else sum((d.step for d in (total, *others) if d.amount), Decimal(0)) / 2
    if said.what == "cofinancing_share":
        share, expense = parse_number(said.number, shown, 6), total.amount or Decimal(1)
        exponent = share.as_tuple().exponent
        step = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
        return Cofinancing(said, total, others, share, parts / expense * 100, step * _HALF + off / expense * 100)
    stated = parse_amount(said.number, None, shown, said.scale)
    off += 0 if exactly or not stated.kroner else stated.step * _HALF
    made = (total.amount or Decimal(0)) - parts if said.what == "balance" else parts
    return Cofinancing(said, total, others, stated.kroner, made, off)
