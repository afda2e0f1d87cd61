"""Finding a name in the register, and the effort that it is by itself."""

from __future__ import annotations

from rapidfuzz import fuzz, process
from sqlalchemy import Connection, select

from schemas.likeness import folded
from warehouse.aliases import EFFORTS, NAMES, labels_of, letters_of
from warehouse.bulk import insert_if_new
from warehouse.refused import Refused
from warehouse.text import storable

NEAR_FROM, NEAR_MOST = 60, 3


def name_of(connection: Connection, name: str) -> str:
    """The letters of a name that the register has. Raises Refused with names that are near it for any other."""
    letters = letters_of(name)
    if not letters or letters not in labels_of(connection, [letters]):
        raise unknown_name(connection, name)
    return letters


def effort_with_key(connection: Connection, key: str) -> int | None:
    """The number of the effort with a key."""
    return connection.execute(
        select(EFFORTS.c.effort_id).where(EFFORTS.c.effort_key == storable(key))
    ).scalar_one_or_none()


def own_effort(connection: Connection, letters: str) -> int:
    """The effort that a name is by itself; made where there has never been one."""
    label = next(iter(labels_of(connection, [letters])[letters].values()))
    insert_if_new(connection, EFFORTS, [{"effort_key": letters, "name": label, "confirmed": False}])
    own = effort_with_key(connection, letters)
    assert own is not None  # noqa: S101
    return own


def unknown_name(connection: Connection, name: str) -> Refused:
    """Why nothing can be done with a name that the register does not have; it tells the names that are near."""
    labels = connection.execute(select(NAMES.c.label).where(NAMES.c.label.is_not(None))).scalars().all()
    found = process.extract(name, labels, scorer=fuzz.WRatio, processor=folded, limit=NEAR_MOST, score_cutoff=NEAR_FROM)
    return Refused("unknown_name", near=[label for label, _score, _number in found], name=name)
