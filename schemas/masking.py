"""Personal numbers in a report: where they stand, and the report without them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from decimal import Decimal
from typing import Any, TypeVar

from extractors.model import Document
from extractors.place import Place
from extractors.raw import RawReport
from schemas.cpr_cells import bare_digits, spellings
from schemas.personal_data import find_cpr, mask, masked, spelled_digits
from schemas.said import document_texts, raw_texts

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Leak:
    """One personal number: what is left of it when it is masked, and where it stands."""

    masked: str
    place: Place


def find_leaks(raw: RawReport, document: Document | None) -> list[Leak]:
    """Every personal number of the document and of what was read from it, in reading order, each number once."""
    found: dict[str, Leak] = {}
    for number, place in _numbers(raw, document):
        found.setdefault(spelled_digits(number), Leak(masked(number), place))
    return list(found.values())


def find_all_leaks(raw: RawReport, document: Document | None) -> list[Leak]:
    """The same with every place at which a number stands, each part of a cell that goes over pages too."""
    pieces = {cell.place: cell.parts for table in (document.tables if document else ()) for cell in table.cells}
    found = [
        Leak(masked(number), part)
        for number, place in _numbers(raw, document)
        for part in (pieces.get(place) or [place])
    ]
    return list(dict.fromkeys(found))


def _numbers(raw: RawReport, document: Document | None) -> Iterator[tuple[str, Place]]:
    for text, place in (*document_texts(document), *raw_texts(raw)):
        yield from ((text[start:end], place) for start, end in find_cpr(text))
    yield from spellings(document.tables if document else ())


def only_here(document: Document | None) -> frozenset[str]:
    """The spellings of numbers that only the cells of this document give away."""
    return frozenset(text for text, _ in spellings(document.tables if document else ()))


def without_numbers(value: T, spelled: Collection[str] = ()) -> T:
    """A copy in which every text has its personal numbers masked, whatever it is nested in, and those ``spelled`` so.

    A workbook's whole number that is itself such a number is taken out.
    """
    return _cleaned(value, spelled)


def _cleaned(value: Any, spelled: Collection[str]) -> Any:
    if isinstance(value, str):
        return _masked(value, spelled)
    if isinstance(value, Decimal):
        return None if bare_digits(value) or (spelled and str(value) in spelled) else value
    if isinstance(value, list):
        return [_cleaned(item, spelled) for item in value]
    if isinstance(value, dict):
        return {key: _cleaned(item, spelled) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _cleaned(getattr(value, f.name), spelled) for f in fields(value)})
    return value


def _masked(text: str, spelled: Collection[str]) -> str:
    for number in spelled:
        if number in text:
            text = re.sub(rf"(?<!\d){re.escape(number)}(?!\d)", masked(number), text)
    return mask(text)
