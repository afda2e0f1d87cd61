"""The review app for tests: over a warehouse with the sample reports, asked directly or opened in a real browser.

Use with ``pytest_plugins = ["databases", "review_app"]``.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, sync_playwright

from flows.night import one_after_the_other, run_night
from flows.settings import settings
from review.app import make_app
from review.desk import Desk
from review.people.accounts import add_person
from review.people.sessions import begin_session, signed_in
from review.roles import ROLES
from review.visit import cookie_name
from review_site import CHROMIUM_FLAGS, PASSWORD, Client, Site, number_of, served
from warehouse.archive import Archive
from warehouse.engine import open_warehouse

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a warehouse of the sample reports, its archive, and one person for each role; to be copied."""
    folder = tmp_path_factory.mktemp("filled")
    url = f"sqlite:///{folder}/warehouse.db"
    run_night(settings(ROOT / "samples" / "inbox", url), one_after_the_other)
    engine = open_warehouse(url)
    for role in ROLES:
        add_person(engine, role, f"{role.title()} Hansen", role, PASSWORD, "test")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("pragma wal_checkpoint(truncate)")
    return folder


@pytest.fixture
def desk(filled: Path, tmp_path: Path) -> Desk:
    """A desk over a copy of that warehouse, which the test may change."""
    folder = tmp_path / "desk"
    folder.mkdir()
    shutil.copy(filled / "warehouse.db", folder)
    (folder / "inbox").mkdir()
    engine = open_warehouse(f"sqlite:///{folder}/warehouse.db")
    return Desk(engine, Archive(filled / "archive"), folder / "inbox", folder / "pictures", "http://testserver")


@pytest.fixture
def client_of(desk: Desk) -> Callable[[str | None], Client]:
    """``client_of("steward")``: somebody of that role, signed in; with None nobody is."""

    def make(role: str | None) -> Client:
        client = Client(make_app(desk), base_url=desk.address, follow_redirects=False)
        if role is not None:
            token = begin_session(desk, number_of(desk, role))
            client.cookies.set(cookie_name(desk), token, domain="testserver.local")
            found = signed_in(desk, token)
            assert found is not None
            client.csrf = found.csrf_token
        return client

    return make


@pytest.fixture(scope="session")
def browser(require: Callable[[str, str], NoReturn]) -> Iterator[Browser]:
    """Chromium, once for all tests of a process."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        require("browser", "no Chromium is installed (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, headless=True, args=CHROMIUM_FLAGS)
        yield started
        started.close()


@pytest.fixture
def site(desk: Desk, browser: Browser) -> Iterator[Site]:
    """The app, really served, over the test's own warehouse."""
    with served(desk) as (found, address):
        yield Site(found, address, browser)
    for context in browser.contexts:
        context.close()
