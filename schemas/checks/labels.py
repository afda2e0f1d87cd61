"""Figures of which it is not sure what they belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from schemas.draft import Draft, Problem
from schemas.rulebook import reason

_SHOWN = {"budget": "amount_dkk", "indicator": "value", "status": "status"}


def check_labels(drafts: Sequence[Draft]) -> Iterator[Problem]:
    """figure.label_doubtful: the reader doubts the labels of a figure; once a table and reason, it holds them all."""
    tables: dict[tuple[int, str], list[Draft]] = defaultdict(list)
    for draft in drafts:
        if draft.raw.doubt is not None:
            tables[draft.raw.table, draft.raw.doubt].append(draft)
    for (_, doubt), held in tables.items():
        first = held[0]
        others = len(held) - 1
        facts = {
            "why": reason(doubt, "da"),
            "why_en": reason(doubt, "en"),
            "more": f" og {others} andre tal i tabellen" if others else "",
            "more_en": f" and {others} other numbers of the table" if others else "",
        }
        yield Problem(
            "figure.label_doubtful", held, first.raw.place, first.raw.raw_text, None, _SHOWN[first.view], facts
        )
