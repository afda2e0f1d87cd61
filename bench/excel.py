"""Processor time for a large workbook: our reader beside openpyxl, each in a process of its own.

Ours tells in one reading the values, number formats, looks, merged cells, what is hidden, and which formulas have no
result. openpyxl tells a formula or its result, never both: one load gives formulas and looks, and it takes two to tell
what ours tells. Both are shown; the bar is for two loads. Timed is the reading, with the modules loaded before.

Run: python bench/excel.py [ROWS]. Ends 1 where ours is less than ``BAR`` times as fast as two loads, or tells less.
"""

from __future__ import annotations

import datetime
import random
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import openpyxl
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

ROOT = Path(__file__).parents[1]
BAR = 10
ROUNDS = 5
OURS = "afrapport"
ONE_LOAD, TWO_LOADS = "openpyxl, formulas and looks", "openpyxl, and values"
OUR_FACTS = """
cells = [c for t in document.tables for c in t.cells]
facts = [sum(not c.blank for c in cells) + sum(h.numbers for h in document.hidden), sum(c.bold for c in cells),
         sum(c.number_format == '#,##0' for c in cells), sum(c.colspan > 1 for c in cells), len(document.hidden)]
"""
THEIR_FACTS = """
cells = [c for sheet in formulas for row in sheet.iter_rows() for c in row]
facts = [sum(c.value is not None for c in cells), sum(c.font.b for c in cells if c.value is not None),
         sum(c.number_format == '#,##0' for c in cells), sum(len(sheet.merged_cells.ranges) for sheet in formulas),
         sum(d.hidden for s in formulas for d in (*s.row_dimensions.values(), *s.column_dimensions.values()))]
"""
READERS = {  # what is loaded, what is timed, what is counted afterwards
    OURS: (
        "from extractors.workbook.read import read_workbook",
        "document = read_workbook(open(path, 'rb').read())",
        OUR_FACTS,
    ),
    ONE_LOAD: ("import openpyxl", "formulas = openpyxl.load_workbook(path)", THEIR_FACTS),
    TWO_LOADS: (
        "import openpyxl",
        "formulas, values = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)",
        THEIR_FACTS,
    ),
}
FRAME = """
import sys, time
path = sys.argv[1]
{load}
start = time.process_time()
{read}
seconds = time.process_time() - start
[megabytes] = [int(line.split()[1]) / 1024 for line in open('/proc/self/status') if line.startswith('VmHWM')]
{facts}
print(*facts, seconds, megabytes)
"""
HEADER = ["Indsats", "Forvaltning", "Nr.", "2023", "2024", "I alt", "Andel", "Dato", "Status", "Bemærkninger"]
STORED_SUM = (re.compile(rb"(<f>SUM\(D([0-9]+):E[0-9]+\)</f>)<v ?/>"), rb"\1<v>\2</v>")  # openpyxl stores no results


def make(path: Path, rows: int) -> None:
    """A workbook like a long list of efforts: texts, amounts, sums, shares and dates, some of it merged or hidden."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADER)
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="FFDCE6F1")
    dice = random.Random(1)
    for n in range(rows):
        _append(sheet, n, dice)
    for n in range(50, rows, 100):
        sheet.merge_cells(f"I{n}:J{n}")
        sheet.row_dimensions[n + 7].hidden = True
    sheet.column_dimensions["B"].hidden = True
    plain = path.with_suffix(".plain")
    book.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, STORED_SUM[0].sub(STORED_SUM[1], old.read(name)))


def _append(sheet: Worksheet, n: int, dice: random.Random) -> None:
    row = n + 2
    day = datetime.date(2020, 1, 1) + datetime.timedelta(days=n % 1000)
    remark = None if row % 100 == 50 else f"Der har været {n % 40} deltagere."
    amounts = [dice.randint(10, 900) * 1000 for _ in range(2)]
    texts = [f"Indsats {n}", dice.choice(("BIF", "SOF"))]
    sheet.append([*texts, n, *amounts, f"=SUM(D{row}:E{row})", dice.randint(1, 999) / 1000, day, "Opnået", remark])
    for col in (4, 5, 6):
        sheet.cell(row, col).number_format = "#,##0"
    sheet.cell(row, 7).number_format = "0.0%"


def run(reader: str, path: Path) -> tuple[list[int], float, float]:
    """What was told (cells, bold cells, formatted, merged, hidden), processor seconds and megabytes of one reading."""
    load, read, facts = READERS[reader]
    command = [sys.executable, "-c", FRAME.format(load=load, read=read, facts=facts), str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    *told, seconds, megabytes = done.stdout.split()
    return [int(fact) for fact in told], float(seconds), float(megabytes)


def main(rows: int) -> int:
    """Prints one table; returns the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stort.xlsx"
        make(path, rows)
        rounds = [{reader: run(reader, path) for reader in READERS} for _ in range(ROUNDS)]  # turn by turn
    best = {reader: min((each[reader] for each in rounds), key=lambda r: r[1]) for reader in READERS}
    print(f"{rows} rows, best of {ROUNDS}")
    print(f"{'reader':30}{'cells':>8}{'CPU s':>8}{'times':>7}{'MB':>6}  bold, formatted, merged, hidden")
    for reader, (facts, seconds, megabytes) in best.items():
        times = seconds / best[OURS][1]
        print(f"{reader:30}{facts[0]:>8}{seconds:>8.2f}{times:>7.1f}{megabytes:>6.0f}  {facts[1:]}")
    times = best[TWO_LOADS][1] / best[OURS][1]
    good = times >= BAR and best[OURS][0][0] == best[TWO_LOADS][0][0]
    print(f"bar: as many cells, {BAR} times as fast as two loads: {times:.1f} times, {'reached' if good else 'MISSED'}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000))
