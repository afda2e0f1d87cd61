"""Figures that have only been read, put as the warehouse would hold them: so that they can be compared with its own."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, or_, select

from extractors.place import Place
from schemas.labels import label_key
from schemas.report import Figure
from warehouse.bulk import in_portions
from warehouse.figures import ALIASES, EFFORTS, NAMES, SAYS
from warehouse.members import DIMENSIONS
from warehouse.rows import PLACE, YEAR, place_row
from warehouse.tables.dimensions import UNKNOWN
from warehouse.text import storable

Meaning = tuple[int, int, str | None]  # first year, last year, the effort's key


def as_held(figures: Sequence[Figure], connection: Connection | None = None) -> list[Figure]:
    """The figures with every column of their view, and their efforts' keys by the register of a warehouse.

    Without a connection the keys are those that the checks gave.
    """
    meanings = _meanings(connection, sorted({f.values["effort"] for f in figures if f.values.get("effort")}))
    return [_held(figure, meanings) for figure in figures]


def _held(figure: Figure, meanings: dict[str, list[Meaning]]) -> Figure:
    values = {name: _stored(name, figure.values.get(name)) for name in SAYS[figure.view]}
    year = values[YEAR[figure.view]]
    for first, last, key in meanings.get(str(values["effort"]), ()):
        if first <= (UNKNOWN if year is None else year) <= last:
            values["effort_key"] = key
    place = Place(**dict(zip(PLACE, place_row(figure.place), strict=True)))
    text, key = storable(figure.raw_text), storable(figure.key)
    return dataclasses.replace(figure, key=key, values=values, place=place, raw_text=text)


def _stored(name: str, value: Any) -> Any:
    if name == "is_total":
        return bool(value)
    text = storable(value) if isinstance(value, str) else value
    return None if text == "" and name in (*DIMENSIONS, "effort", "effort_key") else text


def _meanings(connection: Connection | None, labels: Sequence[str]) -> dict[str, list[Meaning]]:
    """What each label means, or the first name with the same letters, as when it is entered in the register."""
    if connection is None:
        return {}
    kept = [storable(label) for label in labels]
    names: dict[str, dict[int, list[Meaning]]] = {}
    letters: dict[str, dict[int, list[Meaning]]] = {}
    for some in in_portions(kept):
        for row in connection.execute(_asked(some)):
            meaning = (row.from_year, row.to_year, row.effort_key)
            names.setdefault(row.label, {}).setdefault(row.name_id, []).append(meaning)
            letters.setdefault(row.label_key, {}).setdefault(row.name_id, []).append(meaning)
    found = {label: names.get(label) or (letters.get(label_key(label)) if label_key(label) else None) for label in kept}
    return {label: next(iter(of_names.values())) for label, of_names in found.items() if of_names}


def _asked(labels: Sequence[str]) -> Any:
    written = sorted({label_key(label) for label in labels} - {""})
    return (
        select(NAMES.c.label, NAMES.c.label_key, NAMES.c.name_id, ALIASES.c.from_year, ALIASES.c.to_year)
        .add_columns(EFFORTS.c.effort_key)
        .join(ALIASES, ALIASES.c.name_id == NAMES.c.name_id)
        .join(EFFORTS, EFFORTS.c.effort_id == ALIASES.c.effort_id)
        .where(or_(NAMES.c.label.in_(labels), NAMES.c.label_key.in_(written)), ALIASES.c.recorded_to.is_(None))
        .order_by(NAMES.c.name_id, ALIASES.c.from_year)
    )
