"""A parser that hangs, aborts, swells, floods, forks or lies: each costs its own file, and the night goes on."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from extractors import reading
from extractors.reading import Reader
from extractors.unreadable import Unreadable
from mock_reader import BOMB, TRICKS
from processes import marked_by, started_in
from program import ROOT, environment

LIMITS = {"READ_CPU_SECONDS": "2", "READ_WALL_SECONDS": "3", "READ_MEMORY_MB": "700"}
TOO_LARGE = {"hang", "spin", "flood", "swell", "bomb", "close_pipe", "stop_itself"}


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory, samples: list[Path]) -> tuple[Path, dict, str, float, int]:
    """One night on a file for each trick between two good ones: folder, counts, log, seconds and what is left."""
    folder = tmp_path_factory.mktemp("nat")
    (folder / "ind").mkdir()
    for name in TRICKS:
        (folder / "ind" / f"m-{name}.pdf").write_text(f"parser: {name}")
    shutil.copy(samples[0], folder / "ind" / f"a{samples[0].suffix}")
    shutil.copy(samples[1], folder / "ind" / f"z{samples[1].suffix}")
    more = {f"AFRAPPORT_{name}": value for name, value in LIMITS.items()}
    path = os.pathsep.join([str(ROOT), str(ROOT / "tests")])
    command = [sys.executable, "-m", "mock_night", "run", "--direct", "--json", "--inbox", "ind"]
    begun = time.monotonic()
    with started_in(folder, command, environment(folder, **more) | {"PYTHONPATH": path}) as run:
        out, log = run.communicate(timeout=150)
        seconds, left = time.monotonic() - begun, len(marked_by(folder))
    assert run.returncode == 0, log
    return folder, json.loads(out), log, seconds, left


def test_every_file_ends_as_a_report_and_the_good_ones_load(night: tuple) -> None:
    folder, counts, _, seconds, _ = night
    assert (counts["reports_seen"], counts["reports_new"]) == (len(TRICKS) + 2, len(TRICKS) + 2)
    assert (counts["reports_loaded"], counts["reports_held"]) == (2, len(TRICKS))
    assert seconds < 4 * len(TOO_LARGE) + 60
    with closing(sqlite3.connect(folder / "var" / "warehouse.db")) as connection:
        rules = dict(connection.execute("select report_file, rule from bi_finding where report_file like 'm-%'"))
    assert rules == {f"m-{n}.pdf": "report.too_large" if n in TOO_LARGE else "report.corrupt" for n in TRICKS}


def test_no_process_and_no_output_of_theirs_is_left(night: tuple) -> None:
    _, _, log, _, left = night
    assert left == 0
    assert "hemmeligt" not in log
    assert len(log) < 20_000


def test_what_slipped_out_of_its_group_is_ended_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "tests"))
    monkeypatch.setattr(Reader, "module", "mock_reader")
    monkeypatch.setenv("AFRAPPORT_READ_WALL_SECONDS", "2")
    (tmp_path / "b.pdf").write_text("parser: bomb")
    own = reading.Readers()
    monkeypatch.setattr(reading, "READERS", own)
    try:
        with pytest.raises(Unreadable, match="not read within 2 s"):
            reading.read_file(tmp_path / "b.pdf")
        [reader] = own._idle
        assert gone_within(10, lambda: children_of(reader.process.pid))
    finally:
        own.close()


def children_of(reader: int) -> list[int]:
    """What is still there of a file: the reader is made the parent of all that a file leaves behind."""
    return [int(p) for p in Path(f"/proc/{reader}/task/{reader}/children").read_text().split()]


def gone_within(seconds: float, left: Callable[[], list[int]]) -> bool:
    """Whether nothing is left in time: a process that was killed is there until the system has cleared it away."""
    end = time.monotonic() + seconds
    while left() and time.monotonic() < end:
        time.sleep(0.05)
    return not left()


BOUND = """
import os, sys
from extractors.descendants import MOST_STARTED, end_children, limit_starting
os.setgid(65534), os.setuid(65534)
limit_starting()
for started in range(4 * MOST_STARTED):
    try:
        if os.fork() == 0:
            import time
            time.sleep(60)
            os._exit(0)
    except BlockingIOError:
        break
print(started)
end_children()
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become a user that has no other process")
def test_a_user_other_than_root_can_start_only_some_processes(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BOUND], env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert BOMB < int(done.stdout) <= 64
