"""What a name means, year by year: each year is covered once, whatever is laid on top."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from warehouse.tables.effort import ALWAYS

NO_YEAR, LAST = ALWAYS


@dataclass(frozen=True, slots=True, order=True)
class Meaning:
    """The effort that a name means from ``first`` to ``last`` year; ``decided_by`` is None where nobody has said so."""

    first: int
    last: int
    effort_id: int
    decided_by: str | None = None
    reason: str | None = None


def meaning_in(meanings: Iterable[Meaning], year: int | None) -> Meaning | None:
    """The meaning that holds in a year; for no year that of figures without one."""
    sought = NO_YEAR if year is None else year
    return next((m for m in meanings if m.first <= sought <= m.last), None)


def overlaid(below: Sequence[Meaning], above: Sequence[Meaning]) -> list[Meaning]:
    """The meanings ``above`` in their years, and in all other years those ``below``, which leave no year out."""
    after = {m.last + 1 for m in above if m.last < LAST}
    firsts = sorted({m.first for m in (*below, *above)} | after)
    lasts = [*(first - 1 for first in firsts[1:]), LAST]
    pieces = []
    for first, last in zip(firsts, lasts, strict=True):
        holds = meaning_in(above, first) or meaning_in(below, first)
        if holds is not None:
            pieces.append(replace(holds, first=first, last=last))
    return _joined(pieces)


def within(meanings: Iterable[Meaning], years: tuple[int, int]) -> list[Meaning]:
    """The part of the meanings that lies within the years."""
    cut = (replace(m, first=max(m.first, years[0]), last=min(m.last, years[1])) for m in meanings)
    return [m for m in cut if m.first <= m.last]


def decided(meanings: Iterable[Meaning], by: str, reason: str | None) -> list[Meaning]:
    """The same meanings, now said by somebody; what somebody has said before stays theirs."""
    return _joined([replace(m, decided_by=by, reason=reason) if m.decided_by is None else m for m in meanings])


def same_meaning(one: Sequence[Meaning], other: Sequence[Meaning]) -> bool:
    """Whether two names mean the same in every year and are as certain; who has said it, and why, does not matter."""
    return _bare(one) == _bare(other)


def _bare(meanings: Sequence[Meaning]) -> list[Meaning]:
    return _joined([replace(m, decided_by="x" if m.decided_by is not None else None, reason=None) for m in meanings])


def _joined(meanings: Sequence[Meaning]) -> list[Meaning]:
    """Neighbours that differ in nothing but their years become one."""
    joined: list[Meaning] = []
    for meaning in sorted(meanings, key=lambda m: m.first):
        if joined and replace(joined[-1], first=meaning.first, last=meaning.last) == meaning:
            joined[-1] = replace(joined[-1], last=meaning.last)
        else:
            joined.append(meaning)
    return joined
