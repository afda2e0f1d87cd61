"""Pictures of every page of the review app, from the sample reports: ``make screens``.

They are taken in Chromium (Playwright), in light and dark and as on a telephone, and put beside this file. Nothing
here is drawn by hand: a page that changes gets another picture when this is run.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from playwright.sync_api import Page, sync_playwright  # noqa: E402
from sqlalchemy import text  # noqa: E402

from flows.night import one_after_the_other, run_night  # noqa: E402
from flows.settings import settings  # noqa: E402
from review.desk import Desk  # noqa: E402
from review.people.accounts import add_person  # noqa: E402
from review_site import CHROMIUM_FLAGS, Site, served  # noqa: E402
from submit_samples import new_version  # noqa: E402
from warehouse.archive import Archive  # noqa: E402
from warehouse.engine import open_warehouse  # noqa: E402

HERE = Path(__file__).parent
PEOPLE = (("mette", "Mette Holm", "lead"), ("jonas", "Jonas Berg", "steward"), ("ida", "Ida Lund", "submitter"))


@dataclass(frozen=True)
class Screen:
    """A picture: its name, the address (with ``{names}`` from the warehouse), and what to do before it is taken."""

    name: str
    address: str
    act: Callable[[Page], None] | None = None
    width: int = 1280
    dark: bool = False
    person: str | None = "mette"
    full: bool = False


def try_a_file(page: Page) -> None:
    """Send a report to be tried, and wait for what is said of it."""
    file = {"name": "bilag rettet.xlsx", "mimeType": "application/octet-stream", "buffer": new_version()}
    page.locator("#files").set_input_files(file)  # ty: ignore[invalid-argument-type]
    page.get_by_role("button", name="Prøv filerne").click()
    page.locator("#waiting:not([hx-trigger])").wait_for()


def write_a_value(page: Page) -> None:
    """Take what is suggested, and wait for what would come of it."""
    page.locator("[data-fills]").first.click()
    page.locator("#outlook p").first.wait_for()


SCREENS = (
    Screen("i-dag", "/", full=True),
    Screen("i-dag-moerk", "/", dark=True),
    Screen("koe", "/fund"),
    Screen("koe-telefon", "/fund", width=360),
    Screen("koe-ens-fund", "/fund/ens"),
    Screen("fund", "/fund/{finding}", write_a_value),
    Screen("fund-moerk", "/fund/{finding}", dark=True),
    Screen("fund-telefon", "/fund/{finding}", width=360),
    Screen("fund-excel", "/fund/{finding_in_excel}"),
    Screen("spoerg-afsender", "/fund/{finding}/spoerg", full=True),
    Screen("rapporter", "/rapporter"),
    Screen("rapport", "/rapporter/{report}"),
    Screen("rapport-sider", "/rapporter/{report}/sider?side={page}"),
    Screen("rapport-tal", "/rapporter/{report}/tal"),
    Screen("rapport-fund", "/rapporter/{report}/fund"),
    Screen("rapport-regnskab", "/rapporter/{report}/regnskab"),
    Screen("rapport-udgaver", "/rapporter/{newer}/udgaver"),
    Screen("tal-status", "/tal"),
    Screen("tal-budget", "/tal/budget"),
    Screen("tal-indikatorer", "/tal/indikatorer"),
    Screen("tal-indsats", "/tal/indsats/{effort}"),
    Screen("indsend", "/indsend", try_a_file, person="ida"),
    Screen("ventede", "/ventede"),
    Screen("register", "/register"),
    Screen("register-aendringer", "/register/aendringer"),
    Screen("regler", "/regler"),
    Screen("regel", "/regler/budget.total_mismatch", full=True),
    Screen("personer", "/personer"),
    Screen("mig", "/mig", full=True),
    Screen("log-ind", "/log-ind", person=None),
    Screen("tilgaengelighed", "/tilgaengelighed", full=True),
)
# by name: what the addresses ask for
NUMBERS = {
    "finding": "select f.finding_id from open_finding f where rule = 'budget.total_mismatch' order by 1 limit 1",
    "finding_in_excel": "select f.finding_id from open_finding f join finding d using (finding_id) "
    "where d.cell is not null order by f.urgency, f.amount_ore desc, f.finding_id limit 1",
    "report": "select report_id from open_finding where rule = 'budget.total_mismatch' order by finding_id limit 1",
    "page": "select d.page from open_finding f join finding d using (finding_id) "
    "where f.rule = 'budget.total_mismatch' order by f.finding_id limit 1",
    "newer": "select coalesce(min(superseded_by), min(report_id)) from bi_report",
    "effort": "select effort_key from bi_budget where effort_key is not null group by 1 "
    "order by count(distinct report_id) desc, count(*) desc, 1 limit 1",
}


def main() -> None:
    """Take them all."""
    with tempfile.TemporaryDirectory() as folder:
        desk = filled(Path(folder))
        with sync_playwright() as playwright, served(desk) as (found, address):
            program = shutil.which("chromium")
            browser = playwright.chromium.launch(executable_path=program, headless=True, args=CHROMIUM_FLAGS)
            site = Site(found, address, browser)
            for screen in SCREENS:
                take(site, screen)
            browser.close()


def filled(folder: Path) -> Desk:
    """A desk over the samples and some people."""
    url = f"sqlite:///{folder}/warehouse.db"
    run_night(settings(ROOT / "samples" / "inbox", url), one_after_the_other)
    engine = open_warehouse(url)
    for login, name, role in PEOPLE:
        add_person(engine, login, name, role, "et langt kodeord", "docs")
    (folder / "inbox").mkdir()
    return Desk(engine, Archive(folder / "archive"), folder / "inbox", folder / "pictures")


def take(site: Site, screen: Screen) -> None:
    """One picture."""
    page = site.page_as(screen.person, screen.width, 800 if screen.width > 500 else 640, screen.dark)
    page.goto(screen.address.format(**numbers(site.desk)))
    if screen.act:
        screen.act(page)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=HERE / f"{screen.name}.png", full_page=screen.full)
    page.context.close()
    print(screen.name)


def numbers(desk: Desk) -> dict[str, object]:
    """What the addresses ask for."""
    with desk.engine.connect() as connection:
        return {name: connection.execute(text(asked)).scalar_one() for name, asked in NUMBERS.items()}


if __name__ == "__main__":
    main()
