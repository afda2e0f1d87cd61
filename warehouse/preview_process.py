"""The process that checks all reports again for a preview, apart from who asks for it.

Run as ``python -m warehouse.preview_process`` by ``warehouse.preview_apart``: what is asked comes as JSON on standard
input, what it has come to goes out as pickles of (reports done, reports in all, the total at the end).
"""

from __future__ import annotations

import json
import os
import pickle
import signal
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

from warehouse.engine import open_warehouse
from warehouse.export.snapshot import snapshot
from warehouse.known_register import register_of
from warehouse.preview import count_reports, previews
from warehouse.preview_total import PreviewTotal

Step = tuple[int, int, PreviewTotal | None]


def steps(asked: dict[str, Any]) -> Iterator[Step]:
    """A step a report, and the last one with the total."""
    engine, total, done = open_warehouse(asked["warehouse"]), PreviewTotal(), 0
    register, today = register_of(engine), date.fromisoformat(asked["today"])
    with snapshot(engine) as connection:
        count = count_reports(connection)
        yield 0, count, None
        for one in previews(connection, asked["rule"], asked["severity"], today, register):
            total.add(one)
            done += 1
            yield done, count, None
    yield done, count, total


def main() -> None:
    """Answer what stands on standard input."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the app, which then ends this process
    os.nice(10)
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)  # what anything prints goes to the log
        for step in steps(json.load(sys.stdin)):
            pickle.dump(step, out)
            out.flush()


if __name__ == "__main__":
    main()
