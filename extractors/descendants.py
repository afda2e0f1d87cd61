"""What a reading child may start, and that all of it ends with the child."""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
from pathlib import Path

PR_SET_CHILD_SUBREAPER = 36
MOST_STARTED = 64  # processes and threads that a child may start
ROUNDS = 1_000  # a child that forks while it is being killed: each round kills all that are there


def adopt_orphans() -> None:
    """Makes this process the parent of what its children leave behind; does nothing where the system has no such call.

    So a process that slipped out of its group is found again and ended.
    """
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def end_children() -> None:
    """Kills and reaps all that this process is the parent of, and what comes to it meanwhile."""
    for _ in range(ROUNDS):
        found = _descendants(os.getpid())
        for pid in found:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if not _reap(bool(found)):
            return


def limit_starting() -> None:
    """Lets this process start some more, and no bomb. Linux counts by user and does not ask it of root."""
    most = _tasks_of_user() + MOST_STARTED
    hard = resource.getrlimit(resource.RLIMIT_NPROC)[1]
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_NPROC, (most, most))


def _reap(wait: bool) -> bool:
    """Takes note of children that ended; says whether there may be more of them."""
    try:
        while os.waitpid(-1, 0 if wait else os.WNOHANG)[0]:
            wait = False
    except ChildProcessError:
        return False
    return True


def _descendants(pid: int) -> list[int]:
    found = _children(pid)
    for each in found:  # grows as it goes
        found += _children(each)
    return found


def _children(pid: int) -> list[int]:
    try:
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def _tasks_of_user() -> int:
    count, user = 0, os.getuid()
    for entry in os.scandir("/proc"):
        with contextlib.suppress(OSError):
            if entry.name.isdigit() and entry.stat().st_uid == user:
                count += len(os.listdir(f"/proc/{entry.name}/task"))
    return count
