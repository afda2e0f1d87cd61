"""The pages of reports in a real browser: a figure and its box, each found from the other; nothing for axe to find."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import text

from review.desk import Desk
from review_site import Site
from warehouse.register import register_of
from warehouse.settle import Order, settle

pytest_plugins = ["databases", "review_app"]
TABS = ("", "/sider", "/tal", "/fund", "/regnskab?vis=alle", "/udgaver")


def report_called(desk: Desk, name: str) -> int:
    with desk.engine.connect() as connection:
        asked = text("select report_id from bi_report where report_file = :name")
        return connection.execute(asked, {"name": name}).scalar_one()


def decide(desk: Desk, rule: str, action: str, value: str | None = None) -> None:
    with desk.engine.connect() as connection:
        asked = text("select min(finding_id) from bi_finding where rule = :rule")
        number = connection.execute(asked, {"rule": rule}).scalar_one()
    settle(desk.engine, Order(number, action, "Karen", value=value), desk.today(), register_of(desk.engine))


def watched(page: Page) -> list[str]:
    """What the browser complains of, as it comes."""
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda problem: problems.append(str(problem)))
    return problems


def within(inner: Locator, outer: Locator) -> bool:
    """Whether an element lies in the part of another that can be seen, up and down."""
    one, other = inner.bounding_box(), outer.bounding_box()
    assert one is not None
    assert other is not None
    return other["y"] <= one["y"] + 1 and one["y"] + one["height"] <= other["y"] + other["height"] + 1


@pytest.mark.parametrize("name", ["afrapportering_2024.pdf", "budgetark_bispeparken.xlsx"])
def test_a_figure_and_its_box_find_each_other(site: Site, name: str) -> None:
    page = site.page_as("reader", height=600)
    problems = watched(page)
    page.goto(f"/rapporter/{report_called(site.desk, name)}/sider")
    frame, table = page.locator(".source-frame"), page.locator(".beside")
    rows = table.locator("tbody tr")
    page.goto(page.url + ("?zoom=300" if name.endswith("pdf") else ""))
    last = rows.last
    box = page.locator(f"#{last.get_attribute('data-box')}")
    assert not within(box, frame)

    # from the figure to its box: the frame moves, the keyboard stays where it is
    last.locator("a").first.focus()
    page.keyboard.press("Enter")
    expect(box).to_have_class(re.compile(r"\bchosen\b"))
    expect(last).to_have_attribute("aria-current", "true")
    assert within(box, frame)
    expect(last.locator("a").first).to_be_focused()
    expect(page.locator("#announce")).to_contain_text(",")
    expect(page).to_have_url(re.compile(f"#{box.get_attribute('id')}$"))

    # and back: from another box to its row
    first = rows.first
    other = page.locator(f"#{first.get_attribute('data-box')}")
    link = page.locator(f'.source-frame a[href="#{first.get_attribute("id")}"]')
    link.focus()
    page.keyboard.press("Enter")
    expect(first).to_have_class(re.compile(r"\bchosen\b"))
    expect(other).to_have_class(re.compile(r"\bchosen\b"))
    expect(box).not_to_have_class(re.compile(r"\bchosen\b"))
    expect(first.locator("a").first).to_be_focused()
    assert within(first.locator("a").first, table)
    expect(page.locator(".drawn [aria-current=true]")).to_have_count(1)
    assert problems == []


def test_a_figure_from_the_list_is_shown_in_its_place(site: Site) -> None:
    page = site.page_as("reader", height=600)
    problems = watched(page)
    report = report_called(site.desk, "samarbejdsaftale_amager_2022.pdf")
    page.goto(f"/rapporter/{report}/tal")
    place = page.locator("tbody tr td a[href*='tal=']").last
    place.click()
    chosen = page.locator("rect.box.chosen")
    expect(chosen).to_have_count(1)
    page.wait_for_load_state("load")
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert within(chosen, page.locator(".source-frame"))
    row = page.locator("tr.chosen")
    assert row.get_attribute("data-box") == chosen.get_attribute("id")
    assert within(row.locator("a").first, page.locator(".beside"))
    assert problems == []


def test_without_script_the_links_lead_there_too(site: Site) -> None:
    signed_in = site.page_as("reader")
    state = signed_in.context.storage_state()
    context = site.browser.new_context(java_script_enabled=False, base_url=site.address, storage_state=state)
    page = context.new_page()
    page.goto(f"/rapporter/{report_called(site.desk, 'notat_2017.pdf')}/sider")
    row = page.locator(".beside tbody tr").last
    row.locator("a").first.click()
    expect(page).to_have_url(re.compile(f"#{row.get_attribute('data-box')}$"))
    expect(page.locator("rect.box:target")).to_have_count(1)


def test_a_figure_without_a_box_of_its_own_is_shown_too(site: Site) -> None:
    page = site.page_as("reader", height=600)
    page.goto(f"/rapporter/{report_called(site.desk, 'afrapportering_2024.pdf')}/sider?zoom=300")
    twice = page.evaluate(
        """() => {
          const rows = [...document.querySelectorAll("tr[data-box]")];
          return rows.filter((row) => row.dataset.box.slice(2) !== row.id.slice(2)).map((row) => row.id.slice(2));
        }"""
    )
    page.goto(f"{page.url}&tal={twice[-1]}#b-{twice[-1]}")
    row = page.locator("tr.chosen")
    assert row.get_attribute("id") == f"t-{twice[-1]}"
    assert within(row.locator("a").first, page.locator(".beside"))
    box = page.locator(f"#{row.get_attribute('data-box')}")
    expect(box).to_have_class(re.compile(r"\bchosen\b"))
    assert within(box, page.locator(".source-frame"))


@pytest.mark.parametrize("dark", [False, True])
def test_nothing_for_axe_to_find(site: Site, dark: bool) -> None:
    decide(site.desk, "budget.unreadable", "correct", value="75.000")
    decide(site.desk, "effort.duplicate", "reject")
    page = site.page_as("steward", dark=dark)
    problems = watched(page)
    many, sheet = (report_called(site.desk, name) for name in ("notat_2017.pdf", "budgetark_amager.xlsx"))
    unread = report_called(site.desk, "notat_2014.pdf")
    addresses = ["/rapporter", "/rapporter?q=findes+ikke", *(f"/rapporter/{many}{tab}" for tab in TABS)]
    addresses += [f"/rapporter/{sheet}/sider", f"/rapporter/{sheet}/udgaver", f"/rapporter/{unread}"]
    found = {}
    for address in [*addresses, f"/rapporter/{unread}/sider"]:
        page.goto(address)
        result = Axe().run(page)
        if result.violations_count:
            found[address] = result.generate_report()
    assert found == {}
    assert problems == []


def test_nothing_is_cut_off_on_a_small_screen(site: Site) -> None:
    page = site.page_as("reader", width=320, height=700)
    report = report_called(site.desk, "notat_2017.pdf")
    for address in ("/rapporter", *(f"/rapporter/{report}{tab}" for tab in TABS)):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


# for each box: the air around its text and the half of its stroke that lies inside, both in pixels
STROKES = """() => [...document.querySelectorAll("rect.box")].map((box) => {
  const page = box.ownerSVGElement;
  return [page.getBoundingClientRect().width / page.viewBox.baseVal.width * 2.0,
    parseFloat(getComputedStyle(box).strokeWidth) / 2];
})"""


@pytest.mark.parametrize("width", [320, 1024, 1440])
def test_a_mark_stands_around_its_digits_not_over_them(site: Site, width: int) -> None:
    page = site.page_as("reader", width=width)
    page.goto(f"/rapporter/{report_called(site.desk, 'tryghedsplan_solbakken_2020.pdf')}/sider?side=5")
    page.locator("rect.box").first.evaluate("(it) => it.classList.add('chosen')")
    strokes = page.evaluate(STROKES)
    assert len(strokes) > 10
    assert [(air, inside) for air, inside in strokes if inside > air] == []


def test_the_row_of_a_marked_cell_keeps_its_name(site: Site) -> None:
    with site.desk.engine.connect() as connection:
        asked = text("select finding_id from bi_finding where cell = 'H24'")
        number = connection.execute(asked).scalar_one()
    page = site.page_as("reader", width=1024)
    page.goto(f"/fund/{number}")
    page.wait_for_function("document.querySelector('.source-frame').scrollLeft > 0")
    name, frame = page.get_by_role("cell", name="Projektleder 25 %", exact=True).first, page.locator(".source-frame")
    one, other, marked = name.bounding_box(), frame.bounding_box(), page.locator(".grid .marked").bounding_box()
    assert one is not None
    assert other is not None
    assert marked is not None
    assert other["x"] < one["x"]
    assert one["x"] + one["width"] <= marked["x"]
