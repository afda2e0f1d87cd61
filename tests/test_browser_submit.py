"""Submit in a real browser: by the file chooser, by dropping, without script, and at the width of a telephone."""

from __future__ import annotations

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from flows.night import one_after_the_other, run_night
from flows.settings import settings
from review_site import Site, another_page, number_of
from submit_samples import PERSON, hashes, new_version

pytest_plugins = ["databases", "review_app"]
DROP = """(text) => {
  const held = new DataTransfer();
  held.items.add(new File([text], "sluppet.txt"));
  const drop = new DragEvent("drop", {bubbles: true, cancelable: true, dataTransfer: held});
  document.getElementById("send").dispatchEvent(drop);
}"""


def listening(page: Page) -> list[str]:
    problems: list[str] = []
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda problem: problems.append(str(problem)))
    return problems


def choose(page: Page, *files: tuple[str, bytes]) -> None:
    sent = [{"name": name, "mimeType": "application/octet-stream", "buffer": data} for name, data in files]
    page.locator("#files").set_input_files(sent)  # ty: ignore[invalid-argument-type]
    page.get_by_role("button", name="Prøv filerne").click()
    page.locator("#waiting:not([hx-trigger])").wait_for(timeout=60_000)


def clean(page: Page) -> None:
    assert Axe().run(page).violations_count == 0


def test_a_report_is_sent_tried_handed_in_and_loaded(site: Site) -> None:
    page = site.page_as("submitter")
    problems = listening(page)
    page.goto("/indsend")
    clean(page)
    choose(page, ("bilag rettet.xlsx", new_version()), ("<img src=x onerror=alert(1)>.pdf", b"no report"))
    expect(page.locator("#announce")).to_contain_text("klar til at blive afleveret")
    card = page.get_by_role("article", name="bilag rettet.xlsx")
    expect(card).to_contain_text("Alt kan læses ind")
    expect(card).to_contain_text("Rapporten er her i en tidligere udgave")
    expect(page.get_by_role("article", name="<img")).to_contain_text("hverken en PDF eller et regneark")
    clean(page)
    with another_page(page):
        card.get_by_role("button", name="Aflever").click()
    expect(page.get_by_role("heading", name="Kvittering nr. 1")).to_be_visible()
    expect(page.locator(".said")).to_contain_text("Filen er afleveret.")
    clean(page)
    run_night(settings(site.desk.inbox, site.desk.engine.url.render_as_string(False)), one_after_the_other)
    page.goto("/indsend")
    expect(page.get_by_role("row", name="bilag rettet.xlsx")).to_contain_text("Indlæst")
    page.get_by_role("link", name="bilag rettet.xlsx").click()
    expect(page.locator("main")).to_contain_text("Fund i rapporten")
    assert problems == []


def test_dropping_sends_and_a_personal_number_stays_out_in_the_dark_and_at_320_pixels(site: Site) -> None:
    page = site.page_as("submitter", width=320, dark=True)
    problems = listening(page)
    page.goto("/indsend")
    page.evaluate(DROP, "ingen rapport")
    page.get_by_text("hverken en PDF eller et regneark").wait_for(timeout=60_000)
    choose(page, (f"{PERSON}.xlsx", new_version(f"ring til {PERSON}")))
    page.get_by_text("Der står et CPR-nummer i filen").wait_for()
    assert PERSON not in page.content()
    expect(page.get_by_role("button", name="Aflever")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    clean(page)
    assert problems == []


def test_a_file_keeps_its_name_readable_at_320_pixels(site: Site) -> None:
    page = site.page_as("submitter", width=320)
    page.goto("/indsend")
    choose(page, ("bilag rettet med et meget langt navn.xlsx", new_version()))
    page.get_by_role("button", name="Aflever").click()
    page.get_by_role("heading", name="Kvittering nr. 1").wait_for()
    page.goto("/indsend")
    name = page.locator(".scroll tbody tr").first.get_by_text("bilag rettet")
    letters = name.evaluate("(it) => it.textContent.length / (it.getBoundingClientRect().height / 24)")
    assert letters > 6  # in each line


def test_without_script_the_form_and_a_link_do_it(site: Site, tmp_path: Path) -> None:
    page = site.page_as("submitter")
    state = page.context.storage_state()
    plain = site.browser.new_context(java_script_enabled=False, base_url=site.address, storage_state=state).new_page()
    file = tmp_path / "uden script.xlsx"
    file.write_bytes(new_version("uden script"))
    plain.goto("/indsend")
    plain.locator("#files").set_input_files(file)
    with another_page(plain):
        plain.get_by_role("button", name="Prøv filerne").click()
    again = plain.get_by_role("link", name="Hent siden igen for at se")
    while again.count():  # how long the file is tried has its own limit
        with another_page(plain):
            again.click()
    plain.get_by_role("button", name="Aflever").click()
    expect(plain.get_by_role("heading", name="Kvittering nr. 1")).to_be_visible()
    assert hashes(site.desk, "submitter") == []
    assert number_of(site.desk, "submitter")
