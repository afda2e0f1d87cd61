"""The efforts of the register, some at a time: so many as their figures can be looked at quickly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, TextClause, bindparam, text

from review.figures.asked import NONE
from review.remembered import remembered

AT_ONCE = 2000  # figures that are looked at together
SHOWN = 200  # efforts on a page, at most
ENOUGH = 12  # where figures are many, a page with so many efforts is full
ROUNDS = 3
NAMED = "select effort_key, name from dim_effort where effort_key is not null"
LAST = "select coalesce(max({key}), 0) from {table}"


@dataclass(frozen=True, slots=True)
class Named:
    """An effort: its key (None for figures that name none) and its name."""

    key: str | None
    name: str | None


@dataclass(frozen=True, slots=True)
class Walked:
    """The rows that were found, the efforts that they are about, and the key after which there may be more."""

    efforts: list[Named]
    rows: list[Row[Any]]
    after: str | None


def named_efforts(connection: Connection, search: str = "", only: str = "") -> Sequence[Named]:
    """The efforts by name; last the one of figures without effort. ``search`` is a part of the name, ``only`` a key."""
    if only:
        rows = connection.execute(text(f"{NAMED} and effort_key = :key"), {"key": only})
        return [Named(None, None)] if only == NONE else [Named(row.effort_key, row.name) for row in rows]
    everything = remembered(connection, NAMED, lambda: _all_efforts(connection))
    words = search.casefold()
    return [it for it in everything if words in (it.name or it.key or "").casefold()] if words else everything


def keys_like(connection: Connection, search: str) -> list[str]:
    """The keys of the efforts that have this in their names."""
    return [it.key for it in named_efforts(connection, search) if it.key is not None]


def _all_efforts(connection: Connection) -> list[Named]:
    found = [Named(row.effort_key, row.name) for row in connection.execute(text(NAMED))]
    return [*sorted(found, key=lambda it: ((it.name or "").casefold(), it.key)), Named(None, None)]


def walk(
    connection: Connection,
    view: str,
    names: Sequence[Named],
    after: str,
    query: str,
    values: dict[str, Any],
    at_once: int = AT_ONCE,
    shown: int = SHOWN,
) -> Walked:
    """The rows that ``query`` finds for the next efforts after the key ``after``.

    ``query`` has ``{efforts}`` where the condition on ``effort_key`` goes. ``at_once`` is how many figures may be
    looked at together, ``shown`` how many efforts, at most.
    """
    step = _affordable(connection, view, len(names), at_once)
    start = next((n + 1 for n, it in enumerate(names) if after and _word(it) == after), 0)
    efforts: list[Named] = []
    rows: list[Row[Any]] = []
    for _ in range(ROUNDS):
        some = names[start : start + step]
        start += len(some)
        new = _asked(connection, query, some, values)
        there = {row.effort_key for row in new}
        efforts += [it for it in some if it.key in there]
        rows += new
        if not some or len(efforts) >= min(ENOUGH, step):
            break
    if len(efforts) > shown:
        kept = {it.key for it in efforts[:shown]}
        return Walked(efforts[:shown], [row for row in rows if row.effort_key in kept], _word(efforts[shown - 1]))
    return Walked(efforts, rows, _word(names[start - 1]) if start < len(names) else None)


def _word(effort: Named) -> str:
    return effort.key or NONE


def _affordable(connection: Connection, view: str, efforts: int, at_once: int) -> int:
    figures = connection.execute(text(LAST.format(key=f"{view}_id", table=f"fact_{view}"))).scalar_one()
    return max(5, at_once * max(1, efforts) // max(1, figures))


def _asked(connection: Connection, query: str, some: Sequence[Named], values: dict) -> list[Row[Any]]:
    keys = [it.key for it in some if it.key is not None]
    asked: list[tuple[TextClause, dict]] = []
    if keys:
        listed = text(query.format(efforts="effort_key in :keys")).bindparams(bindparam("keys", expanding=True))
        asked.append((listed, values | {"keys": keys}))
    if len(keys) < len(some):
        asked.append((text(query.format(efforts="effort_key is null")), values))
    return [row for statement, bound in asked for row in connection.execute(statement, bound)]
