"""The files of a person that wait to be handed in, each with what its check has come to so far."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from review.desk import Desk
from review.jobs import FAILED, Job, TooManyJobs
from review.submit.hand_in import receipt_of
from review.submit.trial import Trial, try_file
from review.submit.waiting_room import Waiting, WaitingRoom

PERSONAL = "report.personal_data"


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that waits, and its check: ``trial`` is None until that is over. ``receipt`` is the number of the receipt
    where the same person has handed the same file in before.
    """

    waiting: Waiting
    state: str
    trial: Trial | None
    receipt: int | None = None

    @property
    def over(self) -> bool:
        """Whether nothing more will come of the check by itself."""
        return self.trial is not None or self.state == FAILED

    @property
    def ready(self) -> bool:
        """Whether it may be handed in."""
        return self.trial is not None and self.trial.ready and self.receipt is None


def all_checked(desk: Desk, room: WaitingRoom, person_id: int) -> list[Checked]:
    """What waits of a person; a file that nobody has looked at since the program was started is checked now."""
    return [one for waiting in room.of(person_id) if (one := checked(desk, room, waiting)) is not None]


def checked(desk: Desk, room: WaitingRoom, waiting: Waiting) -> Checked | None:
    """A file that waits, with its check; None where it holds a personal number that was told of long ago."""
    job = desk.checks.find(_key(waiting))
    if job is None:
        if not room.content(waiting).exists():
            room.remove(waiting)
            return None
        job = begin(desk, room, waiting)
    receipt = receipt_of(desk, waiting.person_id, waiting.sha256)
    return Checked(waiting, job.state, job.result if job.state == "done" else None, receipt)


def begin(desk: Desk, room: WaitingRoom, waiting: Waiting) -> Job:
    """Check a file in the background; where too many are under way it waits, and is asked for again."""

    def work(_job: Job) -> Trial:
        found = try_file(desk, room.content(waiting), waiting.name, waiting.sha256)
        if found.refused == PERSONAL:
            room.forget_content(waiting)  # nobody needs it here any longer
        return found

    try:
        return desk.checks.start(_key(waiting), work)
    except TooManyJobs:
        return Job()


def forget(desk: Desk, waiting: Waiting) -> None:
    """The file is gone, and so is what its check came to."""
    desk.checks.drop(_key(waiting))


def state_of(files: Sequence[Checked]) -> str:
    """A word that changes when, and only when, there is something new to show."""
    told = "|".join(f"{one.waiting.sha256}{one.state}" for one in files)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _key(waiting: Waiting) -> tuple:
    return (waiting.person_id, waiting.sha256)
