"""The rule book: every rule as an object, with the sentences that a steward reads."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from extractors.data_file import data_file


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the contract; the texts come in Danish (``da``) and English (``en``).

    ``level`` is ``value``, ``row``, ``table``, ``report``, ``across`` (reports) or ``warehouse``; ``severity`` is
    ``error`` or ``warning``, and ``fixed`` where it cannot be graded anew; ``figure`` what a finding is about
    (``value``: the view of the figure that broke it); ``column`` the column that it judges. ``example`` has what a
    problem would give to fill the sentences; ``history`` what each version changed, where there was more than one.
    """

    id: str
    version: int
    severity: str
    level: str
    figure: str
    valid_from: date
    implemented: bool
    about: Mapping[str, str]
    message: Mapping[str, str]
    fix: Mapping[str, str]
    column: str | None = None
    valid_to: date | None = None
    fixed: bool = False
    example: Mapping[str, str] = field(default_factory=dict)
    history: Sequence[Mapping[str, Any]] = ()

    def valid_on(self, day: date) -> bool:
        """Whether reports that come in on that day are judged by it."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@cache
def rules() -> dict[str, Rule]:
    """Every rule by its id, in the order of the rule book."""
    return {name: Rule(id=name, **entry) for name, entry in _book()["rules"].items()}


def rule(name: str) -> Rule:
    """The rule of that id; KeyError where there is none."""
    return rules()[name]


def reason(name: str, language: str, likely: str | None = None) -> str:
    """The sentence that tells a reader why a text could not be read (see ``parsers.misread``)."""
    return _book()["reasons"][name][language].format(likely=likely or "")


def loaded(severity: str, language: str) -> str:
    """The sentence that tells what became of the figures that a finding of that severity is about."""
    return _book()["loaded"][severity][language]


def second_reading(outcome: str, language: str) -> str:
    """The sentence for two readings that are the ``same`` or ``different``; the latter has the field ``pairs``."""
    return _book()["second_reading"][outcome][language]


def limit(wanted: str | None, language: str) -> str:
    """The sentence that tells a reader what a file may be at most; nothing where the reader has not said it."""
    told = _book()["limits"].get(re.sub(r"\d+", "#", wanted or ""))
    number = f"{int(found[0]):,}" if (found := re.search(r"\d+", wanted or "")) else ""
    return told[language].replace("#", number.replace(",", ".") if language == "da" else number) if told else ""


def not_applicable() -> Mapping[str, Mapping[str, str]]:
    """Why a rule was not put to something: a sentence in both languages for each word."""
    return _book()["not_applicable"]


@cache
def _book() -> dict[str, Any]:
    return data_file("schemas", "rules.yaml")
