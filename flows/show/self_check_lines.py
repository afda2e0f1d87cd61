"""The outcomes of a self-check as people read them, the same for the terminal and the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine

from flows.moments import shown
from flows.settings import fresh_hours
from flows.words import words
from warehouse.expectations.expected import NO_ROWS_FAIL, about
from warehouse.expectations.last_check import failing_since, report_files
from warehouse.expectations.outcome import Outcome, SelfCheck

ROWS = re.compile(r"(\d+) / (\d+)")


@dataclass(frozen=True, slots=True)
class Line:
    """One expectation in words. ``result``: ``holds``, ``critical`` or ``warning``; ``where`` names rows that fail."""

    result: str
    suite: str
    says: str
    name: str
    object: str
    observed: str
    expected: str
    since: str | None
    where: tuple[str, ...]


def lines(engine: Engine, found: SelfCheck, language: str) -> list[Line]:
    """A line for each expectation, in their order."""
    since, files = failing_since(engine, found), report_files(engine, found)
    return [_line(it, since, files, language) for it in found.outcomes]


def _line(it: Outcome, since: Mapping[Any, Any], files: Mapping[int, str], language: str) -> Line:
    own = words(language)["self_check"]
    texts = about(it.suite, it.expectation, it.object, language, fresh_hours())
    broken = since.get((it.suite, it.expectation, it.object))
    return Line(
        result="holds" if it.success else it.severity,
        suite=texts.suite,
        says=texts.says,
        name=f"{it.suite}.{it.expectation}",
        object=it.object,
        observed=_observed(it, own),
        expected=own["rows"].format(count=0) if it.expected == NO_ROWS_FAIL else it.expected,
        since=shown(broken) if broken else None,
        where=tuple(_where(key, files) for key in it.keys),
    )


def _observed(it: Outcome, own: dict[str, Any]) -> str:
    if it.failing is None:
        return own["unasked"].format(why=it.observed)
    if found := ROWS.fullmatch(it.observed):
        return own["of"].format(failing=found[1], count=found[2])
    return own["rows"].format(count=it.observed) if it.expected == NO_ROWS_FAIL else it.observed


def _where(key: Mapping[str, int | str], files: Mapping[int, str]) -> str:
    """``report_id 12 (note.pdf), budget_id 7``."""
    return ", ".join(_named(name, value, files) for name, value in key.items())


def _named(name: str, value: int | str, files: Mapping[int, str]) -> str:
    file = files.get(value) if name == "report_id" and isinstance(value, int) else None
    return f"{name} {value} ({file})" if file else f"{name} {value}"
