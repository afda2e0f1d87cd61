"""What a rule would do with another severity: all reports checked again in the background, nothing written."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from review.desk import Desk
from review.jobs import Job
from warehouse.preview_total import PreviewTotal

MODULE = "review.rules.trial_process"
ROOT = Path(__file__).resolve().parents[2]


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
    asked = {"rule": rule, "severity": severity, "today": desk.today().isoformat()}
    asked["warehouse"] = desk.engine.url.render_as_string(hide_password=False)
    with _process() as child:
        try:
            total = _listened(child, job, asked)
        finally:
            child.kill()
    return None if total is None else Tried(began, total)


def _process() -> subprocess.Popen[bytes]:
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    return subprocess.Popen(  # noqa: S603 - our own interpreter, no shell, no outside text
        [sys.executable, "-m", MODULE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path},
    )


def _listened(child: subprocess.Popen[bytes], job: Job, asked: dict[str, str]) -> PreviewTotal | None:
    """The total at the end; None where nobody waits for it any more. Raises EOFError where the process ended before."""
    assert child.stdin is not None and child.stdout is not None  # noqa: S101
    child.stdin.write(json.dumps(asked).encode())  # not as an argument: an address may hold a password
    child.stdin.close()
    while not job.stopped.is_set():
        job.done, job.total, total = pickle.load(child.stdout)  # noqa: S301 - our own process, from our own rows
        if total is not None:
            return total
    return None
