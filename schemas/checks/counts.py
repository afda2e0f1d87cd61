"""Numbers of efforts that the running text states, against the tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.raw import RawReport, StatedCount
from schemas.draft import Draft, Problem
from schemas.wording import quoted


def check_counts(raw: RawReport, drafts: Sequence[Draft]) -> Iterator[Problem]:
    """report.count_mismatch: the text states another number of efforts, or of those of one sort."""
    yield from (_mismatch(count) for count in stated_counts(raw, drafts) if count.stated != count.found)


def stated_counts(raw: RawReport, drafts: Sequence[Draft]) -> Iterator[StatedCount]:
    """Every stated number, with the number found; one of a status only where every effort has one that can be read."""
    statuses = [draft.values["status"] for draft in drafts if draft.view == "status"]
    for count in raw.counts:
        if count.status is None:
            yield count
        elif len(statuses) == count.found and None not in statuses:
            yield replace(count, found=statuses.count(count.status))


def _mismatch(count: StatedCount) -> Problem:
    such = (" af den slags", " of that sort") if count.part else ("", "")
    facts = {"stated": str(count.stated), "held": str(count.found), "such": such[0], "such_en": such[1]}
    facts["found"] = quoted(count.sentence)
    return Problem("report.count_mismatch", [], count.place, count.text, str(count.found), facts=facts)
