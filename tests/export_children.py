"""An export in a process of its own that is killed in the middle, for the tests of what it leaves."""

from __future__ import annotations

import os
import signal
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import Any

from warehouse.engine import open_warehouse
from warehouse.export.export import export_to
from warehouse_children import started


def killed(url: str, target: Path, step: str, at: int = 1, after: bool = False, excel: bool = True) -> int | None:
    """Export in a child that is killed at the n-th call of ``module:name``, or right after it.

    Returns how it ended: ``-SIGKILL``, or 0 where there were not that many calls.
    """
    child = started(export_and_die, url, target, step, at, after, excel)
    child.join(60)
    return child.exitcode


def export_and_die(url: str, target: Path, step: str, at: int, after: bool, excel: bool) -> None:
    """What the child does."""
    module, _, name = step.partition(":")
    owner: Any = import_module(module)
    *path, name = name.split(".")
    for part in path:
        owner = getattr(owner, part)
    real, calls = getattr(owner, name), count(1)

    def dies(*args: Any, **more: Any) -> Any:
        now = next(calls) == at
        if now and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        done = real(*args, **more)
        if now:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    setattr(owner, name, dies)
    export_to(open_warehouse(url), target, excel=excel)
