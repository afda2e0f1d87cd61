"""The flow on a real Prefect server of our own: deployed, scheduled, run, and its artifact read back."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from flows.quiet import COMFORT, TELEMETRY_OFF
from program import ROOT, afrapport, environment

# one server for all of them, where tests run side by side

START_SECONDS = 120
SCHEDULE_SECONDS = 120


@dataclass(frozen=True)
class Server:
    """A Prefect server on a loopback port, with a home of its own."""

    url: str
    home: Path
    pid: int

    def environment(self) -> dict[str, str]:
        return environment(self.home, PREFECT_API_URL=self.url, PREFECT_HOME=str(self.home), **TELEMETRY_OFF)

    def prefect(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "prefect", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment(), capture_output=True, text=True, timeout=180, check=False
        )

    def ask(self, path: str, **body: Any) -> Any:
        request = urllib.request.Request(
            f"{self.url}/{path}", json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def wait_until(answer: Any, seconds: float) -> Any:
    """What ``answer()`` gives as soon as it gives something; fails after so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := answer():
            return found
        time.sleep(0.5)
    raise AssertionError(f"nothing within {seconds} seconds")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("prefect")
    port = free_port()
    around = environment(
        home, PREFECT_HOME=str(home), PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS="2", **TELEMETRY_OFF
    )
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with (home / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=home, env=around, stdout=log, stderr=log, start_new_session=True)
        started = Server(f"http://127.0.0.1:{port}/api", home, process.pid)

        def healthy() -> bool:
            assert process.poll() is None, (home / "server.log").read_text()
            try:
                with urllib.request.urlopen(f"{started.url}/health", timeout=5) as answer:
                    return answer.status == 200
            except OSError:
                return False

        try:
            wait_until(healthy, START_SECONDS)
            yield started
        finally:
            process.terminate()
            process.wait(30)


def test_the_deployment_is_accepted_and_makes_scheduled_runs(server: Server) -> None:
    pool = server.prefect("work-pool", "create", "local", "--type", "process")
    assert pool.returncode == 0, pool.stdout + pool.stderr
    done = server.prefect("--no-prompt", "deploy", "--all")
    assert done.returncode == 0, done.stdout + done.stderr
    deployments = server.ask("deployments/filter")
    crons = {d["name"]: [s["schedule"]["cron"] for s in d["schedules"]] for d in deployments}
    assert crons == {"nightly": ["0 4 * * *"], "self-check": ["30 6 * * *"]}
    for deployment in deployments:
        assert [s["schedule"]["timezone"] for s in deployment["schedules"]] == ["Europe/Copenhagen"]
        assert deployment["concurrency_options"]["collision_strategy"] == "CANCEL_NEW"
        assert deployment["global_concurrency_limit"]["limit"] == 1
        folder = {"prefect.deployments.steps.set_working_directory": {"directory": str(ROOT)}}
        assert deployment["pull_steps"] == [folder]
    # A version of SQLAlchemy that Prefect does not know makes none, and says so in the server's log only.
    wanted = {"state": {"type": {"any_": ["SCHEDULED"]}}}

    def all_scheduled() -> bool:
        return {r["deployment_id"] for r in server.ask("flow_runs/filter", flow_runs=wanted)} == {
            d["id"] for d in deployments
        }

    wait_until(all_scheduled, SCHEDULE_SECONDS)


def test_a_night_runs_as_a_flow_and_leaves_its_table(server: Server, tmp_path: Path, samples: list[Path]) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for sample in samples[:2]:
        shutil.copy(sample, inbox)
    (inbox / os.fsdecode(b"tom \xff [x](y).pdf")).write_bytes(b"")
    done = afrapport(tmp_path, "run", "--json", "--inbox", inbox, PREFECT_API_URL=server.url)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["reports_new"], told["reports_loaded"], told["reports_held"]) == (3, 2, 1)

    run, checked = server.ask(
        "flow_runs/filter", flow_runs={"state": {"type": {"any_": ["COMPLETED"]}}}, sort="START_TIME_ASC"
    )
    assert run["parameters"] == {"inbox": None, "warehouse": None}
    assert (checked["parameters"], checked["parent_task_run_id"] is not None) == ({"warehouse": None}, True)
    assert (told["self_check"]["state"], told["self_check"]["critical"]) == ("published", 0)
    assert told["self_check"]["expectations"] > 50
    tasks = server.ask("task_runs/filter", task_runs={"flow_run_id": {"any_": [run["id"]]}})
    names = [t["name"] for t in tasks if t["id"] != checked["parent_task_run_id"]]
    assert sorted(names) == sorted([*(s.name for s in samples[:2]), "tom \\xff [x](y).pdf"])
    assert {t["state_type"] for t in tasks} == {"COMPLETED"}

    (table,) = server.ask("artifacts/filter", artifacts={"key": {"any_": ["afrapport-night"]}})
    rows = json.loads(table["data"])
    assert len(rows) == 3
    assert {r["report_file"]: r["state"] for r in rows}["tom \\xff (x)(y).pdf"] == "held"
    assert sum(r["figures_loaded"] for r in rows) == told["figures_loaded"] > 0
    (counts,) = server.ask("artifacts/filter", artifacts={"key": {"any_": ["afrapport-night-summary"]}})
    assert "| reports_seen | 3 |" in counts["data"]


ONCE_AWAY = """
import sys
from sqlalchemy.exc import OperationalError
from flows import nightly
from flows.ingest import ingest
calls = []
def away_at_first(path, desk):
    calls.append(path)
    if len(calls) == 1:
        raise OperationalError("select 1", {}, Exception("the server closed the connection"))
    return ingest(path, desk)
nightly.ingest = away_at_first
print(nightly.nightly()["reports_new"], len(calls))
"""


def test_a_database_that_was_away_is_tried_again(server: Server, tmp_path: Path, samples: list[Path]) -> None:
    (tmp_path / "inbox").mkdir()
    shutil.copy(samples[0], tmp_path / "inbox")
    around = environment(tmp_path, PREFECT_API_URL=server.url, AFRAPPORT_INBOX="inbox", AFRAPPORT_SELF_CHECK="off")
    done = subprocess.run(
        [sys.executable, "-c", ONCE_AWAY], cwd=tmp_path, env=around, capture_output=True, text=True, timeout=180
    )
    assert done.stdout.split() == ["1", "2"], done.stderr


STOPPED = """
import json, sys
from flows import self_check_child
self_check_child.COMMAND = [sys.executable, "-c", "pass"]
from flows.nightly import nightly
print(json.dumps(nightly()["self_check"]))
"""


def test_a_self_check_that_fails_is_a_failed_flow_in_a_night_that_is_completed(server: Server, tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    around = environment(tmp_path, PREFECT_API_URL=server.url, AFRAPPORT_INBOX="inbox")
    command = [sys.executable, "-c", STOPPED]
    done = subprocess.run(command, cwd=tmp_path, env=around, capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["state"], told["reason"]) == ("stopped", "self-check did not finish")
    (failed,) = server.ask("flow_runs/filter", flow_runs={"state": {"type": {"any_": ["FAILED"]}}})
    assert failed["parent_task_run_id"] is not None
    assert failed["state"]["message"] == "publication stopped: self-check did not finish"
    (night,) = server.ask("flow_runs/filter", flow_runs={"id": {"any_": [parent_of(server, failed)]}})
    assert night["state"]["type"] == "COMPLETED"


def parent_of(server: Server, run: dict[str, Any]) -> str:
    (task,) = server.ask("task_runs/filter", task_runs={"id": {"any_": [run["parent_task_run_id"]]}})
    return task["flow_run_id"]


def test_a_night_that_cannot_be_completed_fails_as_a_flow(server: Server, tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "w.db").write_bytes(b"this is not a database" * 100)
    arguments = ("run", "--json", "--inbox", "inbox", "--warehouse", f"sqlite:///{tmp_path}/w.db")
    done = afrapport(tmp_path, *arguments, PREFECT_API_URL=server.url)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Varehuset svarer ikke" in done.stderr
    failed = server.ask("flow_runs/filter", flow_runs={"state": {"type": {"any_": ["FAILED"]}}})
    assert [run for run in failed if run["parent_task_run_id"] is None]


def test_telemetry_is_off_in_the_program_and_in_what_it_starts(server: Server, tmp_path: Path) -> None:
    look = "import os; from flows.quiet import quiet; quiet(); print(dict(os.environ))"
    around = environment(tmp_path, DO_NOT_TRACK="0", PREFECT_SERVER_ANALYTICS_ENABLED="true")
    done = subprocess.run([sys.executable, "-c", look], env=around, capture_output=True, text=True, check=True)
    for name, value in (TELEMETRY_OFF | COMFORT).items():
        assert f"'{name}': '{value}'" in done.stdout
    settings = urllib.request.urlopen(f"{server.url}/admin/settings", timeout=30)
    with settings:
        assert json.load(settings)["server"]["analytics_enabled"] is False
    shown = subprocess.run(
        [sys.executable, "-m", "prefect", "config", "view"],
        cwd=ROOT,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    assert "PREFECT_SERVER_ANALYTICS_ENABLED='False' (from prefect.toml)" in shown.stdout
