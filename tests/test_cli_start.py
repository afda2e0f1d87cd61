"""How the program starts: quickly, and with a clear word where it is used wrongly."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from program import afrapport, environment

SLOW = {"prefect", "great_expectations", "sqlalchemy"}


def imported_by(folder: Path, *arguments: str) -> set[str]:
    """The top-level packages that the program has imported when it ends."""
    command = [sys.executable, "-P", "-X", "importtime", "-m", "flows.cli", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment(folder), capture_output=True, text=True, check=True)
    return {line.split("|")[-1].strip().split(".")[0] for line in done.stderr.splitlines() if "|" in line}


def test_help_imports_nothing_slow(tmp_path: Path) -> None:
    names = imported_by(tmp_path, "--help")
    assert "typer" in names
    assert not names & (SLOW | {"pandas", "pandera", "pdfplumber", "yaml"})


def test_check_imports_neither_prefect_nor_great_expectations(tmp_path: Path, samples: list[Path]) -> None:
    names = imported_by(tmp_path, "check", str(samples[0]))
    assert "schemas" in names
    assert not names & SLOW


def test_help_speaks_danish_and_english(tmp_path: Path) -> None:
    shown = afrapport(tmp_path, "--help").stdout
    assert "Læser kommunale afrapporteringer" in shown
    assert "Reads municipal reports" in shown
    assert {"run", "check", "tables", "warehouse"} <= set(shown.split())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("check", "mangler.pdf"), "Filen findes ikke: mangler.pdf"),
        (("check", "."), "Filen findes ikke: ."),
        (("tables", "mangler\x1b[31m.pdf"), "Filen findes ikke: mangler�[31m.pdf"),
        (("run", "--direct", "--inbox", "mangler"), "Mappen med rapporter findes ikke: mangler"),
        (("run", "--direct"), "Mappen med rapporter findes ikke: var/inbox"),
        (("run", "--direct", "--inbox", ".", "--warehouse", "ikke en adresse"), "Varehusets adresse kan ikke bruges"),
        (("run", "--direct", "--inbox", ".", "--warehouse", "sqlite://"), "Varehusets adresse kan ikke bruges"),
        (("warehouse", "check", "--warehouse", "mysql://x/y"), "Varehusets adresse kan ikke bruges"),
        (("check",), "FILE"),
        (("findes-ikke",), "findes-ikke"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_why(tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    done = afrapport(tmp_path, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_messages_are_english_where_asked_for(tmp_path: Path) -> None:
    done = afrapport(tmp_path, "check", "missing.pdf", AFRAPPORT_LANGUAGE="en")
    assert done.stderr == "There is no such file: missing.pdf\n"
