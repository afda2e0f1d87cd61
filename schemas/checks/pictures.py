"""Figures that were read from a picture: what confirms them, and which of them nothing confirms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.raw import RawReport, RawValue
from schemas.checks.sums import sums_that_tie
from schemas.draft import Draft, Problem

RULE = "figure.ocr_unconfirmed"
# what tells a figure from others; a remark may hold a doubtful letter
IDENTIFYING = (
    *("partnership", "effort", "category", "department", "line", "source"),
    *("year", "period_year", "measure", "counterpart"),
    *("area", "goal", "topic", "indicator", "breakdown", "period_label"),
)
HOLDING = {"status": ("status", "goals_met", "goals_total"), "budget": ("amount_dkk",), "indicator": ("value", "unit")}
PARTS = 2  # amounts besides the sum itself: a single one may have been misread in the same way


def check_pictures(drafts: Sequence[Draft], report: RawReport) -> Iterator[Problem]:
    """figure.ocr_unconfirmed: a value on which two readings of the picture differ, unless a sum confirms it.

    A sum confirms an amount and its year or source, never a label: a wrong name adds up as well. Where the period
    of the report is doubtful, so is every figure.
    """
    period = report.period
    if drafts and period is not None and _doubtful(period):
        yield Problem(RULE, drafts, period.place or drafts[0].raw.place, period.text)
        return
    if not any(value.doubts is not None for draft in drafts for value in draft.raw.values.values()):
        return
    tied = {id(draft) for draft in sums_that_tie(drafts, PARTS)}
    for draft in drafts:
        confirmed = HOLDING["budget"] if id(draft) in tied else ()
        columns = [c for c in (*HOLDING[draft.view], *IDENTIFYING) if c not in confirmed]
        doubtful = next((c for c in columns if _doubtful(draft.raw.values.get(c))), None)
        if doubtful is not None:
            yield Problem(RULE, [draft], draft.place_of(doubtful), draft.text_of(doubtful), None, doubtful)


def _doubtful(value: RawValue | None) -> bool:
    return value is not None and bool(value.doubts)
