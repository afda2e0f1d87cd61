"""Personal numbers in a report: where they stand, and the report without them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Any, TypeVar

from extractors.model import Document, Line
from extractors.place import Place
from extractors.raw import RawReport, RawValue
from schemas.personal_data import find_cpr, has_check_digit, mask

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Leak:
    """One personal number: what is left of it when it is masked, and where it stands."""

    masked: str
    place: Place


def find_leaks(raw: RawReport, document: Document | None) -> list[Leak]:
    """Every personal number of the document and of what was read from it, in reading order, each number once."""
    found: dict[str, Leak] = {}
    for text, place in (*_document_texts(document), *_raw_texts(raw)):
        for start, end in find_cpr(text):
            digits = re.sub(r"\D", "", text[start:end])
            found.setdefault(digits, Leak(f"{digits[:6]}-••••", place))
    return list(found.values())


def without_numbers(value: T) -> T:
    """A copy in which every text has its personal numbers masked, whatever it is nested in.

    A workbook's whole number that is itself such a number is taken out (its text stays, masked).
    """
    return _cleaned(value)


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, Decimal):
        return None if _is_bare_number(value) else value
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {key: _cleaned(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _cleaned(getattr(value, f.name)) for f in fields(value)})
    return value


def _is_bare_number(value: Decimal) -> bool:
    # a round number of thousands is an amount, whatever date its first digits may make
    if value != value.to_integral_value() or not 0 < value < 10**10 or value % 1000 == 0:
        return False
    digits = f"{int(value):010d}"
    return has_check_digit(digits) and bool(find_cpr(digits))


def _document_texts(document: Document | None) -> Iterator[tuple[str, Place]]:
    if document is None:
        return
    yield from document.texts()
    for cell in (cell for table in document.tables for cell in table.cells):
        if isinstance(cell.native, Decimal) and _is_bare_number(cell.native):
            yield f"{int(cell.native):010d}", cell.place
    yield document.metadata_title or "", Place()
    for hidden in document.hidden:
        yield hidden.name, hidden.place
    yield from _broken_over_lines(document.lines)


def _broken_over_lines(lines: list[Line]) -> Iterator[tuple[str, Place]]:
    for first, second in pairwise(lines):
        if re.search(r"\d{6}\s?[-\u2010-\u2015]$", first.text) and re.match(r"\d{4}(?!\d)", second.text):
            yield f"{first.text[-20:]}\n{second.text[:20]}", first.place


def _raw_texts(raw: RawReport) -> Iterator[tuple[str, Place]]:
    for value in (raw.title, raw.period, raw.published_on, raw.case_number):
        if value is not None:
            yield from _value_texts(value, Place())
    for about in raw.about:
        yield about, Place()
    for drift in raw.drifts:
        yield f"{drift.found or ''}\n\n{drift.expected or ''}", drift.place
    for said in (*raw.counts, *raw.financing):
        yield said.text, said.place
    for figure in raw.figures:
        yield figure.raw_text, figure.place
        yield figure.note or "", figure.place
        for value in figure.values.values():
            yield from _value_texts(value, figure.place)


def _value_texts(value: RawValue, near: Place) -> Iterator[tuple[str, Place]]:
    place = value.place or near
    yield value.text or "", place
    yield place.sheet or "", place
    if isinstance(value.native, Decimal) and _is_bare_number(value.native):
        yield f"{int(value.native):010d}", place
