"""A change of the register as it is made: in its turn, at a moment of its own, with its findings and its log entry."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, func, select

from schemas.personal_data import find_cpr
from warehouse.aliases import give_meanings, labels_of
from warehouse.audit import append
from warehouse.engine import begin_write
from warehouse.known_names import close_findings
from warehouse.meanings import Meaning
from warehouse.refused import Refused
from warehouse.register_lock import hold_register
from warehouse.settle import take_turn
from warehouse.tables.effort import EffortAlias
from warehouse.text import storable

TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Changed:
    """A change that was made: its number, by which it can be undone, and the findings that it closed or reopened.

    ``names`` has one spelling of each name that was given another meaning.
    """

    number: int
    names: list[str]
    findings_closed: int
    findings_reopened: int


@contextmanager
def begin_change(engine: Engine, only_try: bool = False) -> Generator[tuple[Connection, datetime]]:
    """A transaction that changes the register, and its time, which no other change has: it is known by it again.

    With ``only_try`` all of it is taken back at the end: so it can be told what a change would do.

    It takes its turn with those who decide first, as they may add names while they have theirs.
    """
    with begin_write(engine) as connection:
        take_turn(connection)
        hold_register(connection)
        yield connection, _moment(connection)
        if only_try:
            connection.rollback()


def make_change(
    connection: Connection,
    at: datetime,
    plan: Mapping[str, Sequence[Meaning]],
    done: tuple[str, str, str],
    **detail: Any,
) -> Changed:
    """Give the names their new meanings and log it; ``done`` says what was done, by whom, to what."""
    if find_cpr(detail.get("reason") or ""):
        raise Refused("personal")
    action, by, subject = done
    number = give_meanings(connection, plan, at)
    followed = close_findings(connection, plan, at)
    labels = [next(iter(spellings.values())) for spellings in labels_of(connection, sorted(plan)).values()]
    told = {key: storable(value) if isinstance(value, str) else value for key, value in detail.items()}
    append(connection, who(by), action, storable(subject), {"number": number, "names": labels, **told})
    return Changed(number, labels, followed.closed, followed.reopened)


def who(by: str) -> str:
    """The name of who decides. Raises Refused for none."""
    shown = storable(" ".join(by.split()))
    if not shown:
        raise Refused("nobody")
    return shown


def _moment(connection: Connection) -> datetime:
    asked = select(func.max(EffortAlias.recorded_from), func.max(EffortAlias.recorded_to))
    latest = [time for time in connection.execute(asked).one() if time is not None]
    return max([datetime.now(UTC), *(time + TICK for time in latest)])
