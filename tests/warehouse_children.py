"""What child processes do to a warehouse in the tests of loading and locking."""

from __future__ import annotations

import os
import signal
from itertools import count
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from typing import Any

from sqlalchemy import event

from schemas.report import CheckedReport
from warehouse.archive import Archive
from warehouse.engine import open_warehouse
from warehouse.load import load
from warehouse.lock import run_lock
from warehouse.migrate import upgrade
from warehouse_samples import budget, finding, indicator, report, status, submission, tables_filled

PROCESSES = get_context("forkserver")
SIGKILLED = 9  # as ``os.waitpid`` tells it


def whole_report(efforts: int = 3) -> CheckedReport:
    """A report that puts rows into every table."""
    figures = [
        figure
        for n in range(efforts)
        for figure in (
            status(f"s{n}", effort=f"Indsats {n}", effort_key=f"indsats{n}"),
            budget("78486.06", f"b{n}", effort=f"Indsats {n}", effort_key=f"indsats{n}"),
            indicator("30.2", f"i{n}"),
            budget(None, f"h{n}", "held", effort=f"Indsats {n}", effort_key=f"indsats{n}"),
        )
    ]
    return report(*figures, findings=tuple(finding(f"f{n}", figure_keys=[f"h{n}"]) for n in range(efforts)))


def started(target: Any, *args: Any) -> BaseProcess:
    """A child process under way."""
    child = PROCESSES.Process(target=target, args=args, daemon=True)  # ends with a test that fails
    child.start()
    return child


def die_at_each_step(url: str, run_id: str, answers: Any) -> None:
    """Fork a process that loads a report and is killed before the commit, then one killed after the first statement,
    the second, and so on until one gets to its end. Tells for each how it ended and how many rows it left.
    """
    told, ended = [], SIGKILLED
    for statement in count():
        pid = os.fork()
        if pid == 0:
            load_and_die(url, run_id, statement)
            os._exit(0)
        ended = os.waitpid(pid, 0)[1]
        told.append((ended, sum(tables_filled(open_warehouse(url)).values())))
        if ended != SIGKILLED:
            break
    answers.put(told)


def load_and_die(url: str, run_id: str, statement: int) -> None:
    """Load a report, but kill this process right after its n-th statement (0: before the commit)."""
    engine, done = open_warehouse(url), [0]

    def after_each(*_args: Any) -> None:
        done[0] += 1
        if done[0] == statement:
            os.kill(os.getpid(), signal.SIGKILL)

    def at_commit(_connection: Any) -> None:
        if statement == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, "after_cursor_execute", after_each)
    event.listen(engine, "commit", at_commit)
    load(engine, submission(run_id), whole_report())


def load_when_told(url: str, run_id: str, content: str, gate: Any, answers: Any) -> None:
    """Load a report at the same moment as others do; tells what came of it."""
    engine = open_warehouse(url)
    mine = whole_report(efforts=40)
    gate.wait(30)
    try:
        loaded = load(engine, submission(run_id, content), mine)
        answers.put((loaded.report_id, loaded.already))
    except Exception as problem:
        answers.put(repr(problem))


def hold_lock(url: str, told: Any) -> None:
    """Take the run lock, say so, and keep it until killed."""
    with run_lock(open_warehouse(url)):
        told.put("held")
        signal.pause()


def upgrade_when_told(url: str, gate: Any, answers: Any) -> None:
    """Bring a database up to date at the same moment as others do."""
    gate.wait(30)
    try:
        upgrade(open_warehouse(url))
        answers.put("done")
    except Exception as problem:
        answers.put(repr(problem))


def write_and_die(root: str, content: bytes, step: str) -> None:
    """Keep content in an archive, but be killed instead of one step of it."""
    setattr(os, step, lambda *_args: os.kill(os.getpid(), signal.SIGKILL))
    Archive(root).keep(content)
