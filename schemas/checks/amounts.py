"""Amounts against the other amounts of the same report: thousands taken for kroner, transfers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

from schemas.draft import Draft, Problem
from schemas.efforts import Register
from schemas.labels import label_key
from schemas.wording import kroner

_LOW, _HIGH = 500, 2000
_ALIKE = 3  # how far apart the other amounts may lie and still agree with each other


def check_scale(drafts: Sequence[Draft]) -> Iterator[Problem]:
    """budget.scale_suspect: an amount 500 to 2000 times off from what it must be like.

    Only like is set against like, so that a small line beside a large one bothers nobody: a line's years
    (at least two others that agree), and the whole amounts of an effort (its budget, what it had in total).
    """
    for amounts in groups_of_like(drafts):
        for amount in amounts:
            others = [o.amount for o in amounts if o is not amount and o.amount]
            if amount.amount and others and max(others) <= _ALIKE * min(others) and _off(amount.amount, others):
                usual = median(others)
                facts = {"found": kroner(amount.amount)}
                yield Problem(
                    *("budget.scale_suspect", [amount], amount.raw.place, kroner(amount.amount), kroner(usual)),
                    column="amount_dkk",
                    facts=facts,
                )
                break


def groups_of_like(drafts: Sequence[Draft]) -> Iterator[list[Draft]]:
    """The amounts that must be like each other."""
    years: dict[Hashable, list[Draft]] = defaultdict(list)
    wholes: dict[Hashable, list[Draft]] = defaultdict(list)
    for draft in drafts:
        values = draft.values
        if draft.view != "budget" or draft.amount is None or draft.amount <= 0 or values["source"] is not None:
            continue
        owner = (label_key(values["partnership"]), values["effort_key"])
        if values["measure"] == "budget" and values["year"] is not None and values["line"] is not None:
            years[owner, draft.printed_row].append(draft)
        elif values["measure"] in ("budget", "total") and values["line"] is None and values["effort"]:
            wholes[owner].append(draft)
    yield from (group for group in years.values() if len(group) >= 3)
    yield from (group for group in wholes.values() if len(group) >= 2)


def _off(amount: Decimal, others: Sequence[Decimal]) -> bool:
    usual = median(others)
    return _LOW <= max(amount, usual) / min(amount, usual) <= _HIGH


@dataclass(frozen=True, slots=True)
class StatedTransfer:
    """Money that an effort says it has from another; ``confirmed`` is the most that the other says it has to give."""

    added: Draft
    giver: str
    confirmed: Decimal | None

    @property
    def ties(self) -> bool:
        """Whether the other side states an underspend or a total of at least the amount."""
        return self.confirmed is not None and self.confirmed >= (self.added.amount or 0)


def check_transfers(drafts: Sequence[Draft], register: Register) -> Iterator[Problem]:
    """budget.transfer_unbalanced: money from another effort of the report that does not say so."""
    for transfer in stated_transfers(drafts, register):
        if not transfer.ties:
            yield _unbalanced(transfer.added, transfer.giver)


def stated_transfers(drafts: Sequence[Draft], register: Register) -> Iterator[StatedTransfer]:
    """Every such transfer. A counterpart that is no effort of the report is nobody to ask."""
    for added in (draft for draft in drafts if draft.view == "budget"):
        giver = added.values["counterpart"]
        if added.values["measure"] != "added" or giver is None or added.amount is None:
            continue
        others = _of_effort(giver, drafts, register)
        theirs = [a for a in others if not register.same(a.values["effort"], added.values["effort"])]
        if theirs:
            given = [a.amount for a in theirs if _gives(a) and a.amount is not None]
            yield StatedTransfer(added, giver, max(given, default=None))


def _of_effort(label: str, drafts: Iterable[Draft], register: Register) -> list[Draft]:
    exact = [d for d in drafts if label_key(d.values["effort"]) == label_key(label)]
    return exact or [d for d in drafts if register.same(d.values["effort"], label)]


def _gives(other: Draft) -> bool:
    return other.values.get("measure") in ("underspend", "total")


def _unbalanced(added: Draft, giver: str) -> Problem:
    amount = kroner(added.amount or Decimal(0))
    facts = {"effort": added.values["effort"] or "", "counterpart": giver}
    return Problem(
        "budget.transfer_unbalanced", [added], added.raw.place, amount, amount, column="amount_dkk", facts=facts
    )
