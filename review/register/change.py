"""A change of the register that somebody asks for: first what it would touch, then made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, Select, column, func, select, table

from review.whole_number import whole_number
from warehouse.refused import Refused
from warehouse.register import Changed, confirm, join, split, undo
from warehouse.tables.effort import ALWAYS

JOIN, SPLIT, CONFIRM, UNDO = "saml", "skil", "bekraeft", "fortryd"
VIEWS = ("status", "budget", "indicator")


@dataclass(frozen=True, slots=True)
class Asked:
    """What shall be done to a name: joined ``to`` an effort in some years, parted, vouched for, or ``number`` undone.

    The years are as they were written; blank is no bound.
    """

    what: str
    name: str = ""
    to: str = ""
    from_year: str = ""
    to_year: str = ""
    all_names: bool = False
    number: str = ""


@dataclass(frozen=True, slots=True)
class Touched:
    """What a change would do: the names that get another meaning, and how many published figures stand under them."""

    changed: Changed
    figures: dict[str, int]


def make(engine: Engine, asked: Asked, by: str, reason: str | None = None, *, only_try: bool = False) -> Changed:
    """Do it, or only try it. Raises Refused."""
    if asked.what == JOIN:
        years = (_year(asked.from_year, ALWAYS[0]), _year(asked.to_year, ALWAYS[1]))
        told = {"years": years, "all_names": asked.all_names, "only_try": only_try}
        return join(engine, asked.name, asked.to, by, reason, **told)
    if asked.what == SPLIT:
        return split(engine, asked.name, by, reason, only_try=only_try)
    if asked.what == CONFIRM:
        return confirm(engine, asked.name, by, reason, only_try=only_try)
    return undo(engine, whole_number(asked.number) or 0, by, only_try=only_try)


def preview(engine: Engine, asked: Asked, by: str) -> Touched:
    """What the change would touch; nothing is written. Raises Refused."""
    changed = make(engine, asked, by, only_try=True)
    return Touched(changed, _figures(engine, changed.names))


def _year(written: str, otherwise: int) -> int:
    if not written:
        return otherwise
    year = whole_number(written, 4)
    if year is None or len(written) < 4:
        raise Refused("wrong_years", first=written, last="…")
    return year


def _figures(engine: Engine, labels: Sequence[str]) -> dict[str, int]:
    with engine.connect() as connection:
        return {view: connection.execute(_count(view, labels)).scalar_one() for view in VIEWS}


def _count(view: str, labels: Sequence[str]) -> Select[tuple[int]]:
    return select(func.count()).select_from(table(f"bi_{view}")).where(column("effort").in_(labels))
