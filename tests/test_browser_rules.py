"""The register and the rules in a real browser: looked at, changed and taken back, with and without colour."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from review.register.listing import UNKNOWN, listed
from review_site import Site

pytest_plugins = ["databases", "review_app"]
MISMATCH = "budget.total_mismatch"


def test_a_name_is_joined_by_keyboard_and_taken_back(site: Site) -> None:
    with site.desk.engine.connect() as connection:
        name = listed(connection, "", UNKNOWN, None)[4].name
    page = site.page_as("steward")
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.goto("/register")
    assert Axe().run(page).violations_count == 0
    page.keyboard.press("/")
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    page.get_by_role("link", name=name, exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_label("Den anden indsats").fill("Ny Start")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Det rører ved").wait_for()
    assert Axe().run(page).violations_count == 0
    page.get_by_role("button", name="Læg sammen").press("Enter")
    page.get_by_text("Registret er ændret").wait_for()
    expect(page.locator("main")).to_contain_text("Ny Start")
    page.goto("/register/aendringer")
    assert Axe().run(page).violations_count == 0
    page.get_by_role("link", name="Fortryd nr.").first.click()
    page.get_by_role("button", name="Fortryd").click()
    expect(page.locator("main")).to_contain_text("Ny: ingen har sagt god for det")
    assert problems == []


def test_a_rule_is_tried_and_then_graded_anew_in_the_dark(site: Site) -> None:
    page = site.page_as("lead", dark=True)
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.goto("/regler")
    assert Axe().run(page).violations_count == 0
    page.get_by_role("link", name=MISMATCH).click()
    page.get_by_role("button", name="Prøv som »advarsel«").click()
    page.locator("#trial[data-over=yes]").wait_for(timeout=60_000)
    page.get_by_label("Hvorfor").fill("Aftalt på mødet")
    assert Axe().run(page).violations_count == 0
    page.get_by_role("button", name="Gør den til »advarsel«").click()
    page.get_by_text("Aftalt på mødet").wait_for()
    assert Axe().run(page).violations_count == 0
    assert problems == []


def test_no_page_is_wider_than_a_telephone(site: Site) -> None:
    page = site.page_as("lead", width=320)
    for address in ("/register", "/register/navn?navn=Ny+Start", "/regler", f"/regler/{MISMATCH}"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
        assert Axe().run(page).violations_count == 0, address
