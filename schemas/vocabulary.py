"""The word lists under ``schemas/vocabularies``: what words mean is data, not code."""

from __future__ import annotations

from functools import cache
from typing import Any

from extractors.data_file import data_file
from schemas.labels import label_key


@cache
def vocabulary(name: str) -> dict[str, Any]:
    """The word list of that name as it stands in its YAML file (read once, not to be changed)."""
    return data_file("schemas", f"vocabularies/{name}.yaml")


@cache
def meanings(name: str, section: str) -> dict[str, str]:
    """``{label key of a word: what it means}`` of a section that lists the words of each meaning."""
    return {label_key(word): meaning for meaning, words in vocabulary(name)[section].items() for word in words}


@cache
def words(name: str, section: str) -> frozenset[str]:
    """The label keys of a section that is a plain list of words."""
    return frozenset(label_key(word) for word in vocabulary(name)[section])
