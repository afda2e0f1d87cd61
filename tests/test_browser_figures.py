"""Today and the published figures in a real browser: the stories of a morning, without a fault of access."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from sqlalchemy import insert, text

from review.today.expected import EXPECTED
from review_site import Site
from self_check_samples import outcome, recorded
from warehouse.engine import begin_write

pytest_plugins = ["databases", "review_app"]

PAGES = (
    *("/", "/ventede", "/tal", "/tal/budget?del=line", "/tal/indikatorer"),
    "/tal/indsats/fokusp%C3%A5rockerogbandekriminalitet",
)


@pytest.fixture
def watched(site: Site) -> Iterator[list[str]]:
    """What the browser complains of."""
    yield (problems := [])
    assert problems == []


def opened(site: Site, problems: list[str], role: str = "steward", **looks: bool | int) -> Page:
    page = site.page_as(role, **looks)  # ty: ignore[invalid-argument-type]
    page.on("console", lambda message: problems.append(message.text))
    return page


def awaits(site: Site) -> None:
    values = {"report_kind": "status_note", "about": "Ny By", "period_year": 2025, "due_on": date(2026, 1, 31)}
    with begin_write(site.desk.engine) as connection:
        connection.execute(insert(EXPECTED).values(values))


def faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{page.url}: {it['id']}: {it['nodes'][0]['html'][:120]}" for it in found]


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_with_findings_open(site: Site, watched: list[str], dark: bool) -> None:
    awaits(site)
    recorded(site.desk.engine, outcome(success=False), outcome(suite="volumes", severity="warning"))
    page = opened(site, watched, dark=dark)
    for address in PAGES:
        page.goto(address)
        assert faults(page) == []


def test_axe_finds_nothing_where_everything_is_settled(site: Site, watched: list[str]) -> None:
    with begin_write(site.desk.engine) as connection:
        connection.execute(text("delete from open_finding"))
    recorded(site.desk.engine, outcome())
    page = opened(site, watched)
    for address in ("/", "/tal?aar=1999"):
        page.goto(address)
        assert faults(page) == []
    page.goto("/")
    expect(page.get_by_text("Alt er afgjort")).to_be_visible()
    expect(page.get_by_role("link", name="Begynd")).to_have_count(0)


def test_a_steward_notes_what_is_awaited_and_a_submitter_answers(site: Site, watched: list[str]) -> None:
    page = opened(site, watched)
    page.goto("/")
    page.get_by_role("link", name="Se og ret listen").click()
    page.get_by_label("Slags").select_option("status_note")
    page.get_by_label("Partnerskab eller område").fill("Ny By")
    page.get_by_label("År, den handler om").fill("2025")
    page.get_by_role("button", name="Skriv op").click()
    expect(page.get_by_text("Vælg en dato.")).to_be_visible()
    expect(page.get_by_label("Partnerskab eller område")).to_have_value("Ny By")
    assert [it for it in watched if "400" not in it] == []  # the answer to a form that cannot be kept
    watched.clear()
    page.get_by_label("Senest modtaget").fill("2026-01-31")
    page.get_by_role("button", name="Skriv op").click()
    expect(page.get_by_role("status")).to_contain_text("skrevet op")
    page.goto("/")
    expect(page.get_by_role("region", name="Ventede rapporter").locator("tbody tr")).to_contain_text("For sent")
    other = opened(site, watched, "submitter")
    other.goto("/ventede")
    other.get_by_role("button", name="Intet at melde").click()
    expect(other.get_by_role("row", name="Ny By")).to_contain_text("submitter")
    page.reload()
    expect(page.get_by_text("Ingen rapporter mangler.")).to_be_visible()


def test_from_the_matrix_to_an_effort_and_its_source(site: Site, watched: list[str]) -> None:
    page = opened(site, watched, "reader")
    page.goto("/tal")
    page.get_by_role("link", name="Amager 2023").click()
    rows = page.get_by_role("region", name="Indsatserne").locator("tbody tr")
    expect(rows).to_have_count(11)
    expect(page.get_by_text("11 statusser i alt")).to_be_visible()
    rows.first.get_by_role("rowheader").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).not_to_be_empty()
    link = page.locator("a[href^='/tal/kilde/']").first
    answer = page.request.get(str(link.get_attribute("href")), max_redirects=0)
    assert answer.status == 303
    assert answer.headers["location"].startswith("/rapporter/")


def test_nothing_is_lost_at_320_pixels(site: Site, watched: list[str]) -> None:
    awaits(site)
    page = opened(site, watched, width=320)
    for address in PAGES:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


def test_a_chart_is_a_table_too(site: Site, watched: list[str]) -> None:
    page = opened(site, watched, "reader")
    page.goto("/tal/indsats/fokusp%C3%A5rockerogbandekriminalitet")
    figure = page.get_by_role("figure", name="Forløb (antal)", exact=True)
    expect(figure.get_by_role("img")).to_be_visible()
    figure.get_by_text("Vis som tabel").click()
    expect(figure.get_by_role("row")).to_have_count(5)
