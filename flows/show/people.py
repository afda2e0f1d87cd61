"""People as a table, and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.table import Table
from sqlalchemy import Row

from flows.show.text import text
from flows.words import words
from review.people.accounts import LOCAL


def people_table(rows: Sequence[Row[Any]], language: str) -> Table:
    """One line a person."""
    say = words(language)
    table = Table(*say["people_columns"].values())
    for row in rows:
        state = say["people_states"]["open" if row.active else "closed"]
        shown = (row.login, row.name, say["people_roles"][row.role], say["people_ways"][_way(row)], state)
        table.add_row(*(text(value) for value in shown))
    return table


def as_dicts(rows: Sequence[Row[Any]]) -> list[dict[str, Any]]:
    """What programs read: code words, never the hash of a password."""
    return [
        {"login": r.login, "name": r.name, "role": r.role, "signs_in_with": _way(r), "active": bool(r.active)}
        for r in rows
    ]


def _way(row: Row[Any]) -> str:
    if row.subject is not None:
        return "local" if row.subject == LOCAL else "provider"
    return "password" if row.password_hash else "none"
