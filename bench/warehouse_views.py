"""What the views answer in: each filtered by year and effort, in a warehouse of a million figures, on both databases.

The warehouse has its statistics renewed as at the end of a night, and nothing else done to it. Each question is asked
three times, each in a new connection; the middle time counts.
Run: python bench/warehouse_views.py [--plan] [REPORTS [FIGURES_A_REPORT]]. ``--plan`` prints how each view is read.
Ends 1 where a question took longer than its bar, 2 where no server is installed.
"""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from sqlalchemy import Engine, text  # noqa: E402

from bench.made_reports import YEARS, efforts  # noqa: E402
from bench.made_warehouse import copy_all, fill  # noqa: E402
from postgres_server import server_programs, throw_away_server  # noqa: E402
from schemas.labels import label_key  # noqa: E402
from warehouse.engine import begin_write, open_warehouse  # noqa: E402
from warehouse.migrate import upgrade  # noqa: E402
from warehouse.statistics import gather_statistics  # noqa: E402

BARS = {"postgresql": 100, "sqlite": 300}  # milliseconds
EXPLAIN = {"postgresql": "explain (analyze, buffers) ", "sqlite": "explain query plan "}
ASKED = 10  # different years and efforts
FILTERS = {
    "bi_status by year, effort_key": "select * from bi_status where period_year = :year and effort_key = :key",
    "bi_status by year, effort": "select * from bi_status where period_year = :year and effort = :effort",
    "bi_budget by year, effort_key": "select * from bi_budget where year = :year and effort_key = :key",
    "bi_budget by year, effort": "select * from bi_budget where year = :year and effort = :effort",
    "bi_indicator by year, effort_key": "select * from bi_indicator where year = :year and effort_key = :key",
    "bi_indicator by year, effort": "select * from bi_indicator where year = :year and effort = :effort",
    "bi_report by period_year": "select * from bi_report where period_year = :year",
    "bi_finding by effort": "select * from bi_finding where effort = :effort",
}
WHOLE = {
    "bi_budget, all of it": "select * from bi_budget",
    "bi_budget, summed by year and department": "select year, department, sum(amount_dkk) from bi_budget group by 1, 2",
}


@dataclass(frozen=True)
class Answer:
    """Rows that came in all, and the milliseconds of each time."""

    rows: int
    times: list[float]


def main(plan: bool, reports: int, figures: int) -> int:
    """Prints one table; returns the exit status."""
    programs = server_programs()
    if programs is None:
        print("no PostgreSQL server is installed", file=sys.stderr)
        return 2
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        server = stack.enter_context(throw_away_server(programs))
        small, large = open_warehouse(f"sqlite:///{folder}/w.db"), open_warehouse(server.new_database())
        make(small, large, reports, figures)
        print(f"{reports} reports, {reports * figures} figures; milliseconds of {ASKED} filters")
        print(f"{'':44}{'postgresql':^26}{'sqlite':^26}")
        print(f"{'':44}" + f"{'rows':>8}{'median':>9}{'worst':>9}" * 2, flush=True)
        good = [told(name, query, large, small, plan) for name, query in FILTERS.items()]
        for name, query in WHOLE.items():
            told(name, query, large, small, plan=False, times=1)
    bars = ", ".join(f"{name} {bar} ms" for name, bar in BARS.items())
    print(f"bars: no filter over {bars}: {'reached' if all(good) else 'MISSED'}; the last two are for information")
    return 0 if all(good) else 1


def make(small: Engine, large: Engine, reports: int, figures: int) -> None:
    """The same full warehouse on both databases."""
    upgrade(small)
    upgrade(large)
    fill(small, reports, figures)
    with begin_write(large) as connection:
        copy_all(small, connection)
    for engine in (small, large):
        gather_statistics(engine)


def told(name: str, query: str, large: Engine, small: Engine, plan: bool, times: int = ASKED) -> bool:
    """Print a line of the table; whether every answer came in time."""
    answers = {engine.dialect.name: asked(engine, query, times) for engine in (large, small)}
    cells = (f"{a.rows:>8}{median(a.times):>9.1f}{max(a.times):>9.1f}" for a in answers.values())
    print(f"{name:44}" + "".join(cells), flush=True)
    for engine in (large, small) if plan else ():
        with engine.connect() as connection:
            lines = connection.execute(text(EXPLAIN[engine.dialect.name] + query), names(0))
            print(*(f"    {line[-1]}" for line in lines), sep="\n")
    return all(max(answer.times) <= BARS[make] for make, answer in answers.items())


def asked(engine: Engine, query: str, times: int) -> Answer:
    """Ask for one year and effort after the other, and take every row."""
    rows, spent = 0, []
    for n in range(times):
        answers = [one_answer(engine, query, n) for _ in range(3)]
        rows += answers[0][0]
        spent.append(median(seconds for _rows, seconds in answers) * 1000)
    return Answer(rows, spent)


def one_answer(engine: Engine, query: str, n: int) -> tuple[int, float]:
    """Rows and seconds."""
    with engine.connect() as connection:
        began = time.perf_counter()
        found = len(connection.execute(text(query), names(n)).all())
        return found, time.perf_counter() - began


def names(n: int) -> dict[str, Any]:
    """A year and an effort to ask for, others for each number."""
    effort = efforts()[(n * 197 + 3) % len(efforts())]
    return {"year": YEARS[n * 3 % len(YEARS)], "effort": effort, "key": label_key(effort)}


if __name__ == "__main__":
    given = [a for a in sys.argv[1:] if a != "--plan"]
    sys.exit(main("--plan" in sys.argv, *map(int, [*given, *("10000", "100")[len(given) :]])))
