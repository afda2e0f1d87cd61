"""A change of the register seen afterwards: what names meant before it, and what after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, select

from warehouse.aliases import ALIASES, NAMES, meaning_of, meanings_of
from warehouse.meanings import Meaning
from warehouse.refused import Refused


@dataclass(frozen=True, slots=True)
class Change:
    """What each name that a change has touched meant before and after."""

    before: dict[str, list[Meaning]]
    after: dict[str, list[Meaning]]


def change_of(connection: Connection, number: int) -> Change:
    """The change that a row of the register came with. Raises Refused where there is none."""
    at = connection.execute(select(ALIASES.c.recorded_from).where(ALIASES.c.alias_id == number)).scalar_one_or_none()
    before = _meanings_at(connection, ALIASES.c.recorded_to, at) if at is not None else {}
    if not before:
        raise Refused("no_change", number=number)
    after = _meanings_at(connection, ALIASES.c.recorded_from, at)
    return Change(before, {letters: after[letters] for letters in before})


def require_standing(connection: Connection, number: int, change: Change) -> None:
    """Raises Refused where the names mean by now something else than the change has given them."""
    now = meanings_of(connection, list(change.after))
    if now == change.before:
        raise Refused("undone_already", number=number)
    if now != change.after:
        raise Refused("changed_since", number=number)


def _meanings_at(connection: Connection, time: Column[datetime], at: datetime | None) -> dict[str, list[Meaning]]:
    """What a change closed or opened; all spellings of a name mean the same, so its first one tells."""
    asked = select(ALIASES, NAMES.c.label, NAMES.c.label_key).join(NAMES, NAMES.c.name_id == ALIASES.c.name_id)
    found: dict[str, dict[int, list[Meaning]]] = {}
    for row in connection.execute(asked.where(time == at).order_by(ALIASES.c.name_id, ALIASES.c.from_year)):
        found.setdefault(row.label_key or row.label, {}).setdefault(row.name_id, []).append(meaning_of(row))
    return {letters: next(iter(names.values())) for letters, names in found.items()}
