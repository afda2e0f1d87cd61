"""How fast the review app answers: 8 people at once, without a pause, in a warehouse of 10,000 reports.

The warehouse is made as for ``warehouse_views.py`` (SQLite), and the sample reports are then read into it by a real
nightly run, so that there are pages to look at. The app runs in a process of its own, as ``afrapport serve`` starts it.
Each person goes through the pages in an order of their own; each page is opened once before it counts (pictures are
drawn then). The times are a client's: from the request to the last byte.
Run: python bench/review_app.py [REPORTS [REQUESTS]]. Ends 1 where a page's median is above 200 ms or its 99th
percentile above 1 s, or where the app takes more than 500 MB.
"""

from __future__ import annotations

import random
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import httpx  # noqa: E402
from sqlalchemy import Engine, text, update  # noqa: E402

from bench.made_warehouse import fill  # noqa: E402
from flows.night import one_after_the_other, run_night  # noqa: E402
from flows.settings import settings  # noqa: E402
from review.people.accounts import add_person  # noqa: E402
from warehouse.engine import open_warehouse  # noqa: E402
from warehouse.migrate import upgrade  # noqa: E402
from warehouse.queue import put_in_queue  # noqa: E402
from warehouse.statistics import gather_statistics  # noqa: E402
from warehouse.tables.base import table_of  # noqa: E402
from warehouse.tables.run import Run  # noqa: E402

RUNS, NOW = table_of(Run), datetime.now(UTC)
PEOPLE, PASSWORD = 8, "et langt kodeord til bench"
MEDIAN, P99, MEMORY = 200, 1000, 500  # milliseconds, milliseconds, MB
# what people open: {finding} and {report} are any of the warehouse, {sample} and {sample_finding} one with a file
PAGES = (
    *("/", "/fund", "/fund?slags=status_note", "/fund/{finding}", "/fund/{sample_finding}"),
    *("/rapporter", "/rapporter/{report}", "/rapporter/{sample}", "/rapporter/{sample}/tal"),
    *("/rapporter/{sample}/sider", "/kilde/{sample}/1.png?x=2", "/tal", "/register", "/regler", "/indsend"),
)


@dataclass(frozen=True)
class Known:
    """Numbers to fill the addresses with."""

    finding: list[int]
    report: list[int]
    sample: list[int]
    sample_finding: list[int]


def main(reports: int, requests: int) -> int:
    """Make the warehouse, ask, print."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/warehouse.db"
        known = make(url, reports)
        with Serving(url) as serving:
            for page in PAGES:  # drawn, compiled and read once
                ask(serving.client(), page, known, random.Random(1))
            times = visits(serving, known, requests)
            return tell(times, serving.megabytes())


def make(url: str, reports: int) -> Known:
    """A full warehouse with people in it."""
    engine = open_warehouse(url)
    upgrade(engine)
    fill(engine, reports, 100)
    gather_statistics(engine)
    with engine.begin() as connection:
        for number in range(1, reports + 1):
            put_in_queue(connection, number)
        # as after a night that compared them all: the next one looks at what is new
        connection.execute(update(RUNS).values(state="completed", started_at=NOW, ended_at=NOW))
    run_night(settings(ROOT / "samples" / "inbox", url), one_after_the_other)
    gather_statistics(engine)
    for n in range(PEOPLE):
        add_person(engine, f"person{n}", f"Person {n}", "lead", PASSWORD, "bench")
    known = numbers(engine, reports)
    engine.dispose()
    return known


def numbers(engine: Engine, reports: int) -> Known:
    """What there is to open."""
    lists = (
        "select finding_id from open_finding where report_id <= :made",
        "select report_id from report where report_id <= :made",
        "select report_id from report join submission using (submission_id) "
        "where report_id > :made and container = 'pdf' and kind is not null",
        "select f.finding_id from open_finding f join report using (report_id) join submission using (submission_id) "
        "where f.report_id > :made and container = 'pdf'",
    )
    with engine.connect() as connection:
        return Known(*(list(connection.execute(text(q), {"made": reports}).scalars()) for q in lists))


class Serving:
    """The app, as the command starts it."""

    def __init__(self, url: str) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        program = [sys.executable, "-m", "flows.cli", "serve", "--port", str(self.port), "--warehouse", url]
        self.process = subprocess.Popen(program, cwd=ROOT, stdout=subprocess.DEVNULL)
        self._signed_in = 0

    def __enter__(self) -> Serving:
        for _ in range(300):
            try:
                httpx.get(f"{self.address}/log-ind")
                return self
            except httpx.TransportError:
                time.sleep(0.1)
        raise TimeoutError("the app does not answer")

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(30)

    def client(self) -> httpx.Client:
        """Somebody who is signed in."""
        client = httpx.Client(base_url=self.address, timeout=60)
        fields = {"login": f"person{self._signed_in % PEOPLE}", "password": PASSWORD}
        self._signed_in += 1
        answer = client.post("/log-ind", data=fields, headers={"Sec-Fetch-Site": "same-origin"})
        assert answer.status_code == 303, answer.status_code
        return client

    def megabytes(self) -> float:
        """The memory of the app and of the processes that it has started, at its highest."""
        return sum(highest(pid) for pid in family(self.process.pid)) / 1024


def family(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in children.read_text().split():
            found += family(int(child))
    return found


def highest(pid: int) -> int:
    """The most memory that a process has had, in KB."""
    found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) if found else 0


def visits(serving: Serving, known: Known, requests: int) -> dict[str, list[float]]:
    """Milliseconds of each answer, by page."""
    times: dict[str, list[float]] = defaultdict(list)
    lock = threading.Lock()

    def person(number: int) -> None:
        dice, client = random.Random(number), serving.client()
        for _ in range(requests // PEOPLE // len(PAGES)):
            for page in dice.sample(PAGES, len(PAGES)):
                took = ask(client, page, known, dice)
                with lock:
                    times[page].append(took)

    threads = [threading.Thread(target=person, args=(n,)) for n in range(PEOPLE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def ask(client: httpx.Client, page: str, known: Known, dice: random.Random) -> float:
    """Open a page; how long it took."""
    names = {name: dice.choice(getattr(known, name)) for name in Known.__annotations__}
    began = time.perf_counter()
    answer = client.get(page.format(**names))
    took = (time.perf_counter() - began) * 1000
    assert answer.status_code == 200, (page.format(**names), answer.status_code)
    return took


def tell(times: dict[str, list[float]], megabytes: float) -> int:
    """Print what was measured; 1 where a bar is missed."""
    missed = megabytes > MEMORY
    print(f"{'page':<34}{'median':>8}{'p99':>8}  ms, {PEOPLE} at once")
    for page in PAGES:
        middle, slow = median(times[page]), quantiles(times[page], n=100)[98]
        missed = missed or middle > MEDIAN or slow > P99
        print(f"{page:<34}{middle:>8.0f}{slow:>8.0f}")
    print(f"memory of the app and its children: {megabytes:.0f} MB (at most {MEMORY})")
    print("bars: MISSED" if missed else "bars: reached")
    return int(missed)


if __name__ == "__main__":
    given = [int(value) for value in sys.argv[1:]]
    sys.exit(main(*(given + [11_400, 5_600][len(given) :])))
