"""The register's rows: which names are one name, what they mean now, and giving them another meaning."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, Row, and_, func, insert, or_, select, update

from schemas.labels import label_key, tidy
from warehouse.bulk import in_portions
from warehouse.meanings import Meaning
from warehouse.tables.base import table_of
from warehouse.tables.effort import Effort, EffortAlias, EffortName
from warehouse.text import storable

NAMES, EFFORTS, ALIASES = table_of(EffortName), table_of(Effort), table_of(EffortAlias)


def letters_of(label: str) -> str:
    """What makes two labels one name: their letters and digits; the label itself where it has none."""
    shown = storable(tidy(label) or "")
    return label_key(shown) or shown


def labels_of(connection: Connection, letters: Sequence[str]) -> dict[str, dict[int, str]]:
    """The labels, by their numbers, of each name; a name that the register does not have is left out."""
    found: dict[str, dict[int, str]] = {}
    for some in in_portions(letters):
        named = or_(NAMES.c.label_key.in_(some), and_(NAMES.c.label_key == "", NAMES.c.label.in_(some)))
        for row in connection.execute(select(NAMES).where(named).order_by(NAMES.c.name_id)):
            found.setdefault(row.label_key or row.label, {})[row.name_id] = row.label
    return found


def meanings_of(connection: Connection, letters: Sequence[str]) -> dict[str, list[Meaning]]:
    """What each name means now."""
    numbers = {letter: next(iter(labels)) for letter, labels in labels_of(connection, letters).items()}
    names = {number: letter for letter, number in numbers.items()}
    found: dict[str, list[Meaning]] = {}
    for some in in_portions(list(names)):
        asked = select(ALIASES).where(ALIASES.c.name_id.in_(some), ALIASES.c.recorded_to.is_(None))
        for row in connection.execute(asked.order_by(ALIASES.c.from_year)):
            found.setdefault(names[row.name_id], []).append(meaning_of(row))
    return found


def names_meaning(connection: Connection, efforts: Iterable[int]) -> set[str]:
    """The names that mean one of the efforts in some years."""
    asked = (
        select(NAMES.c.label, NAMES.c.label_key)
        .join(ALIASES, ALIASES.c.name_id == NAMES.c.name_id)
        .where(ALIASES.c.effort_id.in_(set(efforts)), ALIASES.c.recorded_to.is_(None), NAMES.c.label.is_not(None))
    )
    return {row.label_key or row.label for row in connection.execute(asked)}


def give_meanings(connection: Connection, meanings: Mapping[str, Sequence[Meaning]], at: datetime) -> int:
    """Close what the names mean and open what they shall mean; the number of the first new row names the change."""
    labels = labels_of(connection, list(meanings))
    numbers = [number for names in labels.values() for number in names]
    for some in in_portions(numbers):
        open_ones = (ALIASES.c.name_id.in_(some)) & (ALIASES.c.recorded_to.is_(None))
        connection.execute(update(ALIASES).where(open_ones).values(recorded_to=at))
    rows = [
        alias_row(number, meaning, at)
        for letters, names in labels.items()
        for number in names
        for meaning in meanings[letters]
    ]
    connection.execute(insert(ALIASES), rows)
    mark_confirmed(connection)
    return connection.execute(select(func.min(ALIASES.c.alias_id)).where(ALIASES.c.recorded_from == at)).scalar_one()


def meaning_of(row: Row) -> Meaning:
    """An alias row as a meaning."""
    return Meaning(row.from_year, row.to_year, row.effort_id, row.decided_by, row.reason)


def mark_confirmed(connection: Connection) -> None:
    """``dim_effort.confirmed`` where, and only where, somebody has said of a name that it means the effort."""
    vouched = select(ALIASES.c.effort_id).where(ALIASES.c.recorded_to.is_(None), ALIASES.c.decided_by.is_not(None))
    confirmed = EFFORTS.c.effort_id.in_(vouched)
    wrong = connection.execute(select(EFFORTS.c.effort_id).where(EFFORTS.c.confirmed != confirmed)).scalars().all()
    for some in in_portions(wrong):
        connection.execute(update(EFFORTS).where(EFFORTS.c.effort_id.in_(some)).values(confirmed=confirmed))


def alias_row(name_id: int, meaning: Meaning, at: datetime) -> dict[str, object]:
    """A meaning as an alias row that holds from a moment on."""
    return {
        "name_id": name_id,
        "effort_id": meaning.effort_id,
        "from_year": meaning.first,
        "to_year": meaning.last,
        "recorded_from": at,
        "decided_by": meaning.decided_by,
        "reason": meaning.reason,
    }
