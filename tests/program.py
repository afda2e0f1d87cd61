"""Starting the program as a user does: a process of its own, with its own folder and environment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
COMMAND = [sys.executable, "-P", "-W", "error", "-m", "flows.cli"]


def environment(folder: Path, **more: str) -> dict[str, str]:
    """The environment without anything of the person who runs the tests; Prefect's home is in the folder."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("AFRAPPORT_", "PREFECT_", "PYTHON"))}
    return kept | {"PYTHONPATH": str(ROOT), "PREFECT_HOME": str(folder / "prefect"), "COLUMNS": "120"} | more


def afrapport(folder: Path, *arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
    """``afrapport ARGUMENTS`` started in the folder."""
    command = [*COMMAND, *(os.fspath(a) if isinstance(a, Path) else str(a) for a in arguments)]
    return subprocess.run(
        command, cwd=folder, env=environment(folder, **more), capture_output=True, text=True, timeout=180, check=False
    )


def counts(folder: Path, inbox: Path, *arguments: object, **more: str) -> dict[str, Any]:
    """The summary of ``afrapport run --direct --json``, which must be all that stands on stdout."""
    done = afrapport(folder, "run", "--direct", "--json", "--inbox", inbox, *arguments, **more)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
