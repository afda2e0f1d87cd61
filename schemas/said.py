"""All that a report says, text by text, wherever it says it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from extractors.model import Document, Line
from extractors.place import Place
from extractors.raw import RawReport, RawValue
from schemas.cpr_cells import bare_digits


def document_texts(document: Document | None) -> Iterator[tuple[str, Place]]:
    """Every text of a document, shown or not, with its place."""
    if document is None:
        return
    yield from document.texts()
    yield document.metadata_title or "", Place()
    for table in document.tables:
        yield table.title or "", table.places[0] if table.places else Place()
    for sheet in _sheets(document):
        yield sheet, Place(sheet=sheet)
    for hidden in document.hidden:
        yield hidden.name, hidden.place
        yield from hidden.texts
    yield from document.unshown
    yield from _broken_over_lines(document.lines)


def _sheets(document: Document) -> dict[str, None]:
    places = [*(line.place for line in document.lines), *(p for table in document.tables for p in table.places)]
    places += [hidden.place for hidden in document.hidden]
    return dict.fromkeys(place.sheet for place in places if place.sheet)


def _broken_over_lines(lines: list[Line]) -> Iterator[tuple[str, Place]]:
    for first, second in pairwise(lines):
        if re.search(r"\d{6}\s?[-\u2010-\u2015]$", first.text) and re.match(r"\d{4}(?!\d)", second.text):
            yield f"{first.text[-20:]}\n{second.text[:20]}", first.place


def raw_texts(raw: RawReport) -> Iterator[tuple[str, Place]]:
    """Every text of what was read as figures, or told of them."""
    for value in (raw.title, raw.period, raw.published_on, raw.case_number):
        if value is not None:
            yield from _value_texts(value, Place())
    for about in raw.about:
        yield about, Place()
    for drift in raw.drifts:
        yield drift.found or "", drift.place
        yield drift.expected or "", drift.place
    for told in (*raw.counts, *raw.financing):
        yield told.text, told.place
    for figure in raw.figures:
        yield figure.raw_text, figure.place
        yield figure.note or "", figure.place
        for value in figure.values.values():
            yield from _value_texts(value, figure.place)


def _value_texts(value: RawValue, near: Place) -> Iterator[tuple[str, Place]]:
    place = value.place or near
    yield value.text or "", place
    yield place.sheet or "", place
    if digits := bare_digits(value.native):
        yield digits, place
