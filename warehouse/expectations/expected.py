"""What is expected of a warehouse: the suites of ``suites/*.yaml``, as data. Nothing here needs Great Expectations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from extractors.data_file import data_file
from warehouse.tables.types import utc_text

SUITES = ("keys", "references", "provenance", "totals", "values", "volumes", "freshness", "audit")
NO_ROWS = "UnexpectedRowsExpectation"
NO_ROWS_FAIL = "0"
BOUNDS = ("min_value", "max_value", "value_set")


@dataclass(frozen=True, slots=True)
class Expected:
    """One expectation about one table, view or query.

    ``kind`` is the name of a class of Great Expectations, ``arguments`` are its own. ``query`` is what it looks at
    where that is not the whole of ``object``; ``computed`` names what no query can tell. ``key`` are the columns by
    which rows that fail are named.
    """

    suite: str
    name: str
    object: str
    severity: str
    kind: str
    arguments: dict[str, Any]
    key: tuple[str, ...] = ()
    query: str | None = None
    computed: str | None = None

    @property
    def wanted(self) -> str:
        """What has to be, in short: ``min 0, max 100``, the words allowed, else that no row fails."""
        bounds = {name: self.arguments[name] for name in BOUNDS if name in self.arguments}
        if "value_set" in bounds:
            return " | ".join(map(str, bounds["value_set"]))
        return ", ".join(f"{name.removesuffix('_value')} {value}" for name, value in bounds.items()) or NO_ROWS_FAIL


@dataclass(frozen=True, slots=True)
class About:
    """What a suite and an expectation are called in a language."""

    suite: str
    says: str


def expected(now: datetime, fresh_hours: int) -> list[Expected]:
    """All expectations; a run must have been completed within so many hours before ``now``."""
    filled = {"since": utc_text(now - timedelta(hours=fresh_hours)), "hours": str(fresh_hours)}
    return [it for suite in SUITES for entry in _suite(suite)["expectations"] for it in _of_entry(suite, entry, filled)]


def about(suite: str, name: str, object_name: str, language: str, fresh_hours: int) -> About:
    """The texts of an expectation; its bare names where an earlier version of the program had it."""
    if suite not in SUITES:
        return About(suite, name)
    texts = _suite(suite)
    entries = (e for e in texts["expectations"] if e["name"] == name and object_name in e["of"])
    entry = next(entries, {language: name})
    return About(texts[language], _filled(entry[language], {"hours": str(fresh_hours)}))


def _of_entry(suite: str, entry: Mapping[str, Any], filled: Mapping[str, str]) -> Iterator[Expected]:
    parts = _suite(suite).get("parts", {})
    for name in entry["of"]:
        words = {**parts, **filled, "object": name, "view": name.removeprefix("fact_")}
        none = entry.get("none")
        yield Expected(
            suite=suite,
            name=entry["name"],
            object=name,
            severity=entry["severity"],
            kind=NO_ROWS if none else entry["expect"],
            arguments={"unexpected_rows_query": _filled(none, words)} if none else dict(entry["with"]),
            key=tuple(_filled(column, words) for column in entry.get("key", ())),
            query=_filled(entry["query"], words) if "query" in entry else None,
            computed=entry.get("computed"),
        )


def _filled(text: str, words: Mapping[str, str]) -> str:
    """The text with its gaps filled; parts may have gaps of their own."""
    for _ in range(3):
        for name, word in words.items():
            text = text.replace(f"{{{name}}}", word.strip())
    return text


@cache
def _suite(name: str) -> Mapping[str, Any]:
    return data_file("warehouse.expectations.suites", f"{name}.yaml")
