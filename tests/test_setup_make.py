"""The commands of the Makefile: set up once, again only when a lock changes, and a clear word where it cannot be."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = ("Makefile", "requirements.lock", "requirements-dev.lock", "uv.req")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What setting up reads, in a folder whose name has a space."""
    folder = tmp_path / "en mappe"
    (folder / ".ci").mkdir(parents=True)
    for name in FILES:
        shutil.copy(ROOT / name, folder)
    shutil.copy(ROOT / ".ci" / "setup", folder / ".ci")
    return folder


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["make", *arguments], cwd=folder, capture_output=True, text=True, timeout=60, check=False)


def stamp(folder: Path) -> Path:
    """The file that says that setting up is done, as the Makefile names it."""
    for line in make(folder, "--print-data-base", "--dry-run", "setup").stdout.splitlines():
        if line.startswith("READY :="):
            return folder / line.split(":=")[1].strip()
    raise AssertionError("the Makefile names no stamp")


def test_setting_up_is_done_once_and_again_when_a_lock_changes(checkout: Path) -> None:
    assert ".ci/setup requirements.lock" in make(checkout, "--dry-run", "run").stdout
    first = stamp(checkout)
    first.parent.mkdir()
    first.touch()
    assert ".ci/setup" not in make(checkout, "--dry-run", "run").stdout
    assert ".ci/setup requirements-dev.lock" in make(checkout, "--dry-run", "test").stdout
    with (checkout / "requirements.lock").open("a") as lock:
        lock.write("# newer\n")
    assert ".ci/setup requirements.lock" in make(checkout, "--dry-run", "run").stdout


def test_a_checkout_that_is_moved_is_set_up_again(checkout: Path) -> None:
    first = stamp(checkout).name
    assert stamp(checkout.rename(checkout.with_name("flyttet"))).name != first


def test_a_python_that_does_not_fit_is_named(checkout: Path) -> None:
    done = make(checkout, "setup", "PYTHON=false")
    assert done.returncode != 0
    assert "Python 3.11, 3.12 eller 3.13 skal bruges" in done.stderr
    assert not stamp(checkout).exists()


def test_the_program_starts_through_a_link_and_from_any_folder(checkout: Path, tmp_path: Path) -> None:
    script = (ROOT / ".ci" / "setup").read_text().split("<<'EOF'\n")[1].split("EOF\n")[0]
    program = checkout / ".venv" / "bin" / "afrapport"
    program.parent.mkdir(parents=True)
    program.write_text(script)
    program.chmod(0o755)
    (program.parent / "python").write_text('#!/bin/sh\nprintf "%s|" "$0" "$@"\n')
    (program.parent / "python").chmod(0o755)
    (tmp_path / "afrapport").symlink_to(program)
    done = subprocess.run([tmp_path / "afrapport", "check", "to ord.pdf"], capture_output=True, text=True, check=True)
    assert done.stdout == f"{program.parent}/python|-P|-m|flows.cli|check|to ord.pdf|"
