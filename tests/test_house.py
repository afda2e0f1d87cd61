"""The house of docs/decisions.md: which way imports go, what may be in a lock, what may be nowhere."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("extractors", "schemas", "warehouse", "review", "flows")
# who may import whom; an arrow never turns back
ALLOWED = {
    "extractors": {"extractors"},
    "schemas": {"extractors", "schemas"},
    "warehouse": {"extractors", "schemas", "warehouse"},
    "review": {"extractors", "schemas", "warehouse", "review"},
    "flows": set(ROOMS),
}
# heavy packages, and the only rooms that may import them
ONLY_IN = {"prefect": {"flows"}, "sqlalchemy": {"warehouse", "review", "flows"}, "great_expectations": {"warehouse"}}
LOCKS = ("requirements.lock", "requirements-dev.lock", "uv.req")


def modules(root: Path) -> Iterator[tuple[str, Path]]:
    for room in ROOMS:
        for path in sorted((root / room).rglob("*.py")):
            yield room, path


def imported(path: Path) -> set[str]:
    """The top-level packages that a module imports, wherever in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are by full name"
            found.add((node.module or "").split(".")[0])
    return found


def wrong_arrows(root: Path) -> list[str]:
    wrong = []
    for room, path in modules(root):
        names = imported(path)
        wrong += [f"{path.name}: {room} -> {n}" for n in names & set(ROOMS) - ALLOWED[room]]
        wrong += [f"{path.name}: {room} -> {n}" for n in names & set(ONLY_IN) if room not in ONLY_IN[n]]
    return wrong


def test_imports_go_one_way() -> None:
    assert len(list(modules(ROOT))) > 30
    assert wrong_arrows(ROOT) == []


@pytest.mark.parametrize(
    ("room", "line"),
    [
        ("extractors", "import schemas.report"),
        ("schemas", "from warehouse.load import load"),
        ("warehouse", "def f():\n    from flows import cli"),
        ("review", "import prefect.flows"),
        ("schemas", "from sqlalchemy import text"),
    ],
)
def test_an_arrow_that_turns_back_is_seen(tmp_path: Path, room: str, line: str) -> None:
    (tmp_path / room).mkdir()
    (tmp_path / room / "wrong.py").write_text(line + "\n", encoding="utf-8")
    assert len(wrong_arrows(tmp_path)) == 1


def test_every_lock_of_the_database_has_its_own_number() -> None:
    numbers = [
        n for _, path in modules(ROOT) for n in re.findall(r"= (0x61667261_\d+)", path.read_text(encoding="utf-8"))
    ]
    assert len(numbers) > 4
    assert len(numbers) == len(set(numbers))


def test_package_files_are_empty() -> None:
    filled = [p for _, p in modules(ROOT) if p.name == "__init__.py" and p.read_bytes()]
    assert filled == []


def test_public_names_say_what_they_mean() -> None:
    silent = []
    for _, path in modules(ROOT):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            named = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if not named or "migrations" in path.parts or "overload" in map(ast.unparse, node.decorator_list):
                continue
            if not ast.get_docstring(node):
                silent.append(f"{path.relative_to(ROOT)}: {node.name}")
    assert silent == []


def pins(lock: str) -> dict[str, str]:
    found = re.findall(r"^([a-z0-9._-]+)(?:\[[^\]]*\])?==([^ ;\\]+)", (ROOT / lock).read_text(), re.MULTILINE)
    return dict(found)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host_and_hashes_everything(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert not re.search(r"https?:|//|index|find-links|@ ", text)
    entries = re.split(r"\n(?=\S)", text.strip())
    assert {e.split("==")[0].split("[")[0] for e in entries} == pins(lock).keys()
    assert [e for e in entries if "--hash=sha256:" not in e] == []


def test_the_locks_agree_with_each_other_and_with_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    runtime, dev = pins("requirements.lock"), pins("requirements-dev.lock")
    assert runtime.items() <= dev.items()
    wanted = {re.split(r"[\[<>=]", d)[0] for d in project["dependencies"]}
    assert wanted <= runtime.keys()
    assert {re.split(r"[\[<>=]", d)[0] for d in project["optional-dependencies"]["dev"]} <= dev.keys()


def test_versions_that_fail_silently_are_not_locked() -> None:
    locked = {name: tuple(map(int, v.split(".")[:2])) for name, v in pins("requirements.lock").items() if "." in v}
    assert (0, 145) <= locked["fastapi"] < (0, 151)
    assert locked["sqlalchemy"] < (2, 1) or locked["prefect"] >= (3, 9)


def test_no_package_has_a_licence_that_would_bind_ours() -> None:
    bound = []
    for name in pins("requirements.lock"):
        try:
            about = importlib.metadata.metadata(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # for another system
        fields = (about.get_all("License-Expression") or []) + (about.get_all("Classifier") or [])
        words = " ".join(f for f in fields if "::" not in f or f.startswith("License"))
        free = re.search(r"Artistic|MIT|BSD|Apache|LGPL|Lesser", words)
        if re.search(r"A?GPL|General Public", words) and not free:
            bound.append(f"{name}: {words}")
    assert bound == []


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True)
    if listed.returncode:
        pytest.skip("git: the checkout's list of files cannot be had")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def test_no_file_names_a_path_of_one_machine() -> None:
    path = re.compile(rb"(?:^|[^\w.])/(?:work|root|home)/\w")
    texts = [
        p for p in tracked() if p.suffix not in (".pdf", ".xlsx", ".png", ".lock") and p.name != Path(__file__).name
    ]
    assert len(texts) > 50
    assert [str(p) for p in texts if path.search(p.read_bytes())] == []
