"""What the figures of two versions add up to in the views, and how far each sum moves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact
from typing import Any

from schemas.report import Figure

Key = tuple[Any, ...]
# what the sums and counts of each view are told apart by
ABOUT = {"budget": ("effort_key", "year", "measure", "part"), "status": ("status",), "indicator": ()}
EXACT = Context(prec=60, traps=[Inexact])


@dataclass(frozen=True, slots=True)
class Move:
    """A sum or a count that is not the same: ``about`` tells it apart; None where a version has nothing to add up.

    ``of`` is ``budget`` (kroner), ``status`` or ``indicator`` (numbers of figures).
    """

    of: str
    about: dict[str, str | int | None]
    old: Decimal | None
    new: Decimal | None

    @property
    def by(self) -> Decimal:
        """New less old; what is not there counts as nothing."""
        return EXACT.subtract(self.new or Decimal(0), self.old or Decimal(0))


def moves(old: Iterable[Figure], new: Iterable[Figure]) -> list[Move]:
    """Every total that moves. Only figures that passed count: the others stand in no view.

    Amounts are added up by effort, year, measure and part, stated sums left out. ``part`` is ``effort`` (its own
    amount), ``line`` (an expenditure post) or ``source`` (who pays): the same money, told in three ways.
    """
    before, after = [f for f in old if f.state == "passed"], [f for f in new if f.state == "passed"]
    names = {_effort(f): f.values.get("effort") for f in [*before, *after] if f.view == "budget"}
    found = []
    for of in ABOUT:
        one, other = _added_up(of, before), _added_up(of, after)
        for key in dict.fromkeys([*one, *other]):
            label = {"effort": names[key[0]]} if of == "budget" else {}
            found.append(Move(of, label | dict(zip(ABOUT[of], key, strict=True)), one.get(key), other.get(key)))
    return [move for move in found if move.by]


def _added_up(view: str, figures: Iterable[Figure]) -> dict[Key, Decimal]:
    sums: dict[Key, Decimal] = defaultdict(Decimal)
    for figure in figures:
        if figure.view == view and not figure.values.get("is_total"):
            key, amount = _counted(figure)
            sums[key] = EXACT.add(sums[key], amount)
    return dict(sums)


def _counted(figure: Figure) -> tuple[Key, Decimal]:
    values = figure.values
    if figure.view == "status":
        return (values["status"],), Decimal(1)
    if figure.view == "indicator":
        return (), Decimal(1)
    part = "source" if values.get("source") else "line" if values.get("line") else "effort"
    return (_effort(figure), values.get("year"), values.get("measure"), part), values["amount_dkk"]


def _effort(figure: Figure) -> str | None:
    return figure.values.get("effort_key") or figure.values.get("effort")
