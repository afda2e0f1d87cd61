"""Time and memory for a large workbook: our reader beside a full load by openpyxl, each in a process of its own.

Run: python bench/excel.py [ROWS]. Ends 1 where ours takes more than its bar's share of openpyxl's time.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl

ROOT = Path(__file__).parents[1]
BAR = 0.7  # of openpyxl's processor time
ROUNDS = 3
OURS = """
from extractors.workbook.read import read_workbook
filled = sum(not c.blank for t in read_workbook(open(path, 'rb').read()).tables for c in t.cells)
"""
OPENPYXL = """
import openpyxl
book = openpyxl.load_workbook(path, data_only=True)
filled = sum(c.value is not None for sheet in book for row in sheet.iter_rows() for c in row)
"""
FRAME = """
import resource, sys
path = sys.argv[1]
{body}
used = resource.getrusage(resource.RUSAGE_SELF)
print(filled, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""


def make(path: Path, rows: int) -> None:
    """A workbook like a long list of efforts: texts, amounts with a number format, years."""
    dice = random.Random(1)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Aktivitet", "Forvaltning", "Økonomi", "2023", "2024", "Status", "Bemærkninger"])
    for n in range(rows):
        amounts = [dice.randint(10, 900) * 1000 for _ in range(3)]
        sheet.append(
            [f"Indsats {n}", dice.choice(("BIF", "SOF")), *amounts, "Opnået", f"Der har været {n % 40} deltagere."]
        )
        sheet.cell(n + 2, 3).number_format = "#,##0"
    book.save(path)


def run(body: str, path: Path) -> tuple[int, float, float]:
    """Filled cells, processor seconds and megabytes of one reading."""
    command = [sys.executable, "-c", FRAME.format(body=body), str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    filled, seconds, megabytes = done.stdout.split()
    return int(filled), float(seconds), float(megabytes)


def main(rows: int) -> int:
    """Prints one table; returns the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stort.xlsx"
        make(path, rows)
        rounds = [(run(OURS, path), run(OPENPYXL, path)) for _ in range(ROUNDS)]  # turn by turn
    best = {name: min((r[n] for r in rounds), key=lambda r: r[1]) for n, name in enumerate(("afrapport", "openpyxl"))}
    print(f"{rows} rows, best of {ROUNDS}\n{'reader':12}{'cells':>10}{'CPU s':>8}{'MB':>8}")
    for name, (filled, seconds, megabytes) in best.items():
        print(f"{name:12}{filled:>10}{seconds:>8.2f}{megabytes:>8.0f}")
    good = best["afrapport"][1] <= BAR * best["openpyxl"][1] and best["afrapport"][0] == best["openpyxl"][0]
    print(f"bar: as many cells in at most {BAR:.2f} of openpyxl's time: {'reached' if good else 'MISSED'}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000))
