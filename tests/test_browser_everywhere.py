"""Every page, in light and dark, full and empty: for screen readers and keyboards (axe), and on a narrow screen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from page_walk import GETS, walk
from review.desk import Desk
from review.people.accounts import add_person
from review_site import Site, served
from warehouse.archive import Archive
from warehouse.engine import open_warehouse

pytest_plugins = ["databases", "review_app"]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
CONTRAST = {"runOnly": ["color-contrast"]}
NARROW = 320
LINKS = """() => [...document.querySelectorAll("a[href]")].map((a) => new URL(a.href.baseVal ?? a.href, location))
  .filter((to) => to.origin === location.origin).map((to) => to.pathname + to.search)"""
# what reaches over the edge of the window; a region that scrolls by itself may hold more
OVER = """() => document.documentElement.scrollWidth > innerWidth
  ? ["to " + document.documentElement.scrollWidth].concat([...document.querySelectorAll("main *, header *")]
    .filter((e) => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 5).map((e) => e.outerHTML.slice(0, 120)))
  : []"""


class Look:
    """A tab that goes through the pages and notes what is wrong on each, in light and in dark, wide and narrow."""

    def __init__(self, site: Site) -> None:
        self.site, self.wrong = site, []
        self.page: Page = site.page_as("lead")
        self.page.on("pageerror", lambda problem: self.wrong.append((self.page.url, str(problem))))

    def __call__(self, address: str) -> list[str]:
        """Open an address; the links on it."""
        answer = self.page.request.get(self.site.address + address)
        if answer.status != 200 or not answer.headers.get("content-type", "").startswith("text/html"):
            assert answer.status < 500, address
            return []
        self.page.goto(address)
        self.judge(address, RULES)
        self.page.emulate_media(color_scheme="dark")  # which changes colours and nothing else
        self.judge(f"{address} in the dark", CONTRAST)
        self.page.emulate_media(color_scheme="light")
        self.narrow(address)
        return self.page.evaluate(LINKS)

    def judge(self, where: str, rules: dict) -> None:
        """What axe says of the page."""
        found = Axe().run(self.page, options=rules).response["violations"]
        self.wrong += [(where, it["id"], [node["html"][:160] for node in it["nodes"][:3]]) for it in found]

    def narrow(self, address: str) -> None:
        """The page as a telephone shows it."""
        size = self.page.viewport_size
        assert size is not None
        self.page.set_viewport_size({"width": NARROW, "height": 640})
        self.wrong += [(address, "wider than the window", over) for over in self.page.evaluate(OVER)]
        self.page.set_viewport_size(size)


def test_every_page_with_findings_open(site: Site) -> None:
    look = Look(site)
    opened = walk(look, 1)
    assert [sort for sort in GETS if not opened[sort]] == []
    assert look.wrong == []


def test_every_page_with_none(site: Site, sqlite_template: Path, tmp_path: Path) -> None:
    with served(empty(site.desk, sqlite_template, tmp_path)) as (desk, address):
        look = Look(Site(desk, address, site.browser))
        walk(look, 1)
        assert look.wrong == []


def empty(desk: Desk, template: Path, folder: Path) -> Desk:
    """A desk over a warehouse that nothing has been read into."""
    path = folder / "empty.db"
    path.write_bytes(template.read_bytes())
    engine = open_warehouse(f"sqlite:///{path}")
    add_person(engine, "lead", "Lead Hansen", "lead", "et langt kodeord til test", "test")
    return replace(desk, engine=engine, archive=Archive(folder / "archive"))


def test_what_is_wrong_would_be_seen(site: Site) -> None:
    look = Look(site)
    dark = "@media (prefers-color-scheme: dark) { h2 { color: #222; background: #000 } }"
    body = (
        f"<style>{dark}</style><title>x</title><main><h1>x</h1><h2>to be read</h2><img src=x><p>{'a' * 200}</p></main>"
    )
    look.page.route("**/tilgaengelighed", lambda route: route.fulfill(body=f"<html lang=da>{body}"))
    look("/tilgaengelighed")
    assert {it[1] for it in look.wrong} >= {"image-alt", "wider than the window", "color-contrast"}
