"""A report with one digit changed, and what the arithmetic says of it: all that `mutations.py` tries is made here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from schemas.check import check_reading
from schemas.checks.exactness import StatedSum
from schemas.checks.indicators import StatedTotal, stated_totals
from schemas.checks.sums import stated_sums
from schemas.draft import Draft
from schemas.efforts import program_register
from schemas.reading import Reading
from schemas.typed import drafts_of, read_period, typed

COLUMN = {"budget": "amount_dkk", "indicator": "value"}


@dataclass(frozen=True, slots=True)
class Change:
    """Another digit in a number: which figure of the report, which place of its text (the workbook's number too)."""

    figure: int
    at: int
    digit: str


class Sums:
    """The stated sums of a report, and the figures that take part in one and in no error as the report stands."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.register, self.period = reading, program_register(), read_period(reading.raw)
        self.drafts = drafts_of(reading.raw, self.register)
        wrong = {id(draft) for held in _wrong(self.drafts) for draft in held}
        part = {id(draft) for draft in _taking_part(self.drafts)}
        numbers = enumerate(self.drafts)
        self.part = [n for n, d in numbers if id(d) in part - wrong and d.raw.view in COLUMN]

    def shown(self, figure: int) -> str:
        """The number as the report shows it (a workbook's as it is stored)."""
        raw = self.drafts[figure].raw
        value = raw.values[COLUMN[raw.view]]
        return str(value.native) if isinstance(value.native, Decimal) else value.text or ""

    def changed(self, change: Change) -> Draft:
        """The figure with another digit in it."""
        draft = self.drafts[change.figure]
        column, text = COLUMN[draft.raw.view], self.shown(change.figure)
        text = text[: change.at] + change.digit + text[change.at + 1 :]
        value = draft.raw.values[column]
        value = replace(value, text=text, native=None if value.native is None else Decimal(text))
        raw = replace(draft.raw, values={**draft.raw.values, column: value}, raw_text=text)
        made = typed(raw, self.reading.raw, self.period, self.register)
        made.key = draft.key
        return made

    def catches(self, change: Change) -> bool:
        """Whether the arithmetic, or the reading of the number alone, finds an error in the changed figure."""
        made = self.changed(change)
        drafts = [made if draft.key == made.key else draft for draft in self.drafts if draft.raw.view == made.raw.view]
        return bool(made.failed) or any(d is made for held in _wrong(drafts) for d in held)

    def why(self, change: Change) -> str:
        """Which digit escaped, counted from the right, and how far the sums that it takes part in may be off."""
        draft, behind = self.drafts[change.figure], self.shown(change.figure)[change.at :]
        sums = [(s, exactly) for _, s, exactly in stated_sums(self.drafts) if any(d is draft for d in _of(s))]
        may = [s.tolerance(s.way(exactly), exactly) for s, exactly in sums]
        may += [s.tolerance(s.best) for s in stated_totals(self.drafts) if any(d is draft for d in _of(s))]
        may_be = f"may be off by {min(may):f} {'kr.' if draft.view == 'budget' else draft.values['unit']}"
        return f"digit {sum(map(str.isdigit, behind))} from the right; sums over it: {len(may)}, the nearest {may_be}"

    def catches_in_full(self, change: Change) -> bool:
        """The same from every check of the report, as a run makes them: its errors on the figure, less those before."""
        raw = deepcopy(self.reading.raw)
        raw.figures[change.figure] = self.changed(change).raw
        key = self.drafts[change.figure].key
        found = check_reading(Reading(raw)).findings
        return any(f.severity == "error" and key in f.figure_keys for f in found)


def changes(sums: Sums, digits: int, draw: Random) -> Iterator[Change]:
    """Every digit of the figures that take part in a sum, as so many other digits each."""
    for figure in sums.part:
        for at, digit in enumerate(sums.shown(figure)):
            if digit.isascii() and digit.isdigit():
                others = [other for other in "0123456789" if other != digit]
                yield from (Change(figure, at, other) for other in draw.sample(others, digits))


def _wrong(drafts: Sequence[Draft]) -> Iterator[Sequence[Draft]]:
    """The figures of each sum that does not tie: those that its error holds back."""
    for _rule, stated, exactly in stated_sums(drafts):
        if not stated.ties(exactly):
            yield stated.total, *stated.told
    for stated in stated_totals(drafts):
        if not stated.made_by(stated.best):
            yield stated.total, *stated.best


def _taking_part(drafts: Sequence[Draft]) -> Iterator[Draft]:
    for stated in (*(s for _, s, _ in stated_sums(drafts)), *stated_totals(drafts)):
        yield from _of(stated)


def _of(stated: StatedSum | StatedTotal) -> Iterator[Draft]:
    yield from (stated.total, *(part for way in stated.ways for part in way))
