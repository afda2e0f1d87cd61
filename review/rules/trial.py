"""What a rule would do with another severity: all reports checked again in the background, nothing written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from review.desk import Desk
from review.jobs import Job
from warehouse.preview_apart import preview_apart
from warehouse.preview_total import PreviewTotal


@dataclass(frozen=True, slots=True)
class Tried:
    """What it came to, and from when."""

    at: datetime
    total: PreviewTotal


def find(desk: Desk, person_id: int, rule: str, severity: str) -> Job | None:
    """The trial that a person has asked for, as far as it has come."""
    return desk.previews.find((person_id, rule, severity))


def begin(desk: Desk, person_id: int, rule: str, severity: str) -> Job:
    """Try it. Raises TooManyJobs."""
    return desk.previews.start((person_id, rule, severity), lambda job: _try(desk, job, rule, severity))


def stop(desk: Desk, person_id: int, rule: str, severity: str) -> None:
    """Nobody waits for it any more; it ends with the report that it is at."""
    desk.previews.drop((person_id, rule, severity))


def _try(desk: Desk, job: Job, rule: str, severity: str) -> Tried | None:
    began = desk.clock()

    def go_on(done: int, count: int) -> bool:
        job.done, job.total = done, count
        return not job.stopped.is_set()

    total = preview_apart(desk.engine, rule, severity, desk.today(), go_on)
    return None if total is None else Tried(began, total)
