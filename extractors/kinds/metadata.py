"""What a report says about itself: its title, period, date, case number and price level."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.kinds.kind import Kind
from extractors.labels import kept
from extractors.model import Document, Line, Table
from extractors.place import Place
from extractors.raw import RawReport, RawValue, StatedCount

HEADING = 100  # characters: a longer line is no heading
LONG = 240  # characters: a longer text is no title
MORE = 40  # lines that are searched for what a report says about itself


def describe(report: RawReport, document: Document, kind: Kind) -> None:
    """Fills in title, period, date, case number and price level from the text before and around the tables."""
    opening = list(_opening(document))
    report.title = _first(opening, kind.title, LONG) or _largest(document)
    if report.title is None and document.metadata_title:
        report.title = RawValue(document.metadata_title, Place())
    titled = [(report.title.text or "", report.title.place or Place())] if report.title else []
    around = [(line.text, line.place) for line in document.lines]
    report.period = report.period or _first([*titled, *opening, *around], kind.period)
    report.period = report.period or _first([*titled, *_headings(document)], kind.period_headings)
    report.published_on = _first(opening, kind.published)
    report.case_number = _first(opening, kind.case_number) or _below(opening, kind)
    report.price_level = _only([*titled, *opening, *around], kind.price_level)


def _opening(document: Document) -> Iterator[tuple[str, Place]]:
    """The texts before the first table with three columns or more, cells of small tables too; then some lines more."""
    after = 0
    for part in document.parts:
        if isinstance(part, Table) and part.col_count >= 3 and part.row_count >= 3:
            after = 1
        elif isinstance(part, Table):
            yield from ((c.text, c.place) for c in part.cells if c.text)
        else:
            after += after > 0
            if after > MORE:
                return
            yield part.text, part.place


def _headings(document: Document) -> Iterator[tuple[str, Place]]:
    """The file's own title, and the lines of the first page that are no sentences."""
    if document.metadata_title:
        yield document.metadata_title, Place()
    for line in document.lines:
        if line.place.page in (1, None) and len(line.text) <= HEADING and not line.text.endswith("."):
            yield line.text, line.place


def _first(
    texts: Sequence[tuple[str, Place]], patterns: Sequence[re.Pattern[str]], longest: int | None = None
) -> RawValue | None:
    """The first text that a pattern finds; an earlier pattern counts more than an earlier text."""
    for pattern in patterns:
        for text, place in texts:
            if longest is not None and len(text) > longest:
                continue
            if found := pattern.search(text):
                return RawValue(kept(found.group(1).strip()), place)
    return None


def _below(texts: Sequence[tuple[str, Place]], kind: Kind) -> RawValue | None:
    """The case number that begins the text below its label, where the label stands alone."""
    after = [below for above, below in pairwise(texts) if any(p.search(above[0].strip()) for p in kind.case_label)]
    return _first(after, kind.case_below)


def _only(texts: Sequence[tuple[str, Place]], patterns: Sequence[re.Pattern[str]]) -> RawValue | None:
    """What the patterns find in the texts, where they find one thing and no other."""
    found = [(match.group(1), place) for text, place in texts for p in patterns for match in p.finditer(text)]
    return RawValue(*found[0]) if len({text for text, _place in found}) == 1 else None


def _largest(document: Document) -> RawValue | None:
    """The line in the largest type on the first page, where it says more than one word."""
    lines = [
        x for x in document.lines if x.place.page in (1, None) and x.size and len(x.text) <= LONG and " " in x.text
    ]
    if not lines:
        return None
    best = max(lines, key=lambda x: x.size or 0)
    return RawValue(kept(best.text), best.place)


def stated_counts(document: Document, kind: Kind, found: int) -> list[StatedCount]:
    """The numbers of efforts that the running text states, beside the number found."""
    out = []
    for part in document.parts:
        if not isinstance(part, Line):
            continue
        for pattern in kind.counts:
            said = (kind.count_words.get(m.group(1).casefold()) or int(m.group(1)) for m in pattern.finditer(part.text))
            out += [StatedCount(number, found, part.text, part.place) for number in said]
    return out
