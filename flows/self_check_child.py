"""The self-check in a process of its own: Great Expectations takes seconds to import, and memory that stays taken."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from contextlib import suppress
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from warehouse.engine import open_warehouse
from warehouse.publication import NOT_FINISHED, stop_unchecked

COMMAND = [sys.executable, "-P", "-m", "flows.cli", "warehouse", "expect", "--json"]
MOST_SECONDS = 1800
UNFINISHED: dict[str, Any] = {"check_id": None, "state": "stopped", "reason": NOT_FINISHED, "outcomes": []}
logger = logging.getLogger("afrapport")


def check_in_child(warehouse: str) -> dict[str, Any]:
    """What ``afrapport warehouse expect --json`` says of the warehouse.

    Where it does not come to its end, publication is stopped: nobody knows then. That is logged and never raises.
    """
    try:
        return json.loads(_answer(warehouse))
    except (OSError, ValueError, subprocess.SubprocessError) as problem:
        logger.error("The self-check did not finish (%s); publication is stopped.", type(problem).__name__)
    with suppress(SQLAlchemyError):
        engine = open_warehouse(warehouse)
        stop_unchecked(engine)
        engine.dispose()
    return UNFINISHED


def in_short(told: dict[str, Any]) -> dict[str, Any]:
    """A self-check for the summary of a night: its state, and how many expectations there are and have failed."""
    failed = [it for it in told["outcomes"] if not it["success"]]
    critical = sum(it["severity"] == "critical" for it in failed)
    counts = {"expectations": len(told["outcomes"]), "critical": critical, "warnings": len(failed) - critical}
    return {name: told[name] for name in ("check_id", "state", "reason")} | counts


def _answer(warehouse: str) -> bytes:
    # by the environment: the URL may hold a password, and every user sees the arguments of a process
    around = os.environ | {"AFRAPPORT_WAREHOUSE": warehouse}
    done = subprocess.run(COMMAND, env=around, stdout=subprocess.PIPE, timeout=MOST_SECONDS, check=False)  # noqa: S603 (COMMAND is our own)
    return done.stdout
