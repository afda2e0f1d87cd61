"""``afrapport rules``: the rule book at the command line, and a rule graded anew between two nights."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from program import ROOT, afrapport, counts
from schemas.rulebook import rules

INBOX = ROOT / "samples" / "inbox"
MISMATCH = "indicator.total_mismatch"


def said(folder: Path, *arguments: object, **more: str) -> CompletedProcess[str]:
    return afrapport(folder, "rules", *arguments, "--warehouse", f"sqlite:///{folder}/w.db", **more)


def told(folder: Path, *arguments: object) -> Any:
    done = said(folder, *arguments, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture
def night(tmp_path: Path) -> Path:
    """A folder with a warehouse after one night; the workbook in it holds one sum that does not tie."""
    (tmp_path / "ind").mkdir()
    shutil.copy(INBOX / "besoeg_2025.xlsx", tmp_path / "ind")
    counts(tmp_path, tmp_path / "ind", "--warehouse", f"sqlite:///{tmp_path}/w.db")
    return tmp_path


def test_without_a_warehouse_the_rule_book_is_shown_and_none_is_made(tmp_path: Path) -> None:
    listed = told(tmp_path, "list")
    assert [entry["rule"] for entry in listed] == list(rules())
    assert {entry["severity"] for entry in listed} == {"error", "warning"}
    shown = said(tmp_path, "show", "budget.negative")
    assert "Beløbet for »Ny Start« er under nul" in shown.stdout and "fejl: holder tallene tilbage" in shown.stdout
    english = said(tmp_path, "show", "budget.negative", AFRAPPORT_LANGUAGE="en")
    assert "The amount for »Ny Start« is below zero" in english.stdout
    assert said(tmp_path, "preview", "budget.negative").returncode == 1
    assert not (tmp_path / "w.db").exists()


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (["show", "budget.negativ"], 2, "Mente du: budget.negative"),
        (["regrade", "budget.missing", "--severity", "warning"], 1, "kan ikke ændres"),
        (["regrade", MISMATCH, "--severity", "off"], 1, "kan ikke slås fra"),
        (["regrade", MISMATCH, "--severity", "warning", "--from", "2020-01-01"], 2, "er gået"),
        (["regrade", MISMATCH, "--severity", "warning", "--from", "snart"], 2, "ikke en dato"),
        (["regrade", MISMATCH, "--severity", "grim"], 2, "grim"),
    ],
)
def test_wrong_orders_are_told(night: Path, arguments: list[str], status: int, sentence: str) -> None:
    done = said(night, *arguments)
    assert (done.returncode, done.stdout) == (status, "")
    assert sentence in done.stderr


def test_previewed_graded_and_in_force_the_next_night(night: Path) -> None:
    before = sha256((night / "w.db").read_bytes()).hexdigest()
    seen = told(night, "preview", MISMATCH, "--severity", "warning")
    assert (seen["severity_now"], seen["findings"], seen["figures_held"], seen["figures_coming"]) == ("error", 1, 0, 6)
    assert sha256((night / "w.db").read_bytes()).hexdigest() == before
    in_words = said(night, "preview", MISMATCH)
    assert "Tal den holder tilbage som fejl" in in_words.stdout and "Der er ikke skrevet noget." in in_words.stdout
    done = said(night, "regrade", MISMATCH, "--severity", "warning", "--by", "Lone", "--reason", "prøve")
    assert (done.returncode, done.stderr) == (0, "")
    assert "er indicator.total_mismatch »advarsel« (før: »fejl«). Bestemt af Lone." in done.stdout
    assert "ændres ikke af sig selv" in done.stdout
    assert {e["rule"]: e["severity"] for e in told(night, "list")}[MISMATCH] == "warning"
    assert told(night, "show", MISMATCH)["grades"][0]["reason"] == "prøve"
    # the same sum in a file that comes in later holds nothing any more
    change_the_year(night / "ind" / "besoeg_2025.xlsx", night / "ind" / "nyt.xlsx")
    summary = counts(night, night / "ind", "--warehouse", f"sqlite:///{night}/w.db")
    assert (summary["reports_new"], summary["figures_held"]) == (1, 0)
    with closing(sqlite3.connect(night / "w.db")) as connection:
        raised = connection.execute("select severity, rule_version from bi_finding order by finding_id").fetchall()
    assert raised == [("error", 1), ("warning", 1)]


def change_the_year(workbook: Path, other: Path) -> None:
    """A copy of the workbook about another year."""
    import openpyxl

    book = openpyxl.load_workbook(workbook)
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if isinstance(cell.value, str):
                cell.value = cell.value.replace("2025", "2024")
            elif cell.value == 2025:
                cell.value = 2024
    book.save(other)
