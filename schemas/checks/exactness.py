"""Whether amounts are rounded: a table whose sums come out to the last krone is typed whole, and so is a report."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from schemas.draft import Draft
from schemas.parsers.amount import ORE

MOSTLY = 0.8  # share of a table's sums that comes out exactly where nothing is rounded; the others are wrong
SURELY = 2.5  # standard deviations below what rounding makes: one table in some hundreds is so by chance
LIKELY = 1.5  # enough where the last digit shown is a krone: thousands are rounded as a rule, kroner are seldom;
# but not where all that misses is off by one krone, which is what rounding makes and a wrong digit seldom does


@dataclass(frozen=True, slots=True)
class StatedSum:
    """A stated sum, the ways in which amounts may make it, and the amounts that a mismatch is told of."""

    total: Draft
    ways: Sequence[Sequence[Draft]]
    told: Sequence[Draft]

    def ties(self, exactly: bool) -> bool:
        """Whether one of the ways makes the sum, to the last krone or as closely as the digits shown can tell.

        Amounts that cannot be read make the question moot: they have findings of their own.
        """
        return any(self._made_by(parts, exactly) for parts in self.ways)

    def way(self, exactly: bool) -> Sequence[Draft]:
        """The amounts that make the sum; where none do, those that a mismatch is told of."""
        return next((parts for parts in self.ways if self._made_by(parts, exactly)), self.told)

    def tolerance(self, parts: Sequence[Draft], exactly: bool) -> Decimal:
        """How far the sum may be off these amounts, in kroner: half the last digit shown of each, as far as rounded."""
        # zero is exact; a workbook's fractions end at the øre, and are rounded there
        steps = [part.step for part in (self.total, *parts) if part.amount and (part.step <= ORE or not exactly)]
        return sum(steps, Decimal(0)) / 2

    @property
    def off(self) -> Decimal:
        """How far the sum is off the amounts that a mismatch is told of, in kroner; what cannot be read counts 0."""
        return (self.total.amount or Decimal(0)) - added_up(self.told)

    def _made_by(self, parts: Sequence[Draft], exactly: bool) -> bool:
        if self.total.amount is None or any(part.amount is None for part in parts):
            return True
        return abs(self.total.amount - added_up(parts)) <= self.tolerance(parts, exactly)

    @property
    def known(self) -> bool:
        """Whether the sum and the amounts told of can all be read."""
        return self.total.amount is not None and all(part.amount is not None for part in self.told)


def typed_whole(tables: Sequence[Sequence[StatedSum]]) -> list[bool]:
    """For the sums of each table whether they must tie to the last krone.

    A table with too few sums to tell by itself is judged with the other tables that show as many digits.
    """
    alike: dict[Decimal, list[StatedSum]] = defaultdict(list)
    for sums in tables:
        alike[_coarsest(sums)] += sums
    whole = {step for step, sums in alike.items() if _comes_out_exactly(sums)}
    return [_coarsest(sums) in whole or _comes_out_exactly(sums) for sums in tables]


def _comes_out_exactly(sums: Sequence[StatedSum]) -> bool:
    """Whether these sums show that they are not over rounded amounts, so that each must tie to the last krone.

    Rounding leaves many a short sum exact; so far fewer must miss than rounding would make of these sums.
    """
    telling = [(s, n) for s in sums if (n := _length(s)) > 1]
    off = [abs(s.off) for s, _ in telling if not s.ties(exactly=True)]
    missing, step = len(off), _coarsest(sums)
    enough = SURELY if step > 1 or (off and max(off) <= step) else LIKELY
    chances = [_exact_by_chance(n) for _, n in telling]
    likely, spread = sum(1 - c for c in chances), math.sqrt(sum(c * (1 - c) for c in chances))
    return missing <= (1 - MOSTLY) * len(telling) and missing < likely - enough * spread


def added_up(parts: Iterable[Draft]) -> Decimal:
    """What the amounts make together, in kroner; those that cannot be read count nothing."""
    return sum((part.amount for part in parts if part.amount is not None), Decimal(0))


def _length(stated: StatedSum) -> int:
    """How many amounts other than 0 the sum is over; 0 where some amount cannot be read."""
    return sum(bool(part.amount) for part in stated.told) if stated.known else 0


def _coarsest(sums: Sequence[StatedSum]) -> Decimal:
    """The worth of the last digit shown, of the amount that shows the fewest."""
    amounts = (amount for stated in sums for amount in (stated.total, *stated.told))
    return max((amount.step for amount in amounts if amount.amount), default=ORE)


def _exact_by_chance(count: int) -> float:
    """How likely the sum of some rounded amounts is the rounded sum: each is off by up to half a step."""
    return math.erf(math.sqrt(1.5 / count))
