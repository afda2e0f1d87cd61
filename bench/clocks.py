"""What work takes: seconds on the clock, and of the processor, a PostgreSQL server's own share included."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Clocks:
    """Time spent so far. ``server`` is the folder of a PostgreSQL server that works along."""

    server: Path | None = None
    seconds: float = 0.0
    processor: float = 0.0

    def spend(self, work: Callable[[], object]) -> None:
        """Do something, and count what it takes."""
        began, used = time.perf_counter(), self._processor()
        work()
        self.seconds += time.perf_counter() - began
        self.processor += self._processor() - used

    def _processor(self) -> float:
        return time.process_time() + (_of_server(self.server) if self.server else 0.0)


def _of_server(folder: Path) -> float:
    """Processor seconds of a server's processes, those that have ended included."""
    first = (folder / "data" / "postmaster.pid").read_text().split()[0]
    used = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rsplit(")", 1)[1].split()
        except OSError:  # it has just ended
            continue
        if fields[1] == first:
            used += sum(map(int, fields[11:13]))
        elif path.parent.name == first:
            used += sum(map(int, fields[11:15]))
    return used / TICKS
