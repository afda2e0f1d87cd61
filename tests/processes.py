"""Programs started in a session of their own, so that what they leave behind can be seen and ended."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from collections.abc import Generator
from pathlib import Path

MARK = "AFRAPPORT_TEST_MARK"  # goes with the environment into everything that is started


@contextlib.contextmanager
def started_in(folder: Path, command: list[str], env: dict[str, str]) -> Generator[subprocess.Popen[str], None, None]:
    """The running program; at the end whatever is left of it is killed."""
    marked = env | {MARK: str(folder)}
    with subprocess.Popen(
        command,
        cwd=folder,
        env=marked,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as run:
        try:
            yield run
        finally:
            for pid in marked_by(folder):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)


def marked_by(folder: Path) -> list[int]:
    """The processes, dead or alive, that were started in the folder, in whatever group or session they are."""
    wanted = f"{MARK}={folder}".encode()
    return [pid for pid in map(int, filter(str.isdigit, os.listdir("/proc"))) if wanted in _environment(pid)]


def _environment(pid: int) -> list[bytes]:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return []
