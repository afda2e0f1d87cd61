"""Names of efforts: each new one is entered in the register as it comes in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, insert, select

from schemas.labels import label_key
from schemas.report import Figure
from warehouse.aliases import ALIASES, EFFORTS, NAMES, alias_row, meanings_of
from warehouse.bulk import in_portions, insert_if_new
from warehouse.meanings import Meaning
from warehouse.register_lock import hold_register
from warehouse.tables.dimensions import UNKNOWN
from warehouse.tables.effort import ALWAYS
from warehouse.text import storable


def name_numbers(connection: Connection, figures: Sequence[Figure]) -> dict[str | None, int]:
    """The number of every effort's name in the figures.

    A new name means the effort of a name with the same letters; where there is none, one of its own, under the key
    that the checks gave it. Anything else (a name that is nearly another) is for a steward to say.
    """
    keys = {label: f.values.get("effort_key") for f in figures if (label := f.values.get("effort"))}
    kept = {label: storable(label) for label in keys}
    wanted = sorted(set(kept.values()))
    found = _numbers(connection, wanted)
    if new := [label for label in wanted if label not in found]:
        own_keys = {kept[label]: storable(key or label) for label, key in keys.items()}
        _enter(connection, {label: own_keys[label] for label in new})
        found |= _numbers(connection, new)
    return {None: UNKNOWN, "": UNKNOWN} | {label: found[stored] for label, stored in kept.items()}


def _numbers(connection: Connection, labels: Sequence[str]) -> dict[str, int]:
    asked = (select(NAMES.c.label, NAMES.c.name_id).where(NAMES.c.label.in_(some)) for some in in_portions(labels))
    return {row.label: row.name_id for query in asked for row in connection.execute(query)}


def _enter(connection: Connection, keys: Mapping[str, str]) -> None:
    """New names; a name that another process has entered in this moment is left to it."""
    letters = {label: label_key(label) for label in keys}
    hold_register(connection, shared=True)
    same = meanings_of(connection, sorted(set(filter(None, letters.values()))))
    rows = [{"label": label, "label_key": letters[label]} for label in keys]
    added = insert_if_new(connection, NAMES, rows, NAMES.c.label, NAMES.c.name_id)
    own = [keys[label] for label, _number in added if letters[label] not in same]
    efforts = _efforts(connection, {keys[label]: label for label, _n in added if keys[label] in own})
    now = datetime.now(UTC)
    means = [
        alias_row(number, meaning, now)
        for label, number in added
        for meaning in same.get(letters[label]) or [Meaning(*ALWAYS, efforts[keys[label]])]
    ]
    if means:
        connection.execute(insert(ALIASES), means)


def _efforts(connection: Connection, names: Mapping[str, str]) -> dict[str, int]:
    """The numbers of efforts by key; new ones are added, not confirmed by anybody."""
    keys = sorted(names)
    rows = [{"effort_key": key, "name": names[key], "confirmed": False} for key in keys]
    insert_if_new(connection, EFFORTS, rows)
    return dict(_effort_numbers(connection, keys))


def _effort_numbers(connection: Connection, keys: Sequence[str]) -> Iterator[tuple[str, int]]:
    for some in in_portions(keys):
        asked = select(EFFORTS.c.effort_key, EFFORTS.c.effort_id).where(EFFORTS.c.effort_key.in_(some))
        yield from ((row.effort_key, row.effort_id) for row in connection.execute(asked))
