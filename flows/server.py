"""The web server around the review app: its limits, whom it believes, and how it stops."""

from __future__ import annotations

import errno
import ipaddress
import os
import signal
import socket
from collections.abc import Generator
from contextlib import contextmanager
from types import FrameType

import uvicorn

from flows.ending import NOT_COMPLETED, WRONG_USAGE, stop
from review.app import make_app
from review.desk import Desk
from review.security.told_once import ToldOnce

AT_ONCE = 200  # connections; more are told to come back later
WAITING = 2048  # connections that are not taken up yet
IDLE, LAST = 15, 20  # seconds: for a connection that asks nothing; for answers under way when the app is stopped
HEAD_BYTES = 32 * 1024  # of a request


@contextmanager
def listen(host: str, port: int) -> Generator[socket.socket]:
    """The port, ours before anybody is told that the app has started; ends the program where it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as found:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((host, port))
            found.listen(WAITING)
        except OSError as problem:
            taken = problem.errno == errno.EADDRINUSE
            stop("port_taken" if taken else "port_refused", NOT_COMPLETED, host=host, port=port)
        yield found


def make_server(desk: Desk) -> uvicorn.Server:
    """The server of a desk, within its limits; ends the program where the setting for proxies cannot be used."""
    proxies = trusted_proxies(os.environ.get("AFRAPPORT_PROXIES", ""))
    config = uvicorn.Config(
        ToldOnce(make_app(desk)),
        http="h11",
        ws="none",
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies,
        limit_concurrency=AT_ONCE,
        timeout_keep_alive=IDLE,
        timeout_graceful_shutdown=LAST,
        h11_max_incomplete_event_size=HEAD_BYTES,
    )
    return uvicorn.Server(config)


def run_server(server: uvicorn.Server, listening: socket.socket) -> None:
    """Answer until Ctrl-C or SIGTERM; what is under way then is answered first."""
    with _ends_quietly():
        server.run(sockets=[listening])


def trusted_proxies(written: str) -> list[str]:
    """The addresses and networks of ``AFRAPPORT_PROXIES``: only they may say for whom they ask (X-Forwarded-For)."""
    found = [part.strip() for part in written.split(",") if part.strip()]
    for part in found:
        try:
            ipaddress.ip_network(part)
        except ValueError:
            stop("bad_setting", WRONG_USAGE, name="AFRAPPORT_PROXIES")
    return found


@contextmanager
def _ends_quietly() -> Generator[None]:
    """Uvicorn stops when it is told to, and then sends itself the same signal: here that is the end of its work."""
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
