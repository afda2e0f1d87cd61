"""``afrapport settle`` and ``audit verify``: a steward at the command line, over several nights."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from program import ROOT, afrapport, counts

WORKBOOK = ROOT / "samples" / "inbox" / "besoeg_2025.xlsx"  # holds one sum that does not tie


@pytest.fixture
def night(tmp_path: Path) -> Path:
    """A folder with a warehouse after one night."""
    (tmp_path / "ind").mkdir()
    shutil.copy(WORKBOOK, tmp_path / "ind")
    counts(tmp_path, tmp_path / "ind", "--warehouse", url(tmp_path))
    return tmp_path


def url(folder: Path) -> str:
    return f"sqlite:///{folder}/w.db"


def settle(folder: Path, *arguments: object) -> Any:
    return afrapport(folder, "settle", *arguments, "--warehouse", url(folder))


def asked(folder: Path, sql: str) -> list[tuple]:
    with closing(sqlite3.connect(folder / "w.db")) as connection:
        return connection.execute(sql).fetchall()


def error(folder: Path) -> int:
    ((number,),) = asked(folder, "select finding_id from bi_finding where severity = 'error'")
    return number


def test_a_correction_frees_the_figures_and_the_next_night_keeps_it(night: Path) -> None:
    before = asked(night, "select count(*) from bi_indicator")
    done = settle(night, error(night), "--correct", "6.558", "--by", "Mette", "--reason", "set efter")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Afgørelse 1: rettet af Mette.\nRapporten har nu 156 tal")
    assert asked(night, "select count(*) - 6 from bi_indicator") == before
    told = counts(night, night / "ind", "--warehouse", url(night))
    assert (told["reports_new"], told["decisions_unapplied"]) == (0, [])
    assert asked(night, "select value, corrected from bi_indicator where corrected") == [(6558, 1)]
    assert asked(night, "select state, settled_by, reason from bi_finding where severity = 'error'") == [
        ("corrected", "Mette", "set efter")
    ]


def test_taken_back_and_the_log(night: Path) -> None:
    settle(night, error(night), "--accept", "--by", "Mette")
    done = settle(night, error(night), "--undo", "--by", "Jens")
    assert done.stdout.startswith("Afgørelse 2: fortrudt af Jens. Fundet er åbent igen.")
    whole = afrapport(night, "audit", "verify", "--warehouse", url(night))
    assert (whole.returncode, whole.stdout.split(".")[0]) == (0, "Loggen er hel: 2 linjer")
    with closing(sqlite3.connect(night / "w.db", isolation_level=None)) as connection:
        connection.executescript("drop trigger audit_no_update; update audit set actor = 'X' where entry_id = 1")
    broken = afrapport(night, "audit", "verify", "--warehouse", url(night))
    assert (broken.returncode, broken.stdout, broken.stderr) == (1, "", "Loggen er brudt: linje 1 er ændret.\n")


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["--accept", "--reject"], 2, "Vælg én"),
        ([], 2, "Vælg én"),
        (["--correct", "6.559"], 1, "stadig galt"),
        (["--correct", "mange"], 1, "stadig galt"),
        (["--accept", "--until", "i morgen"], 2, "ikke en dato"),
        (["--accept", "--until", "1. januar 2020"], 1, "udløbet allerede"),
        (["--undo"], 1, "ingen afgørelse"),
    ],
)
def test_wrong_orders_are_told_and_change_nothing(night: Path, arguments: list[str], status: int, said: str) -> None:
    done = settle(night, error(night), *arguments)
    assert (done.returncode, done.stdout) == (status, "")
    assert said in done.stderr
    assert asked(night, "select count(*) from decision") == [(0,)]


def test_an_older_warehouse_is_refused_until_it_is_brought_up_to_date(night: Path) -> None:
    there = ("--warehouse", url(night))
    before = asked(night, "select report_file, figure_key, value from bi_indicator order by 1, 2")
    assert afrapport(night, "warehouse", "downgrade", "0002", *there).returncode == 0
    done = afrapport(night, "run", "--direct", "--inbox", night / "ind", *there)
    assert (done.returncode, done.stdout) == (1, "")
    assert "ældre opbygning (0002)" in done.stderr and "afrapport warehouse upgrade" in done.stderr
    assert settle(night, 1, "--accept").returncode == 1
    assert afrapport(night, "warehouse", "upgrade", *there).returncode == 0
    assert counts(night, night / "ind", *there)["reports_new"] == 0
    assert asked(night, "select report_file, figure_key, value from bi_indicator order by 1, 2") == before
