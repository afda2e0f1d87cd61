"""How the things that a rule is put to are counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from extractors.raw import RawReport
from schemas.checks.restated import Earlier
from schemas.checks.sums import stated_sums
from schemas.draft import Draft
from schemas.efforts import Register

ABSENT = "absent"  # nothing of the sort stands in the report


@dataclass(frozen=True, slots=True)
class Scope:
    """How many a rule judged; how many of the same sort it was not about, and why. ``reason`` is a word of
    ``not_applicable`` in ``rules.yaml``.
    """

    judged: int
    others: int = 0
    reason: str = ABSENT


@dataclass(frozen=True)
class Subject:
    """What the rules were put to. ``nameless`` are the figures of rows without a name, whose blanks are not told;
    ``corrections`` counts the decisions that were put to a figure; ``earlier`` is None where nobody has looked.
    """

    drafts: Sequence[Draft]
    raw: RawReport
    register: Register
    earlier: Earlier | None
    nameless: frozenset[int]
    corrections: int = 0

    def of(self, view: str) -> list[Draft]:
        """The figures of a view."""
        return [draft for draft in self.drafts if draft.view == view]

    @cached_property
    def sums(self) -> list[tuple[str, bool]]:
        """The stated sums: the rule that judges each, and whether all of it can be read."""
        return [(name, found.known or not found.ties(exactly)) for name, found, exactly in stated_sums(self.drafts)]


def once(subject: Subject) -> Scope:
    """A question about the report as a whole."""
    return Scope(1)


def of_kind(subject: Subject) -> Scope:
    """The same, where its kind is known."""
    return Scope(1) if subject.raw.kind is not None else Scope(0, 1, "no_kind")


def all_figures(subject: Subject) -> Scope:
    """Every figure."""
    return counted(len(subject.drafts))


def counted(judged: int) -> Scope:
    """So many judged, and none left out."""
    return Scope(judged, 0 if judged else 1, ABSENT)


def figures(view: str, judged: Callable[[Draft], bool], reason: str) -> Callable[[Subject], Scope]:
    """Those figures of a view that a rule judges."""

    def scope(subject: Subject) -> Scope:
        all_of_view = subject.of(view)
        count = sum(judged(draft) for draft in all_of_view)
        return Scope(count, len(all_of_view) - count, reason) if all_of_view else Scope(0, 1, ABSENT)

    return scope


def filled(view: str, column: str) -> Callable[[Subject], Scope]:
    """Fields that must not be blank: not asked of what cannot be read, and of rows that have no name either."""

    def scope(subject: Subject) -> Scope:
        def asked(draft: Draft) -> bool:
            return column not in draft.failed and id(draft) not in subject.nameless

        return figures(view, asked, "unread")(subject)

    return scope


def stated(name: str) -> Callable[[Subject], Scope]:
    """The stated sums that a rule judges."""

    def scope(subject: Subject) -> Scope:
        known = [readable for judged_by, readable in subject.sums if judged_by == name]
        return Scope(sum(known), len(known) - sum(known), "unread") if known else Scope(0, 1, ABSENT)

    return scope


def each(found: Callable[[Subject], Iterable[object]]) -> Callable[[Subject], Scope]:
    """Whatever is found."""
    return lambda subject: counted(sum(1 for _ in found(subject)))


def printed_rows(drafts: Iterable[Draft]) -> set[tuple[int, int]]:
    """The rows that figures stand in."""
    return {draft.printed_row for draft in drafts}
