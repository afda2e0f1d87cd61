"""A whole night in a process of its own, and what it cost, said and left."""

from __future__ import annotations

import json
import re
import sqlite3
import tempfile
import threading
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from processes import marked_by, started_in
from program import COMMAND, environment

OUTCOME = re.compile(r" \d+/\d+ (?P<name>.*): (?P<state>loaded|partial|held|known|left)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Night:
    """A night: its folder, counts, log, the outcome of each file by the name in the log, seconds, the most memory of
    the program itself in MB, and the processes and files in the folder for temporary ones that it left.
    """

    folder: Path
    counts: dict[str, Any]
    log: str
    outcomes: list[tuple[str, str]]
    seconds: float
    most_mb: float
    left: list[str]

    def asked(self, sql: str) -> list[tuple]:
        """The answer of its warehouse."""
        with closing(sqlite3.connect(self.folder / "var" / "warehouse.db")) as connection:
            return connection.execute(sql).fetchall()


def night_on(inbox: Path, folder: Path, timeout: float = 300, **more: str) -> Night:
    """``afrapport run --direct`` on an inbox, started in the folder; raises AssertionError where it fails."""
    temporary = Path(tempfile.mkdtemp(dir=folder))
    command = [*COMMAND, "run", "--direct", "--json", "--inbox", str(inbox)]
    begun = time.monotonic()
    with started_in(folder, command, environment(folder, TMPDIR=str(temporary), **more)) as run:
        memory = _Watched(run.pid)
        out, log = run.communicate(timeout=timeout)
        seconds, left = time.monotonic() - begun, [f"process {pid}" for pid in marked_by(folder)]
    assert run.returncode == 0, log
    outcomes = [(found["name"], found["state"]) for found in OUTCOME.finditer(log)]
    left += [str(path) for path in temporary.rglob("*")]
    return Night(folder, json.loads(out), log, outcomes, seconds, memory.most_mb, left)


class _Watched(threading.Thread):
    """Looks at how much memory a process takes at most, until it ends."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.status = Path(f"/proc/{pid}/status")
        self.most_mb = 0.0
        self.start()

    def run(self) -> None:
        while found := self._most():
            self.most_mb = found
            time.sleep(0.05)

    def _most(self) -> float:
        try:
            found = re.search(r"VmHWM:\s+(\d+) kB", self.status.read_text())
        except OSError:
            return 0.0
        return int(found[1]) / 1024 if found else 0.0
