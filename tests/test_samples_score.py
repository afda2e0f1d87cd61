"""The sample reports read, checked and loaded as on a night, and what is then in the warehouse."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from program import ROOT, counts, environment

SHARED = ROOT / ".." / "shared"
UNKNOWN = "report.unrecognised"  # what is said of a report of a kind that cannot be read yet

needs_reports = pytest.mark.skipif(
    not (SHARED / "reports").is_dir(), reason="the sample reports are not beside the project"
)


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


def scored(folder: Path, which: str, twins: bool) -> dict[str, Any]:
    """What the score says of a folder of reports, or of the PDFs in it that are there as workbooks too."""
    chosen = folder / "reports"
    chosen.mkdir()
    names = {p.name for p in (SHARED / "reports" / which).iterdir()}
    for name in names:
        report = Path(name.removesuffix(".truth.json"))
        if not twins or (report.suffix == ".pdf" and str(report.with_suffix(".xlsx")) in names):
            shutil.copy(SHARED / "reports" / which / name, chosen)
    warehouse = night(folder, chosen)
    command = [sys.executable, str(SHARED / "score.py"), f"sqlite:///{warehouse}", str(chosen), "--json", "--show", "0"]
    done = subprocess.run(command, env=environment(folder), capture_output=True, text=True, timeout=120, check=True)
    return json.loads(done.stdout)


def figures_right(score: dict[str, Any]) -> None:
    """Every figure is right, and its place is there."""
    views = {name: v["strict"] for name, v in score["kind_views"].items()}
    assert views
    for name, strict in views.items():
        bar = 1.0 if name.endswith("bi_status") else 0.99
        assert min(strict["precision"], strict["recall"]) >= bar, name
    assert score["provenance"] == 1.0


def faults_found(score: dict[str, Any]) -> None:
    """Every planted fault is found, and no other."""
    missed = {name: [x["rule"] for x in f["findings"] if not x["raised"]] for name, f in score["files"].items()}
    false = {
        name: [x["rule"] for x in f["false_alarms"] if x["severity"] == "error"] for name, f in score["files"].items()
    }
    assert not any(missed.values()), missed
    assert not any(false.values()), false


# Where a report came as PDF and as a workbook the workbook counts, so those PDFs are also tried alone.
@pytest.mark.parametrize("reports", ["clean", "clean twins", "dirty"])
@needs_reports
def test_a_night_with_the_sample_reports(reports: str, tmp_path: Path) -> None:
    which, _, twins = reports.partition(" ")
    score = scored(tmp_path, which, bool(twins))
    figures_right(score)
    faults_found(score)
    assert (score["leaks"], score["secrets_stored"], score["files_without_truth"]) == (0, [], [])


# file: state, figures loaded and held, the sum of its amounts in kroner (stated sums left out), its errors
SAMPLES = {
    "afrapportering_2024.pdf": ("loaded", 351, 0, 124_724_000, []),
    "besoeg_2024.pdf": ("loaded", 156, 0, 0, []),
    "besoeg_2025.xlsx": ("partial", 150, 6, 0, ["indicator.total_mismatch"]),
    "bilag_1_2019.pdf": ("loaded", 24, 0, 0, []),
    "bilag_1_2021.xlsx": ("loaded", 25, 0, 0, []),
    "bilag_2018.pdf": ("partial", 22, 2, 0, ["department.unknown", "status.goals_invalid"]),
    "bilag_til_punkt_7.pdf": ("held", 0, 0, 0, [UNKNOWN]),
    "budgetark_amager.pdf": ("superseded", 336, 0, 0, []),
    "budgetark_amager.xlsx": ("loaded", 336, 0, 62_338_000, []),
    "budgetark_bispeparken.xlsx": ("partial", 339, 6, 67_557_000, ["budget.financing_mismatch"] * 2),
    "notat_2014.pdf": ("held", 0, 0, 0, ["report.corrupt"]),
    "notat_2017.pdf": ("partial", 43, 5, 4_408_778, ["budget.unreadable", "effort.duplicate"]),
    "notat_2018.pdf": ("partial", 44, 2, 2_683_505, ["budget.negative", "status.missing"]),
    "samarbejdsaftale_amager_2022.pdf": ("loaded", 386, 0, 62_338_000, []),
    "status_note_2020.pdf": ("loaded", 83, 0, 5_055_163, []),
    "status_note_2023.pdf": ("loaded", 76, 0, 5_099_285, []),
    "tryghedsplan_solbakken_2020.pdf": ("partial", 99, 3, 9_005_816, ["budget.total_mismatch"]),
}


def test_the_samples_of_the_project_give_what_is_known_of_them(tmp_path: Path) -> None:
    warehouse = sqlite3.connect(night(tmp_path, ROOT / "samples" / "inbox"))
    query = "select report_file, state, figures_loaded, figures_held from bi_report"
    sums = dict(warehouse.execute("select report_file, sum(amount_dkk) from bi_budget where not is_total group by 1"))
    errors = warehouse.execute(
        "select report_file, rule from bi_finding where severity = 'error' order by 1, 2"
    ).fetchall()
    found = {
        name: (state, loaded, held, int(sums.get(name, 0)), [rule for file, rule in errors if file == name])
        for name, state, loaded, held in warehouse.execute(query)
    }
    warehouse.close()
    assert found == SAMPLES
