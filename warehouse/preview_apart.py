"""A rule previewed in a process of its own: as a thread it would make everything else of its process wait."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from sqlalchemy import Engine

from warehouse.preview_total import PreviewTotal

MODULE = "warehouse.preview_process"
ROOT = Path(__file__).resolve().parents[1]
GoOn = Callable[[int, int], bool]


def preview_apart(engine: Engine, rule: str, severity: str, today: date, go_on: GoOn) -> PreviewTotal | None:
    """What the rule would do with that severity to all reports; nothing is written.

    ``go_on`` is told how many reports of how many are done, and ends it by False: then there is no total. Raises
    EOFError or OSError where the process was lost.
    """
    asked = {"rule": rule, "severity": severity, "today": today.isoformat()}
    asked["warehouse"] = engine.url.render_as_string(hide_password=False)
    with _process() as child:
        try:
            return _listened(child, asked, go_on)
        finally:
            child.kill()


def _process() -> subprocess.Popen[bytes]:
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    return subprocess.Popen(  # noqa: S603 - our own interpreter, no shell, no outside text
        [sys.executable, "-m", MODULE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": path},
    )


def _listened(child: subprocess.Popen[bytes], asked: dict[str, str], go_on: GoOn) -> PreviewTotal | None:
    assert child.stdin is not None and child.stdout is not None  # noqa: S101
    child.stdin.write(json.dumps(asked).encode())  # not as an argument: an address may hold a password
    child.stdin.close()
    total, going = None, True
    while total is None and going:
        done, count, total = pickle.load(child.stdout)  # noqa: S301 - our own process, from our own rows
        going = go_on(done, count)
    return total
