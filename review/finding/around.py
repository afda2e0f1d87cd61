"""The findings around one in its queue."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from review.queue.listing import Key, key_of, keys_after, keys_before
from review.queue.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Around:
    """The addresses of the next and the previous finding; None where there is none."""

    next: str | None
    previous: str | None


def around(connection: Connection, wanted: Wanted, person_id: int, finding_id: int) -> Around:
    """The neighbours of a finding; from one that is not in the queue the next is the first of it."""
    key = key_of(connection, wanted, finding_id)
    before = next(keys_before(connection, wanted, person_id, key, 1), None) if key else None
    return Around(
        next_address(connection, wanted, person_id, key, finding_id),
        f"/fund/{before[3]}{wanted.query()}" if before else None,
    )


def next_address(
    connection: Connection, wanted: Wanted, person_id: int, key: Key | None, but: int, **more: object
) -> str | None:
    """The finding after a key, else the first that waits; never ``but``. ``more`` is added to the address."""
    for start in dict.fromkeys((key, None)):
        for found in keys_after(connection, wanted, person_id, start, 2):
            if found[3] != but:
                return f"/fund/{found[3]}{wanted.query(**more)}"
    return None
