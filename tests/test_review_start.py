"""The frame of the review app: it opens, it looks as it should, and it says what it cannot do."""

from __future__ import annotations

from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe

from review_site import Client, Site

pytest_plugins = ["databases", "review_app"]


def test_the_first_page_opens_for_whoever_is_signed_in(client_of: Callable[[str | None], Client]) -> None:
    assert client_of("reader").get("/").status_code == 200
    nobody = client_of(None).get("/")
    assert (nobody.status_code, nobody.headers["location"]) == (303, "/log-ind")


def test_the_first_page_in_a_browser(site: Site) -> None:
    page = site.page_as("steward")
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.goto("/")
    assert page.locator("h1").inner_text() == "I dag"
    assert Axe().run(page).violations_count == 0
    assert problems == []
