"""What was read in a report, kept so that it can be checked again when something is decided."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from extractors.model import Document
from extractors.raw import RawReport
from schemas.masking import Leak, find_all_leaks, find_leaks, only_here, without_numbers

# the types of a workbook's values that JSON has not
_TAGS: dict[str, Callable[[str], Any]] = {
    "decimal": Decimal,
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
}


@dataclass(slots=True)
class Reading:
    """A report as it was read, personal numbers masked.

    ``leaks`` has each of the numbers once, ``everywhere`` all the places at which they stood.
    """

    raw: RawReport
    leaks: list[Leak] = field(default_factory=list)
    everywhere: list[Leak] = field(default_factory=list)


def reading_of(raw: RawReport, document: Document | None) -> Reading:
    """The reading of a report; a personal number that stands anywhere in it or in the document is masked."""
    leaks = find_leaks(raw, document)
    if not leaks:
        return Reading(raw)
    spelled = only_here(document)
    leaks, everywhere = (
        [without_numbers(leak, spelled) for leak in some] for some in (leaks, find_all_leaks(raw, document))
    )
    return Reading(without_numbers(raw, spelled), leaks, everywhere)


def packed(reading: Reading) -> bytes:
    """The reading as compressed JSON."""
    plain = _adapter().dump_python(reading)
    return zlib.compress(json.dumps(plain, default=_tagged, ensure_ascii=True, separators=(",", ":")).encode())


def unpacked(content: bytes) -> Reading:
    """The reading that ``packed`` made these bytes of. Raises ValueError for anything else."""
    try:
        plain = json.loads(zlib.decompress(content), object_hook=_untagged)
    except zlib.error as problem:
        raise ValueError("not a kept reading") from problem
    return _adapter().validate_python(plain)


def leaks_in(content: bytes) -> list[Leak]:
    """Every place of a personal number in a packed reading, without unpacking the rest of it."""
    plain = json.loads(zlib.decompress(content))
    return _leaks().validate_python(plain.get("everywhere") or plain["leaks"])


@cache
def _leaks() -> TypeAdapter[list[Leak]]:
    return TypeAdapter(list[Leak])


@cache
def _adapter() -> TypeAdapter[Reading]:
    return TypeAdapter(Reading)


def _tagged(value: Any) -> dict[str, str]:
    name = type(value).__name__.lower()
    return {f"${name}": str(value) if isinstance(value, Decimal) else value.isoformat()}


def _untagged(found: dict[str, Any]) -> Any:
    if len(found) == 1:
        ((name, value),) = found.items()
        if name.startswith("$"):
            return _TAGS[name[1:]](value)
    return found
