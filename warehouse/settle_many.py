"""Many decisions at once: all that can be made are, the others are told; one undo takes them all back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Engine, insert, select

from schemas.efforts import Register
from warehouse.engine import begin_write
from warehouse.renew import undo_in
from warehouse.settle import CannotSettle, Order, settle_in, take_turn
from warehouse.tables.base import table_of
from warehouse.tables.desk_work import DecisionBatch

BATCHES = table_of(DecisionBatch)


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of many orders: how many were carried out, and why each of the others was not (by finding, or by
    decision where they were to be taken back). ``batch_id`` undoes it; None where nothing was done.
    """

    batch_id: int | None
    done: int
    refused: dict[int, CannotSettle]


def settle_many(engine: Engine, orders: Sequence[Order], today: date, register: Register | None = None) -> Batch:
    """Decide about each finding in turn, in one transaction."""
    made: list[int] = []
    refused: dict[int, CannotSettle] = {}
    with begin_write(engine) as connection:
        take_turn(connection)
        for order in orders:
            try:
                with connection.begin_nested():
                    made.append(settle_in(connection, order, today, register).decision_id)
            except CannotSettle as problem:
                refused[order.finding_id] = problem
        if made:
            rows = [{"decision_id": number, "batch_id": made[0]} for number in made]
            connection.execute(insert(BATCHES), rows)
    return Batch(made[0] if made else None, len(made), refused)


def undo_many(
    engine: Engine, batch_id: int, who: tuple[str, str], today: date, register: Register | None = None
) -> Batch:
    """Take back all decisions of a batch that still stand, the last one first; ``who`` is the name and the login."""
    done, refused = 0, {}
    with begin_write(engine) as connection:
        take_turn(connection)
        for number in reversed(decisions_of(connection, batch_id)):
            try:
                with connection.begin_nested():
                    undo_in(connection, number, who, today, None, register)
                done += 1
            except CannotSettle as problem:
                refused[number] = problem
    return Batch(batch_id, done, refused)


def decisions_of(connection: Connection, batch_id: int) -> list[int]:
    """The decisions that were made together, in their order."""
    asked = select(BATCHES.c.decision_id).where(BATCHES.c.batch_id == batch_id).order_by(BATCHES.c.decision_id)
    return list(connection.execute(asked).scalars())
