"""Two versions of a report, figure by figure. A figure is the same one where view and natural key are the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from schemas.report import Figure


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one figure: ``added`` (no old), ``removed`` (no new) or ``changed``.

    ``columns`` has old and new value of each column that differs; ``state`` and ``corrected`` are among them. The
    versions' own figures, with the text as it stood and its place, are ``old`` and ``new``.
    """

    kind: str
    old: Figure | None
    new: Figure | None
    columns: dict[str, tuple[Any, Any]]

    @property
    def figure(self) -> Figure:
        """The figure as it is now, or as it was before it was removed."""
        found = self.new or self.old
        assert found is not None  # noqa: S101
        return found


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes, and how many figures say the same in both versions.

    Of these ``moved`` stand elsewhere in the file, and ``rewritten`` are written otherwise (``1.000``, ``1000``); one
    can be both.
    """

    changes: list[Change]
    same: int
    moved: int
    rewritten: int

    def count(self, kind: str) -> int:
        """How many figures were ``added``, ``removed`` or ``changed``."""
        return sum(change.kind == kind for change in self.changes)


def compare(old: Sequence[Figure], new: Sequence[Figure]) -> Comparison:
    """The changes in the order of the old version, then what was added. Both have every column of their views."""
    there = {(f.view, f.key): f for f in new}
    pairs = [(f, there.pop((f.view, f.key), None)) for f in old]
    both = [(one, other) for one, other in pairs if other is not None]
    changes = [_change(one, other) for one, other in [*pairs, *((None, f) for f in there.values())]]
    same = [(one, other) for one, other in both if not _differing(one, other)]
    return Comparison(
        changes=[change for change in changes if change is not None],
        same=len(same),
        moved=sum(one.place != other.place for one, other in same),
        rewritten=sum(one.raw_text != other.raw_text for one, other in same),
    )


def _change(old: Figure | None, new: Figure | None) -> Change | None:
    if old is None:
        return Change("added", None, new, {})
    if new is None:
        return Change("removed", old, None, {})
    columns = _differing(old, new)
    return Change("changed", old, new, columns) if columns else None


def _differing(old: Figure, new: Figure) -> dict[str, tuple[Any, Any]]:
    one, other = _said(old), _said(new)
    names = dict.fromkeys([*one, *other])
    return {n: (one.get(n), other.get(n)) for n in names if one.get(n) != other.get(n)}


def _said(figure: Figure) -> dict[str, Any]:
    return figure.values | {"state": figure.state, "corrected": figure.corrected}
