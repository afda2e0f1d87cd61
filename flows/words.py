"""What the command line says, in Danish or English."""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def words(language: str) -> dict[str, Any]:
    """The sentences of ``words.yaml`` in one language: ``da`` or ``en``."""
    from extractors.data_file import data_file

    return data_file("flows", "words.yaml")[language]


def kind_name(kind: str | None, language: str) -> str:
    """What people call a report kind; a kind that this program does not have keeps its code word."""
    from extractors.kinds.kind import load_kind

    if kind is None:
        return words(language)["unknown_kind"]
    try:
        return load_kind(kind).names[language]
    except FileNotFoundError:
        return kind
