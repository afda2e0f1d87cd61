"""How well tables are found and read: adjacency relations and detection on the ICDAR 2013 set, beside other tools.

Run: python bench/tables.py [FOLDER]. FOLDER holds the documents, their truth and its score.py (see bench/README.md).
Ends 1 where our adjacency F1 is under its bar, 2 where the documents are not there.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parents[1]
SET = "icdar2013"
BARS = (0.92, 0.88, 0.92)  # adjacency micro and macro, detection micro: F1


@dataclass(frozen=True)
class Tool:
    """A tool to compare: its name, the package that it needs, its adapter and the adapter's function."""

    name: str
    package: str
    adapter: Path
    function: str = "tables"


def tools(folder: Path) -> list[Tool]:
    """Us and those of the others that are installed."""
    adapters = folder / "adapters"
    every = [
        Tool("afrapport", "pypdfium2", ROOT / "bench" / "our_tables.py"),
        Tool("pdfplumber", "pdfplumber", adapters / "a_pdfplumber.py"),
        Tool("camelot auto", "camelot", adapters / "a_camelot.py", "auto"),
        Tool("img2table borderless", "img2table", adapters / "a_img2table.py", "borderless"),
    ]
    return [t for t in every if importlib.util.find_spec(t.package)]


def measured(tool: Tool, folder: Path, score: ModuleType) -> tuple[dict[str, Any], dict[str, Any], float, int]:
    """Adjacency, detection, processor seconds and failures of a tool, run in a process of its own."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "tables.json"
        command = [
            sys.executable,
            str(folder / "score.py"),
            "run",
            "--adapter",
            str(tool.adapter),
            "--func",
            tool.function,
        ]
        subprocess.run([*command, "--set", SET, "--out", str(out)], check=True, stdout=subprocess.DEVNULL)
        docs = json.loads(out.read_text("utf-8"))["docs"]
    results = score.score_set(score.load_set(SET), {name: d["tables"] for name, d in docs.items()}, grits=False)
    seconds, failures = sum(d["cpu"] for d in docs.values()), sum(bool(d["error"]) for d in docs.values())
    return score.summarise(results, "adj"), score.summarise(results, "detect"), seconds, failures


def main(folder: Path) -> int:
    """Prints one table; returns the exit status."""
    if not (folder / "score.py").is_file():
        print(f"no documents to measure with: {folder}", file=sys.stderr)
        return 2
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    assert spec and spec.loader
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    names = ("adjacency F1 micro", "macro", "detection F1 micro", "macro", "CPU s", "failed")
    print(f"{'reader':22}" + "".join(f"{name:>{len(name) + 3}}" for name in names))
    good = True
    for tool in tools(folder):
        adj, detect, seconds, failures = measured(tool, folder, score)
        values = (adj["micro"][2], adj["macro"][2], detect["micro"][2], detect["macro"][2])
        print(f"{tool.name:22}{values[0]:>21.3f}{values[1]:>8.3f}{values[2]:>21.3f}{values[3]:>8.3f}", end="")
        print(f"{seconds:>8.1f}{failures:>9}")
        if tool.name == "afrapport":
            good = not failures and all(v >= bar for v, bar in zip(values, BARS, strict=False))
    reached = "reached" if good else "MISSED"
    print("bar: afrapport at {:.2f}, {:.2f} and {:.2f}, no failure: {}".format(*BARS, reached))
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / ".." / "shared" / "tables"))
