"""How fast an export writes Parquet, CSV and Excel, and how much memory it takes, on a warehouse filled on the spot.

Run: python bench/export.py [ROWS ...] [--no-excel] [--warehouse URL]. Without a URL the warehouse is an SQLite file
that is thrown away; a warehouse that is named must be empty. Ends 1 where the memory is over its bar.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from typing import Any

ROOT = Path(__file__).parents[1]
BAR = 400  # MB, whatever the rows
A_REPORT = 10_000  # figures

sys.path.insert(0, str(ROOT))

from extractors.place import Place  # noqa: E402
from schemas.report import CheckedReport, Figure  # noqa: E402
from warehouse.engine import open_warehouse  # noqa: E402
from warehouse.load import Submission, load  # noqa: E402
from warehouse.migrate import upgrade  # noqa: E402
from warehouse.runs import start_run  # noqa: E402

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
REMARK = "Indsatsen har nået færre unge end ventet, da to medarbejdere stoppede i foråret; målet ventes nået i 2023."


def values(number: int, view: str) -> dict[str, Any]:
    """What a figure of a view says; no two are alike."""
    effort = f"Områdebaseret indsats {number % 500}"
    common = {"effort": effort, "effort_key": f"områdebaseretindsats{number % 500}", "partnership": "Folehaven"}
    if view == "status":
        return common | {"period_year": 2022, "department": "SOF", "status": "achieved", "goals_met": 2,
                         "goals_total": 2, "remark": f"{REMARK} {number}"}  # fmt: skip
    if view == "budget":
        return common | {"year": 2022, "line": f"Lønudgift {number}", "measure": "budget", "is_total": False,
                         "amount_dkk": Decimal(number) * 7 + Decimal("0.25")}  # fmt: skip
    return common | {"indicator": f"Deltagere {number}", "topic": "Beskæftigelse", "year": 2022, "measure": "value",
                     "unit": "percent", "value": Decimal(number % 1000) / 10}  # fmt: skip


def reports(rows: int) -> Iterator[CheckedReport]:
    """Reports of six amounts and three measured values to one status."""
    views = ["status"] + ["budget"] * 6 + ["indicator"] * 3
    for first in range(0, rows, A_REPORT):
        figures = []
        for n in range(first, min(first + A_REPORT, rows)):
            view, place = views[n % len(views)], Place(page=n % 90 + 1, x0=70.5, top=100.25, x1=200.1, bottom=112.5)
            figures.append(Figure(view, f"{view}|{n}", values(n, view), place, f"{n} kr.", "passed"))
        yield CheckedReport("status_note", 1, f"status_note|bench|{first}", "Status", 2022, None, date(2023, 5, 9),
                            "2023-0437064", "loaded", figures, [])  # fmt: skip


def fill(url: str, rows: int) -> None:
    """Load the reports into an empty warehouse."""
    engine = open_warehouse(url)
    upgrade(engine)
    run_id = start_run(engine, NOW)
    for number, report in enumerate(reports(rows)):
        sha256 = hashlib.sha256(str(number).encode()).hexdigest()
        load(engine, Submission(sha256, f"{number}.pdf", "pdf", 1, NOW, run_id), report)


def export(url: str, excel: bool, answers: Any) -> None:
    """Export in this process, and tell its seconds and the most memory it had, in MB."""
    from warehouse.export.write import write_export

    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        done = write_export(open_warehouse(url), Path(folder), excel=excel)
        seconds = time.perf_counter() - began
        size = sum(p.stat().st_size for p in Path(folder).iterdir())
    answers.put((sum(done.rows.values()), seconds, getrusage(RUSAGE_SELF).ru_maxrss // 1024, size // 10**6))


def measured(rows: int, url: str | None, excel: bool) -> tuple[int, float, int, int]:
    """Rows, seconds, megabytes of memory and of files, measured in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        url = url or f"sqlite:///{folder}/warehouse.db"
        fill(url, rows)
        processes = get_context("spawn")
        answers = processes.Queue()
        child = processes.Process(target=export, args=(url, excel, answers))
        child.start()
        told = answers.get()
        child.join()
    return told


def main(arguments: list[str]) -> int:
    """Prints one line for each number of rows; returns the exit status."""
    url = arguments[arguments.index("--warehouse") + 1] if "--warehouse" in arguments else None
    highest = 0
    print(f"{'rows':>10}{'seconds':>9}{'rows/s':>9}{'MB memory':>11}{'MB files':>10}")
    for rows in [int(a) for a in arguments if a.isdigit()] or [10_000, 100_000]:
        number, seconds, memory, size = measured(rows, url, "--no-excel" not in arguments)
        print(f"{number:>10}{seconds:>9.1f}{number / seconds:>9.0f}{memory:>11}{size:>10}", flush=True)
        highest = max(highest, memory)
    print(f"bar: at most {BAR} MB: {'reached' if highest <= BAR else 'MISSED'}")
    return 0 if highest <= BAR else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
