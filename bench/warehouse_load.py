"""Loading figures: ``warehouse.load`` beside the bare way of each database, portion by portion, turn by turn.

The bare way puts the very same rows into the very same tables (indices, conditions and triggers too) of another
database, in one transaction and without our checks: COPY of ready text on PostgreSQL, ``executemany`` on SQLite. Ours
takes a transaction a report. Both wait for the disk (fsync on; on SQLite synchronous=full).
The bar is for processor seconds (a PostgreSQL server's own included): those on the clock swing with what else the
machine does.
Run: python bench/warehouse_load.py [REPORTS [FIGURES_A_REPORT]]. Ends 1 above a bar, 2 where no server is installed.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from sqlalchemy import Engine, insert  # noqa: E402

from bench.bare import TABLES, highest, put, taken  # noqa: E402
from bench.clocks import Clocks  # noqa: E402
from bench.made_reports import made_report  # noqa: E402
from postgres_server import server_programs, throw_away_server  # noqa: E402
from schemas.report import CheckedReport  # noqa: E402
from warehouse.engine import begin_write, open_warehouse  # noqa: E402
from warehouse.load import Submission, load  # noqa: E402
from warehouse.migrate import upgrade  # noqa: E402
from warehouse.tables.run import Run  # noqa: E402

BARS = {"postgresql": 2.0, "sqlite": 3.0}
PORTION = 25  # reports that each side loads before the other one gets its turn
RUN, NOW = "bench", datetime(2026, 11, 22, 3, tzinfo=UTC)


def main(reports: int, figures: int) -> int:
    """Prints one table; returns the exit status."""
    programs = server_programs()
    if programs is None:
        print("no PostgreSQL server is installed", file=sys.stderr)
        return 2
    print(f"{reports} reports x {figures} figures; both sides wait for the disk (fsync, synchronous=full)")
    print(f"{'':12}{'seconds':^27}{'processor seconds':^27}{'at most':>9}{'figures':>10}")
    print(f"{'database':12}" + f"{'afrapport':>10}{'bare':>9}{'times':>8}" * 2 + f"{'':9}{'a second':>10}", flush=True)
    good = True
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(throw_away_server(programs, fsync=True))
        made = {
            "postgresql": (server.folder, server.new_database(), server.new_database()),
            "sqlite": (None, f"sqlite:///{folder}/ours.db", f"sqlite:///{folder}/bare.db"),
        }
        for make, (working, *urls) in made.items():
            ours, bare = Clocks(working), Clocks(working)
            measure(ours, bare, *(open_warehouse(url, keep=True) for url in urls), reports, figures)
            good = told(make, ours, bare, reports * figures) and good
    print("bars:", "reached" if good else "MISSED")
    return 0 if good else 1


def measure(ours: Clocks, bare: Clocks, loaded: Engine, copied: Engine, reports: int, figures: int) -> None:
    """Load on both sides. Making the reports, and reading the rows for the bare side, is not counted."""
    for engine in (loaded, copied):
        upgrade(engine)
        with begin_write(engine) as connection:
            connection.execute(insert(Run).values(run_id=RUN, started_at=NOW, state="running"))
    ends, numbers = highest(copied), iter(range(reports))
    with begin_write(copied) as connection:
        while portion := [made_report(n, figures) for n in islice(numbers, PORTION)]:
            ours.spend(lambda p=portion: load_each(loaded, p))
            for table in TABLES:
                rows = taken(loaded, table, ends[table])
                bare.spend(lambda t=table, r=rows: put(connection, t, r))
            ends = highest(loaded)
        bare.spend(connection.commit)
    if highest(copied) != ends:
        raise AssertionError("the two sides hold different rows")
    loaded.dispose()
    copied.dispose()


def load_each(engine: Engine, reports: list[CheckedReport]) -> None:
    """Our way: each report by itself."""
    for checked in reports:
        sha256 = hashlib.sha256(str(checked.identity).encode()).hexdigest()
        load(engine, Submission(sha256, f"{sha256[:8]}.pdf", "pdf", 1_000_000, NOW, RUN), checked)


def told(make: str, ours: Clocks, bare: Clocks, figures: int) -> bool:
    """Print a line of the table; whether it is under its bar."""
    times, of_processor = ours.seconds / bare.seconds, ours.processor / bare.processor
    print(f"{make:12}{ours.seconds:>10.1f}{bare.seconds:>9.1f}{times:>8.2f}", end="")
    print(f"{ours.processor:>10.1f}{bare.processor:>9.1f}{of_processor:>8.2f}", end="")
    print(f"{BARS[make]:>9.1f}{figures / ours.seconds:>10.0f}", flush=True)
    return of_processor <= BARS[make]


if __name__ == "__main__":
    sys.exit(main(*map(int, [*sys.argv[1:], *("1000", "1000")[len(sys.argv) - 1 :]])))
