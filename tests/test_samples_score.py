"""The sample reports read, checked and loaded as on a night, and what is then in the warehouse."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from program import ROOT, counts, environment

SHARED = ROOT / ".." / "shared"
FINISHED = ("status_note", "goal_fulfilment", "budget_sheet")
UNKNOWN = "report.unrecognised"  # what is said of a report of a kind that cannot be read yet

needs_reports = pytest.mark.skipif(not (SHARED / "reports").is_dir(), reason="the sample reports are not beside the project")


def night(folder: Path, reports: Path) -> Path:
    """The warehouse after a night with these reports."""
    inbox = folder / "inbox"
    inbox.mkdir()
    for path in reports.iterdir():
        if path.suffix != ".json":
            shutil.copy(path, inbox)
    warehouse = folder / "lager.db"
    counts(folder, inbox, "--warehouse", f"sqlite:///{warehouse}", AFRAPPORT_ARCHIVE=str(folder / "archive"))
    return warehouse


def scored(folder: Path, which: str, suffix: str = "") -> dict[str, Any]:
    """What the score says of a folder of reports; ``suffix`` keeps those that end so."""
    chosen = folder / "reports"
    chosen.mkdir()
    for path in (SHARED / "reports" / which).iterdir():
        if path.name.removesuffix(".truth.json").endswith(suffix):
            shutil.copy(path, chosen)
    warehouse = night(folder, chosen)
    command = [sys.executable, str(SHARED / "score.py"), f"sqlite:///{warehouse}", str(chosen), "--json", "--show", "0"]
    done = subprocess.run(command, env=environment(folder), capture_output=True, text=True, timeout=120, check=True)
    return json.loads(done.stdout)


# Where a report came as PDF and as a workbook the workbook counts, so the PDFs are also tried alone.
@pytest.fixture(scope="module", params=["clean", "clean.pdf", "dirty"])
def score(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    which, _, suffix = request.param.partition(".")
    return scored(tmp_path_factory.mktemp(which), which, suffix)


@pytest.mark.xdist_group("score")
@needs_reports
def test_every_figure_of_the_finished_kinds_is_right(score: dict[str, Any]) -> None:
    views = {name: v["strict"] for name, v in score["kind_views"].items() if name.split()[0] in FINISHED}
    assert len(views) == 4
    for name, strict in views.items():
        bar = 1.0 if name.endswith("bi_status") else 0.99
        assert min(strict["precision"], strict["recall"]) >= bar, name
    assert score["provenance"] == 1.0


@pytest.mark.xdist_group("score")
@needs_reports
def test_every_planted_fault_is_found_and_no_other(score: dict[str, Any]) -> None:
    files = {name: f for name, f in score["files"].items() if f["kind"] in (*FINISHED, "none")}
    assert files
    missed = {name: [x["rule"] for x in f["findings"] if not x["raised"]] for name, f in files.items()}
    false = {name: [x["rule"] for x in f["false_alarms"] if x["severity"] == "error"] for name, f in files.items()}
    assert not any(missed.values()), missed
    assert not any(false.values()), false


@pytest.mark.xdist_group("score")
@needs_reports
def test_what_must_be_held_is_held_and_personal_numbers_are_nowhere(score: dict[str, Any]) -> None:
    assert (score["leaks"], score["secrets_stored"], score["files_without_truth"]) == (0, [], [])
