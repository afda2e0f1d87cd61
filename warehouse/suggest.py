"""Which efforts a name that nobody has vouched for may be. Nothing is joined here: that is for a steward to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import Connection, Engine, Select, select

from schemas.likeness import likeness
from warehouse.aliases import ALIASES, EFFORTS, NAMES

LIKELY_FROM, MOST = 75, 3


@dataclass(frozen=True, slots=True)
class Likely:
    """An effort that a name may be, with the likeness of its nearest name in per cent."""

    effort_key: str
    name: str
    score: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name in all its spellings, and the efforts that it may be, best first; none where nothing is like it."""

    labels: tuple[str, ...]
    efforts: tuple[Likely, ...]


def suggest(engine: Engine) -> list[Suggestion]:
    """Every name that nobody has vouched for in all years, those with the likeliest efforts first."""
    with engine.connect() as connection:
        rows = connection.execute(_names()).all()
    known = [(row.label, row.effort_key, row.name) for row in rows if row.decided_by is not None]
    waiting: dict[str, dict[str, None]] = {}
    for row in rows:
        if row.decided_by is None:
            waiting.setdefault(row.label_key or row.label, {})[row.label] = None
    likely = _likely(waiting, known)
    found = [Suggestion(tuple(names), efforts) for names, efforts in zip(waiting.values(), likely, strict=True)]
    return sorted(found, key=lambda s: (-s.efforts[0].score if s.efforts else 0, s.labels))


def likely_efforts(connection: Connection, labels: Sequence[str]) -> dict[str, tuple[Likely, ...]]:
    """For each of some names the efforts that somebody has vouched for and that are most like it, best first."""
    rows = connection.execute(_names().where(ALIASES.c.decided_by.is_not(None))).all()
    known = [(row.label, row.effort_key, row.name) for row in rows]
    waiting = {label: dict.fromkeys([label]) for label in labels}
    return dict(zip(waiting, _likely(waiting, known), strict=True))


def _names() -> Select[Any]:
    return (
        select(NAMES.c.label, NAMES.c.label_key, ALIASES.c.decided_by, EFFORTS.c.effort_key, EFFORTS.c.name)
        .join(ALIASES, ALIASES.c.name_id == NAMES.c.name_id)
        .join(EFFORTS, EFFORTS.c.effort_id == ALIASES.c.effort_id)
        .where(ALIASES.c.recorded_to.is_(None), NAMES.c.label.is_not(None))
        .order_by(NAMES.c.label)
    )


def _likely(waiting: dict[str, dict[str, None]], known: Sequence[tuple[str, str, str]]) -> list[tuple[Likely, ...]]:
    if not waiting or not known:
        return [() for _ in waiting]
    scores = likeness([next(iter(names)) for names in waiting.values()], [label for label, _key, _name in known])
    return [_best(row, known) for row in scores]


def _best(scores: np.ndarray, known: Sequence[tuple[str, str, str]]) -> tuple[Likely, ...]:
    """The nearest efforts, each by its nearest name."""
    best: dict[str, Likely] = {}
    for at in np.argsort(-scores, kind="stable"):
        score = round(float(scores[at]))
        if score < LIKELY_FROM or len(best) == MOST:
            break
        _label, key, name = known[at]
        best.setdefault(key, Likely(key, name, score))
    return tuple(best.values())
