"""Ways to ask the review app in tests: as a client that sends forms, and as a site that a browser opens."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import httpx2
import uvicorn
from playwright.sync_api import Browser, Page
from starlette.testclient import TestClient

from review.app import make_app
from review.desk import Desk
from review.people.accounts import PEOPLE
from review.people.sessions import begin_session
from review.visit import cookie_name

CHROMIUM_FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


PASSWORD = "et langt kodeord til test"  # of everybody in the warehouse of the tests


class Client(TestClient):
    """Asks the app as a browser would: forms carry the word of the session and say that they come from here."""

    csrf = ""

    def send_form(
        self, address: str, data: dict[str, str] | None = None, files: dict | list | None = None
    ) -> httpx2.Response:
        """Send a form."""
        headers = {"Sec-Fetch-Site": "same-origin"}
        fields = {"csrf_token": self.csrf} | (data or {})
        return self.post(address, data=fields, headers=headers, files=files)


def number_of(desk: Desk, login: str) -> int:
    """The number of a person."""
    with desk.engine.connect() as connection:
        return connection.execute(PEOPLE.select().where(PEOPLE.c.login == login)).one().person_id


@dataclass
class Site:
    """The app as it runs on a port of this machine."""

    desk: Desk
    address: str
    browser: Browser

    def page_as(self, role: str | None, width: int = 1280, height: int = 900, dark: bool = False) -> Page:
        """A new window of somebody who is signed in; script errors of the page fail the test that looks at them."""
        context = self.browser.new_context(
            locale="da-DK",
            timezone_id="Europe/Copenhagen",
            base_url=self.address,
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        if role is not None:
            token = begin_session(self.desk, number_of(self.desk, role))
            context.add_cookies([{"name": cookie_name(self.desk), "value": token, "url": self.address}])
        page = context.new_page()
        page.set_default_timeout(15_000)
        return page


@contextmanager
def another_page(page: Page) -> Generator[None]:
    """Ends when another page has loaded: a new address alone may be the same page, renamed by a script."""
    page.wait_for_load_state("load")
    with page.expect_event("load"):
        yield


class served:
    """The app on a free port while the block lasts."""

    def __init__(self, desk: Desk) -> None:
        self.socket = socket.socket()
        self.socket.bind(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        self.desk = replace(desk, address=self.address)
        config = uvicorn.Config(make_app(self.desk), log_level="error", access_log=False, lifespan="off")
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, args=([self.socket],), daemon=True)

    def __enter__(self) -> tuple[Desk, str]:
        self.thread.start()
        while not self.server.started:
            time.sleep(0.02)
        return self.desk, self.address

    def __exit__(self, *_: object) -> None:
        self.server.should_exit = True
        self.thread.join(20)
        self.socket.close()
