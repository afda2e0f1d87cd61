"""One submitted file on its way into the warehouse: kept, read, checked, loaded."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import InterfaceError, OperationalError

from extractors.opening import MAX_BYTES
from extractors.unreadable import Unreadable
from flows.inbox import NotTaken, Taken, take
from flows.patience import patiently
from schemas.check import check_unreadable
from schemas.decision import Decision
from schemas.efforts import Register
from schemas.examine import Examined, examine, without_content
from schemas.grades import Grades
from schemas.personal_data import find_cpr
from schemas.plain_text import file_name, plain
from warehouse.archive import Archive
from warehouse.decisions import counting_for
from warehouse.load import Submission, known, load

logger = logging.getLogger("afrapport")


@dataclass(frozen=True, slots=True)
class Desk:
    """What every file of a night shares: the warehouse, the archive, the run, when the files were received (UTC),
    the day that it is (in Denmark), what is known of efforts, and how severe the rules are (None: as in the program).
    """

    engine: Engine
    archive: Archive
    run_id: str
    received_at: datetime
    today: date
    register: Register | None = None
    grades: Grades | None = None

    def decided(self, identity: str | None) -> Sequence[Decision]:
        """The decisions that count for a report."""
        return counting_for(self.engine, identity, self.today)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: ``loaded``, ``partial``, ``held``; ``known`` (read before) or ``left`` (not tonight)."""

    name: str
    state: str


def ingest(path: Path, desk: Desk) -> Outcome:
    """Take one file in. Raises only where warehouse, archive or reader process fail, never for what the file holds."""
    name = file_name(path.name)
    if find_cpr(path.name):
        logger.warning("%s: the name of the file holds a personal number, which is masked", plain(name))
    try:
        taken = take(path, MAX_BYTES)
    except NotTaken as reason:
        logger.warning("%s: %s", plain(name), reason)
        return Outcome(name, "left")
    if patiently(lambda: known(desk.engine, taken.sha256)):
        return Outcome(name, "known")
    examined = _keep_and_examine(taken, desk, name)
    return Outcome(name, _load(name, taken, examined, desk))


def _keep_and_examine(taken: Taken, desk: Desk, name: str) -> Examined:
    if taken.data is None:
        too_large = Unreadable("report.too_large", f"{taken.size} bytes", f"højst {MAX_BYTES // 1024 // 1024} MB")
        return Examined(check_unreadable(too_large))
    # What is read is the copy that is kept: no one can exchange the file in between.
    kept = desk.archive.path(desk.archive.keep(taken.data))
    return examine(kept, name, desk.decided, desk.register, desk.grades)


def _load(name: str, taken: Taken, examined: Examined, desk: Desk) -> str:
    submission = Submission(
        sha256=taken.sha256,
        file_name=name,
        container=examined.container,
        size=taken.size,
        received_at=desk.received_at,
        run_id=desk.run_id,
    )
    try:
        # where the connection was lost during COMMIT the second try finds the report there, or loads it
        loaded = patiently(lambda: load(desk.engine, submission, examined.checked))
    except (OperationalError, InterfaceError):
        raise
    except Exception as problem:
        # The warehouse stands but does not take this report: the report is held, the night goes on.
        logger.error("%s: %s", plain(name), without_content(problem))
        held = check_unreadable(Unreadable("report.corrupt", type(problem).__name__))
        loaded = patiently(lambda: load(desk.engine, submission, held))
        return "known" if loaded.already else held.state
    return "known" if loaded.already else examined.checked.state
