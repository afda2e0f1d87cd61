"""``afrapport serve``: where it may listen, what it says, what it can bear, and how it stops."""

from __future__ import annotations

import os
import re
import select
import signal
import socket
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from program import COMMAND, afrapport, environment


def asking(port: int, **headers: str) -> httpx2.Client:
    """A client of the app on that port, whatever proxy this machine has."""
    return httpx2.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=20, headers=headers)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an empty warehouse."""
    assert afrapport(tmp_path, "warehouse", "upgrade").returncode == 0
    return tmp_path


@pytest.fixture
def port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def add_lead(folder: Path) -> None:
    assert afrapport(folder, "people", "add", "ida", "--name", "Ida", "--role", "lead").returncode == 0


class Running:
    """The app as it runs. ``said`` is what it has written so far."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process, self.said = process, ""

    def wait_for(self, pattern: str) -> str:
        assert self.process.stdout is not None
        while not (found := re.search(pattern, self.said)):
            assert select.select([self.process.stdout], [], [], 60)[0], self.said
            read = os.read(self.process.stdout.fileno(), 65536).decode()
            assert read, self.said
            self.said += read
        return found[0]

    def stop(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        self.said += self.process.communicate(timeout=60)[0]
        return self.process.returncode


@contextmanager
def serving(folder: Path, port: int, *arguments: str, **more: str) -> Generator[Running]:
    process = subprocess.Popen(
        [*COMMAND, "serve", "--port", str(port), *arguments],
        cwd=folder,
        env=environment(folder, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield Running(process)
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_the_link_opens_and_the_app_stops_when_told(folder: Path, port: int, how: signal.Signals) -> None:
    with serving(folder, port) as running:
        link = running.wait_for(r"http://127\.0\.0\.1:\d+/start\?key=\S+")
        running.wait_for("Stop den med Ctrl-C")
        with asking(port) as client:
            assert client.get(link).status_code == 303
            assert client.get("/personer").status_code == 200
        assert running.stop(how) == 0
        assert running.said.rstrip().endswith("Appen er stoppet.")
        assert "Traceback" not in running.said


def test_a_port_that_is_taken_is_said(folder: Path, port: int) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        done = afrapport(folder, "serve", "--port", port)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"Port {port} på 127.0.0.1 er optaget" in done.stderr


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "AFRAPPORT_ADDRESS"),
        ({"AFRAPPORT_ADDRESS": "https://afrapport.example"}, "Ingen har en konto endnu"),
        ({"AFRAPPORT_ADDRESS": "ftp://afrapport.example"}, "AFRAPPORT_ADDRESS kan ikke bruges"),
        ({"AFRAPPORT_ADDRESS": "https://afrapport.example/sti"}, "AFRAPPORT_ADDRESS kan ikke bruges"),
        ({"AFRAPPORT_OIDC_ISSUER": "https://login.example"}, "AFRAPPORT_OIDC_CLIENT_ID"),
    ],
)
def test_where_it_may_not_listen_it_does_not(folder: Path, port: int, more: dict[str, str], said: str) -> None:
    done = afrapport(folder, "serve", "--host", "0.0.0.0", "--port", port, **more)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_proxy_in_front_does_not_open_an_app_without_accounts(folder: Path, port: int) -> None:
    done = afrapport(folder, "serve", "--port", port, AFRAPPORT_ADDRESS="https://afrapport.example")
    assert (done.returncode, "Ingen har en konto endnu" in done.stderr) == (2, True)


def test_without_https_it_warns_and_with_accounts_there_is_no_link(folder: Path, port: int) -> None:
    add_lead(folder)
    with serving(folder, port, "--host", "0.0.0.0", AFRAPPORT_ADDRESS="http://afrapport.example") as running:
        running.wait_for("er uden https")
        assert "key=" not in running.said
        with asking(port, Host="afrapport.example") as client:
            assert client.get("/log-ind").status_code == 200
        with asking(port) as client:
            assert client.get("/log-ind").status_code == 400


@pytest.mark.parametrize(("proxies", "told"), [("127.0.0.0/8", True), ("", False), ("192.0.2.1", False)])
def test_only_a_trusted_proxy_is_believed(folder: Path, port: int, proxies: str, told: bool) -> None:
    add_lead(folder)
    with serving(folder, port, AFRAPPORT_PROXIES=proxies) as running:
        running.wait_for("Appen er startet")
        sent = {"login": "ida", "password": "forkert kodeord 4711"}
        with asking(port, **{"X-Forwarded-For": "198.51.100.7", "Sec-Fetch-Site": "same-origin"}) as client:
            assert client.post("/log-ind", data=sent).status_code == 401
        assert running.stop(signal.SIGTERM) == 0
    assert ("from 198.51.100.7" in running.said) == told
    assert ("from 127.0.0.1" in running.said) != told
    assert "4711" not in running.said


def test_a_request_with_a_huge_head_is_refused_and_the_app_goes_on(folder: Path, port: int) -> None:
    add_lead(folder)
    with serving(folder, port) as running:
        running.wait_for("Appen er startet")
        with socket.create_connection(("127.0.0.1", port), 20) as endless:
            endless.sendall(b"GET /log-ind HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: a=" + b"x" * 40_000)
            assert endless.recv(100).startswith(b"HTTP/1.1 400")
        with asking(port) as client:
            assert client.get("/log-ind%0d%0a%1b[31m").status_code == 404
            assert client.get("/log-ind").status_code == 200
        assert running.stop(signal.SIGTERM) == 0
    assert "\x1b" not in running.said
