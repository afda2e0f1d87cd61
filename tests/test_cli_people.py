"""``afrapport people …``: accounts from the command line."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from program import COMMAND, afrapport, environment


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an empty warehouse."""
    assert afrapport(tmp_path, "warehouse", "upgrade").returncode == 0
    return tmp_path


def with_password(folder: Path, password: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command that reads a password from a pipe."""
    command = [*COMMAND, "people", *arguments, "--password"]
    return subprocess.run(
        command, cwd=folder, env=environment(folder), input=password, capture_output=True, text=True, check=False
    )


def listed(folder: Path) -> list[dict]:
    return json.loads(afrapport(folder, "people", "list", "--json").stdout)


def test_the_life_of_an_account(folder: Path) -> None:
    assert "ingen konti" in afrapport(folder, "people", "list").stdout
    first = afrapport(folder, "people", "add", "Ida", "--name", "Ida Lund", "--role", "lead")
    assert "ida er oprettet" in first.stdout
    assert "Kodeordet er " in first.stdout
    assert with_password(folder, "et langt kodeord\n", "add", "bo", "--name", "Bo", "--role", "reader").returncode == 0
    assert afrapport(folder, "people", "role", "bo", "steward").returncode == 0
    assert "Kodeordet er " in afrapport(folder, "people", "password", "bo").stdout
    assert afrapport(folder, "people", "deactivate", "bo").returncode == 0
    assert listed(folder) == [
        {"login": "ida", "name": "Ida Lund", "role": "lead", "signs_in_with": "password", "active": True},
        {"login": "bo", "name": "Bo", "role": "steward", "signs_in_with": "password", "active": False},
    ]
    assert afrapport(folder, "people", "activate", "bo").returncode == 0
    assert listed(folder)[0]["login"] == "bo"
    assert afrapport(folder, "audit", "verify").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "bo", "--name", "Bo", "--role", "steward"), "Den første konto skal være en leders"),
        (("add", "bo", "--name", "Bo", "--role", "boss"), "Rollen skal være"),
        (("add", "b o", "--name", "Bo", "--role", "lead"), "uden mellemrum"),
        (("role", "findes-ikke", "lead"), "ingen lokal konto"),
        (("password", "findes-ikke"), "ingen lokal konto"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(folder: Path, arguments: tuple[str, ...], said: str) -> None:
    done = afrapport(folder, "people", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_the_last_lead_and_short_passwords(folder: Path) -> None:
    short = with_password(folder, "kort\n", "add", "ida", "--name", "Ida", "--role", "lead")
    assert (short.returncode, "mindst 12 tegn" in short.stderr) == (2, True)
    afrapport(folder, "people", "add", "ida", "--name", "Ida", "--role", "lead")
    for command in (("deactivate", "ida"), ("role", "ida", "reader")):
        done = afrapport(folder, "people", *command, AFRAPPORT_LANGUAGE="en")
        assert (done.returncode, "This is the last lead" in done.stderr) == (2, True)


def test_without_a_warehouse_it_says_what_to_do(tmp_path: Path) -> None:
    done = afrapport(tmp_path, "people", "list")
    assert (done.returncode, "afrapport warehouse upgrade" in done.stderr) == (1, True)
