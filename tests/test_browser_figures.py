"""Today and the published figures in a real browser: the stories of a morning, without a fault of access."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from pypdf import PdfReader
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
    page.get_by_role("link", name="Skriv op, hvad der ventes").click()
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
    expect(other.get_by_role("row", name="Ny By")).to_contain_text("Intet at melde")  # by whom is for stewards
    page.goto("/ventede")
    expect(page.get_by_role("row", name="Ny By")).to_contain_text("submitter")
    page.goto("/")
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
    page.locator("a[href^='/tal/kilde/']").first.click()
    page.wait_for_url("**/rapporter/**")
    expect(page.locator("#" + page.url.partition("#")[2])).to_be_attached()


def test_nothing_is_lost_at_320_pixels(site: Site, watched: list[str]) -> None:
    awaits(site)
    page = opened(site, watched, width=320)
    for address in PAGES:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


CUT = "() => [...document.querySelectorAll('.scroll')].filter((it) => it.scrollWidth > it.clientWidth).length"
LEFT = "(it) => it.getBoundingClientRect().left"


def test_a_wide_table_has_the_room_there_is_and_its_names_stay(site: Site, watched: list[str]) -> None:
    page = opened(site, watched, "reader", width=1440)
    page.goto("/tal/budget")
    assert page.evaluate(CUT) == 0
    for width in (1024, 320):
        page.set_viewport_size({"width": width, "height": 700})
        table, name = page.locator(".scroll").first, page.locator(".money tbody th").first
        assert table.evaluate("(it) => it.scrollLeft = 150") == 150
        assert 0 <= name.evaluate(LEFT) - table.evaluate(LEFT) <= 2
        edge = table.evaluate("(it) => getComputedStyle(it, '::before').right")  # of the shadow at the edge
        assert edge == "0px"
        amount = page.locator(".money tbody td a").first
        assert amount.evaluate("(it) => it.getClientRects().length") == 1
        room = table.evaluate("(it) => it.clientWidth") - name.evaluate("(it) => it.offsetWidth")
        assert room > amount.evaluate("(it) => it.offsetWidth")


def test_nothing_is_cut_on_paper(site: Site, watched: list[str]) -> None:
    page = opened(site, watched, "lead", dark=True)
    for address in (*PAGES, "/rapporter", "/register", "/personer", "/fund/ens"):
        page.goto(address)
        page.emulate_media(media="print")
        # A4 without its margins, upright or, for the widest, lying
        lying = page.locator("main").evaluate("(it) => getComputedStyle(it).page") == "wide"
        page.set_viewport_size({"width": 1030 if lying else 703, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= (1030 if lying else 703), address
        assert page.evaluate(CUT) == 0, address
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_each_page_of_paper_has_the_head_of_its_table(site: Site, watched: list[str]) -> None:
    page = opened(site, watched, "reader")
    page.goto("/tal/budget")
    heads = page.locator(".money thead th").first.locator("..").locator("th").all_inner_texts()
    paper = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert all(leaf.mediabox.width > leaf.mediabox.height for leaf in paper)
    with_rows = [said for leaf in paper if " kr." in (said := leaf.extract_text())]
    assert len(with_rows) > 1
    assert [said for said in with_rows if " ".join(heads) not in said] == []
    assert "Indsatsens beløb" in with_rows[0]  # the heading does not stand alone


def test_a_long_name_leaves_room_for_what_is_said_of_it(site: Site, watched: list[str]) -> None:
    values = {"report_kind": "status_note", "about": "x" * 180, "period_year": 2025, "due_on": date(2026, 1, 31)}
    with begin_write(site.desk.engine) as connection:
        connection.execute(insert(EXPECTED).values(values))
    page = opened(site, watched, width=1280)
    page.goto("/ventede")
    assert page.evaluate(CUT) == 0
    page.set_viewport_size({"width": 1024, "height": 800})
    page.goto("/")
    shown = page.locator(".scroll").filter(visible=True)
    assert [it for it in shown.all() if it.evaluate("(it) => it.scrollWidth > it.clientWidth")] == []


def test_a_chart_is_a_table_too(site: Site, watched: list[str]) -> None:
    page = opened(site, watched, "reader")
    page.goto("/tal/indsats/fokusp%C3%A5rockerogbandekriminalitet")
    figure = page.get_by_role("figure", name="Forløb (antal)", exact=True)
    expect(figure.get_by_role("img")).to_be_visible()
    figure.get_by_text("Vis som tabel").click()
    expect(figure.get_by_role("row")).to_have_count(5)
