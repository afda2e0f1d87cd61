"""Work that takes longer than a page may: done in the background, a few at a time, and looked at until it is done."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from schemas.examine import without_content

logger = logging.getLogger("afrapport")
WAITING, RUNNING, DONE, FAILED, CANCELLED = "waiting", "running", "done", "failed", "cancelled"
OVER = (DONE, FAILED, CANCELLED)
MOST_KEPT = 500  # jobs that are over and may be looked at again


class TooManyJobs(Exception):
    """So much waits already that no more is taken."""


@dataclass(slots=True)
class Job:
    """One piece of work: ``state`` is ``waiting``, ``running``, ``done``, ``failed`` or ``cancelled``.

    ``done`` of ``total`` steps are made, where the work counts them. ``result`` is what it came to.
    """

    state: str = WAITING
    done: int = 0
    total: int = 0
    result: Any = None
    stopped: threading.Event = field(default_factory=threading.Event)

    @property
    def over(self) -> bool:
        """Whether nothing more will change."""
        return self.state in OVER


class Jobs:
    """Jobs by a key of their owner's; ``at_once`` of them run, at most ``most`` wait or run.

    They live in this process: after a restart nobody has asked yet, and pages ask again. Nothing is written by a job
    before it is looked at, so that ending the program in the middle of one loses nothing but time.
    """

    def __init__(self, at_once: int, most: int) -> None:
        self._room, self._most = threading.Semaphore(at_once), most
        self._lock = threading.Lock()
        self._jobs: dict[tuple, Job] = {}

    def find(self, key: tuple) -> Job | None:
        """The job of that key, whether it is over or not."""
        with self._lock:
            return self._jobs.get(key)

    def start(self, key: tuple, work: Callable[[Job], Any]) -> Job:
        """The job of that key; begun now where there is none, or where the last one failed or was cancelled.

        Raises TooManyJobs where no more can wait.
        """
        with self._lock:
            job = self._jobs.get(key)
            if job is not None and job.state not in (FAILED, CANCELLED):
                return job
            if sum(not other.over for other in self._jobs.values()) >= self._most:
                raise TooManyJobs
            self._forget()
            job = Job()
            self._jobs.pop(key, None)
            self._jobs[key] = job
        threading.Thread(target=self._run, args=(job, work), daemon=True).start()
        return job

    def cancel(self, key: tuple) -> None:
        """Tell a job to stop; it does so at its next step."""
        with self._lock:
            job = self._jobs.get(key)
        if job is not None:
            job.stopped.set()

    def drop(self, key: tuple) -> None:
        """Stop a job and forget what it came to."""
        self.cancel(key)
        with self._lock:
            self._jobs.pop(key, None)

    def _run(self, job: Job, work: Callable[[Job], Any]) -> None:
        with self._room:
            if job.stopped.is_set():
                job.state = CANCELLED
                return
            job.state = RUNNING
            try:
                job.result = work(job)
                job.state = CANCELLED if job.stopped.is_set() else DONE
            except Exception as problem:
                logger.error("a job failed: %s", without_content(problem))
                job.state = FAILED

    def _forget(self) -> None:
        """Keep only the latest of those that are over; called with the lock held."""
        over = [key for key, job in self._jobs.items() if job.over]
        for key in over[: max(0, len(over) - MOST_KEPT + 1)]:
            del self._jobs[key]
