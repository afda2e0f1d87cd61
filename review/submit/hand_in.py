"""Handing a file in: it lies whole in the inbox, and there is proof of it, or neither."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import insert, select

from review.desk import Desk
from review.people.accounts import Person
from review.submit.names import inbox_name
from review.submit.waiting_room import Waiting, WaitingRoom
from warehouse import audit
from warehouse.archive import sync_folder
from warehouse.engine import begin_write
from warehouse.tables.base import table_of
from warehouse.tables.desk_work import HandedIn

HANDED_IN = table_of(HandedIn)
FOLDER, UNFINISHED = "indsendt", ".unfinished-"
OTHER_TRIES = 100  # of 50 ms
LEFT_FOR = 3600  # seconds: long after any copy has ended


def hand_in(desk: Desk, room: WaitingRoom, waiting: Waiting, person: Person) -> int | None:
    """The number of the receipt; the one that there is where the same person has handed the same file in before.

    None where the file is gone.
    """
    if (earlier := receipt_of(desk, person.person_id, waiting.sha256)) is not None:
        room.remove(waiting)
        return earlier
    taken = room.take(waiting)
    if taken is None:
        return _of_the_other(desk, person.person_id, waiting.sha256)
    try:
        number = _place(desk, taken, waiting, person)
    except BaseException:
        room.put_back(waiting)
        raise
    room.remove(waiting)
    return number


def receipt_of(desk: Desk, person_id: int, sha256: str) -> int | None:
    """The receipt of a person for some content."""
    asked = select(HANDED_IN.c.handed_in_id).where(HANDED_IN.c.person_id == person_id, HANDED_IN.c.sha256 == sha256)
    with desk.engine.connect() as connection:
        return connection.execute(asked.limit(1)).scalar()


def _of_the_other(desk: Desk, person_id: int, sha256: str) -> int | None:
    """The button was pressed twice: the receipt of the press that was first, once it has come that far."""
    for _ in range(OTHER_TRIES):
        if (number := receipt_of(desk, person_id, sha256)) is not None:
            return number
        time.sleep(0.05)
    return None


def _place(desk: Desk, taken: Path, waiting: Waiting, person: Person) -> int:
    with _staged(desk.inbox, taken, waiting.name) as (hidden, shown), begin_write(desk.engine) as connection:
        row = {"person_id": person.person_id, "handed_in_at": desk.clock(), "sha256": waiting.sha256}
        row |= {"file_name": waiting.name, "size": waiting.size}
        number = connection.execute(insert(HANDED_IN).values(row).returning(HANDED_IN.c.handed_in_id)).scalar_one()
        told = {"handed_in_id": number, "file_name": waiting.name, "size": waiting.size, "folder": shown.name}
        audit.append(connection, person.login, "report.hand_in", f"sha256:{waiting.sha256}", told)
        # the last step before all of it is kept: a folder appears with the whole file in it, or not at all
        os.rename(hidden, shown)
    sync_folder(shown.parent)
    return number


@contextmanager
def _staged(inbox: Path, content: Path, name: str) -> Generator[tuple[Path, Path]]:
    """The file in a hidden folder of the inbox, which a night passes over, and the folder that it shall become.

    A folder of its own, so that the file keeps its name, whatever else is called so. Neither is left if it fails.
    """
    number = secrets.token_hex(8)
    above = inbox / FOLDER
    above.mkdir(mode=0o750, parents=True, exist_ok=True)
    _sweep(above)
    hidden, shown = above / f"{UNFINISHED}{number}", above / number
    hidden.mkdir(mode=0o750)
    try:
        _copy(content, hidden / inbox_name(name))
        sync_folder(hidden)
        yield hidden, shown
    except BaseException:
        shutil.rmtree(hidden, ignore_errors=True)
        shutil.rmtree(shown, ignore_errors=True)
        raise


def _sweep(above: Path) -> None:
    """What was being copied when the program was killed; it was never handed in."""
    oldest = time.time() - LEFT_FOR
    for left in above.glob(f"{UNFINISHED}*"):
        if left.lstat().st_mtime < oldest:
            shutil.rmtree(left, ignore_errors=True)


def _copy(content: Path, path: Path) -> None:
    # not moved: the inbox may lie on another disk, and the night may run as somebody else of the same group
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o640)
    with os.fdopen(handle, "wb") as target, content.open("rb") as source:
        shutil.copyfileobj(source, target, 1 << 20)
        target.flush()
        os.fsync(target.fileno())
