"""Rows that name nothing: a status or an amount that is nobody's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from schemas.draft import Draft, Problem

_NAMES = ("effort", "line", "line_type", "source")  # what an amount may be known by
_SHOWN = ("status", "amount_dkk", "remark", "context")
_BLANK_FIELDS = ("status.missing", "status.remark_missing", "budget.missing")


def check_named(drafts: Sequence[Draft]) -> Iterator[Problem]:
    """effort.missing: a row with a status, an amount or a remark and no effort; it holds what stands in the row.

    It is often the second half of a row that was broken in two, and so no effort of its own.
    """
    rows: dict[tuple[int, int], list[Draft]] = defaultdict(list)
    for draft in drafts:
        if _is_nobodys(draft):
            rows[draft.printed_row].append(draft)
    for nameless in rows.values():
        first = nameless[0]
        shown = next((text for draft in nameless for name in _SHOWN if (text := draft.text_of(name))), None)
        yield Problem("effort.missing", nameless, first.place_of("effort"), shown, None, "effort")


def without_blank_fields_of(nameless: Sequence[Problem], problems: Iterator[Problem]) -> Iterator[Problem]:
    """The problems without those that only say of a nameless row that it has other blank fields too."""
    held = {id(draft) for problem in nameless for draft in problem.drafts}
    for problem in problems:
        if problem.rule not in _BLANK_FIELDS or id(problem.drafts[0]) not in held:
            yield problem


def _is_nobodys(draft: Draft) -> bool:
    if draft.view == "status":
        return draft.values["effort"] is None
    if draft.view != "budget" or draft.values["is_total"]:
        return False
    return all(draft.values[name] is None for name in _NAMES)
