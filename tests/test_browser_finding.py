"""Settling findings in a real browser: by keyboard, by two at once, many at once, on a small screen, for everybody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from desk_samples import asked, finding_of, now
from flows.night import one_after_the_other, run_night
from flows.settings import settings
from review_site import PASSWORD, Site, another_page

pytest_plugins = ["databases", "review_app"]


@pytest.fixture
def problems() -> Iterator[list[str]]:
    """What the browser complains of; nothing may be there at the end."""
    found: list[str] = []
    yield found
    assert found == []


def opened(site: Site, problems: list[str], role: str = "steward", **look: object) -> Page:
    page = site.page_as(role, **look)  # ty: ignore
    page.on("console", lambda message: problems.append(message.text))
    page.on("pageerror", lambda problem: problems.append(str(problem)))
    return page


def press(page: Page, key: str) -> None:
    """A key that leads to another page; the next key is for that one, and so waits until it is there."""
    with another_page(page):
        page.keyboard.press(key)


def sums(site: Site, found: dict) -> list[dict]:
    """What BI tools read where the sum stands that did not tie, in whatever version of the report."""
    query = """
        select amount_dkk, corrected from bi_budget
        where effort = :effort and is_total and year = 2021 and page = :page order by amount_dkk"""
    return asked(site.desk, query, effort=found["effort"], page=found["page"])


def test_a_finding_is_corrected_by_keyboard_alone_and_the_next_nights_keep_it(site: Site, problems: list[str]) -> None:
    found = finding_of(site.desk, "budget.total_mismatch")
    page = opened(site, problems)
    page.goto("/fund?regel=budget.total_mismatch")
    press(page, "n")
    expect(page.locator("h1")).to_have_text(found["effort"])
    page.keyboard.press("r")
    page.keyboard.type("1")
    expect(page.locator("#outlook")).to_contain_text("stadig galt")
    page.keyboard.press("Backspace")
    page.keyboard.type("48.173")
    expect(page.locator("#outlook")).to_contain_text("3 tal mere kommer i visningerne")
    press(page, "Enter")
    expect(page.locator(".done")).to_contain_text("er rettet til »48.173«")
    expect(page.locator(".empty-title")).to_have_text("Ingen fund passer til filtrene")
    kept = [{"amount_dkk": 48173, "corrected": True}]
    assert sums(site, found) == kept
    for files in ("empty", "again"):
        night(site, found, files)
        assert sums(site, found) == kept


def night(site: Site, found: dict, files: str) -> None:
    """The next night; ``again``: the same report comes with another byte at its end."""
    inbox = site.desk.inbox
    if files == "again":
        folder = site.desk.archive
        sha = asked(site.desk, "select sha256 from bi_report where report_id = :n", n=found["report_id"])[0]["sha256"]
        (inbox / "igen.pdf").write_bytes(folder.path(sha).read_bytes() + b"\n%\n")
    before = asked(site.desk, "select count(*) as n from report")[0]["n"]
    run_night(settings(inbox, str(site.desk.engine.url)), one_after_the_other)
    after = asked(site.desk, "select count(*) as n from report")[0]["n"]
    assert after - before == (files == "again")


def test_accept_reject_and_undo_by_keyboard(site: Site, problems: list[str]) -> None:
    page, number = opened(site, problems), finding_of(site.desk, "budget.negative")["finding_id"]
    page.goto(f"/fund/{number}?slags=status_note")
    page.keyboard.press("g")
    page.keyboard.type("en tilbagebetaling")
    press(page, "Enter")
    expect(page.locator(".done")).to_contain_text("er godkendt, som det står")
    assert now(site.desk, number)["state"] == "accepted"
    press(page, "u")
    expect(page.locator(".said")).to_have_text("Afgørelsen er fortrudt. Fundet er åbent igen.")
    assert now(site.desk, number)["state"] == "open"
    page.keyboard.press("a")
    press(page, "Enter")
    expect(page.locator(".done")).to_contain_text("er afvist")
    assert now(site.desk, number)["state"] == "rejected"
    press(page, "p")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Taster på siden")


def test_keys_that_are_switched_off_do_nothing(site: Site, problems: list[str]) -> None:
    with site.desk.engine.begin() as connection:
        connection.exec_driver_sql("update person set shortcuts = false")
    page, number = opened(site, problems), finding_of(site.desk, "budget.negative")["finding_id"]
    page.goto(f"/fund/{number}")
    for key in ("n", "g", "a", "m"):
        page.keyboard.press(key)
    expect(page.locator("details[open].act")).to_have_count(0)
    assert page.url.endswith(f"/fund/{number}")


def test_a_suggestion_fills_the_field_and_two_people_do_not_settle_it_twice(site: Site, problems: list[str]) -> None:
    number = finding_of(site.desk, "department.unknown")["finding_id"]
    slow, quick = opened(site, problems), opened(site, problems, "lead")
    with slow.expect_response("**/her?*"):
        slow.goto(f"/fund/{number}")
    quick.goto(f"/fund/{number}")
    expect(quick.locator("#others")).to_contain_text("Steward Hansen ser også på")
    for page, told in ((quick, "Det går an"), (slow, "allerede afgjort (rettet, Lead Hansen)")):
        page.get_by_role("link", name="KFF", exact=True).click()
        expect(page.get_by_role("radio", name="KFF")).to_be_checked()
        expect(page.locator("#outlook")).to_contain_text(told)
        assert problems == []
        with another_page(page):
            page.locator("#correct button.primary").click()
    expect(slow.locator("h1")).to_have_text("Fundet er afgjort imens")
    expect(slow.locator("main")).to_contain_text("Lead Hansen rettede dette for")
    assert ["409" in problem for problem in problems] == [True]  # the browser says that it was refused
    problems.clear()


def test_what_was_typed_stays_while_the_source_is_looked_at(site: Site, problems: list[str]) -> None:
    page, found = opened(site, problems), finding_of(site.desk, "budget.total_mismatch")
    page.goto(f"/fund/{found['finding_id']}")
    page.locator("#vaerdi").fill("48.1")
    page.evaluate("window.same = 'page'")
    page.get_by_role("link", name="Zoom ind").press("Enter")
    expect(page.locator(".source-page.zoom-150")).to_be_visible()
    expect(page.get_by_role("link", name="Zoom ind")).to_be_focused()
    expect(page.locator("#announce")).to_contain_text(f"Side {found['page']} af")
    expect(page.locator("#mark")).to_be_in_viewport()
    page.get_by_role("link", name="Hele siden").click()
    expect(page.locator(".source-page.zoom-100")).to_be_visible()
    page.locator("h1").click()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#kilde")).to_contain_text(f"Side {found['page'] - 1} af")
    while page.get_by_role("link", name="Næste side").count():
        before = page.locator("#announce").text_content()
        page.get_by_role("link", name="Næste side").press("Enter")
        expect(page.locator("#announce")).not_to_have_text(before or "")
    expect(page.locator(".source-frame")).to_be_focused()
    expect(page.locator("#vaerdi")).to_have_value("48.1")
    assert page.evaluate("window.same") == "page"


def test_what_was_typed_stays_while_other_sheets_are_looked_at(site: Site, problems: list[str]) -> None:
    page, found = opened(site, problems), finding_of(site.desk, "budget.financing_mismatch")
    page.goto(f"/fund/{found['finding_id']}")
    page.locator("details.act > summary").first.click()
    page.get_by_label("Hvorfor er det i orden?").fill("set efter")
    other = page.locator("#kilde .tabs a:not([aria-current])").first
    name = (other.text_content() or "").split("(")[0].strip()
    other.click()
    expect(page.locator("#kilde .tabs a[aria-current]")).to_contain_text(name)
    expect(page.locator("#kilde .tabs a[aria-current]")).to_be_focused()
    expect(page.get_by_label("Hvorfor er det i orden?")).to_have_value("set efter")


def test_an_ended_sign_in_is_told_once_and_nothing_asks_any_more(site: Site, problems: list[str]) -> None:
    page, found = opened(site, problems), finding_of(site.desk, "budget.total_mismatch")
    page.clock.install()
    page.goto(f"/fund/{found['finding_id']}?slags=status_note")
    end_all_sign_ins(site)
    asked_for: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))
    page.locator("#vaerdi").fill("48.1")
    page.clock.run_for(1000)
    notice = page.locator("#signed-out")
    expect(notice).to_be_visible()
    expect(page.locator("#announce")).to_contain_text("Du er ikke logget ind længere.")
    with page.expect_response("**/proev*"):  # else it would seem to take a minute
        page.locator("#vaerdi").fill("48.17")
        page.clock.run_for(1000)
    page.clock.run_for(60_000)
    expect(page.locator("header.top")).to_have_count(1)
    expect(page.locator("h1")).to_have_count(1)
    assert [url for url in asked_for if "/her" in url] == []
    assert notice.get_by_role("link").get_attribute("href") == (
        f"/log-ind?til=/fund/{found['finding_id']}%3Fslags%3Dstatus_note"
    )
    page.clock.resume()
    notice.get_by_role("link").click()
    sign_in(page)
    expect(page.locator("#vaerdi")).to_have_value("48.17")
    assert ["401" in problem for problem in problems] == [True] * len(problems)  # what the browser says of it
    problems.clear()


def end_all_sign_ins(site: Site) -> None:
    with site.desk.engine.begin() as connection:
        connection.exec_driver_sql("delete from person_session")


def sign_in(page: Page, role: str = "steward") -> None:
    """From the page that asks for it, on to where somebody was."""
    page.get_by_label("Brugernavn").fill(role)
    page.get_by_label("Kodeord").fill(PASSWORD)
    with another_page(page):
        page.get_by_role("button", name="Log ind").click()


def test_what_was_typed_comes_back_after_signing_in_again(site: Site) -> None:
    page, number = site.page_as("steward"), finding_of(site.desk, "budget.negative")["finding_id"]
    reason = page.get_by_label("Hvorfor er det i orden?")
    page.goto(f"/fund/{number}?slags=status_note")
    page.keyboard.press("g")
    reason.fill("en tilbagebetaling, siger kassen")
    end_all_sign_ins(site)
    press(page, "Enter")
    expect(page.locator("h1")).to_have_text("Log ind først")
    page.get_by_role("link", name="Log ind").click()
    sign_in(page)
    expect(page).to_have_url(f"{site.address}/fund/{number}?slags=status_note")
    expect(reason).to_be_visible()
    expect(reason).to_have_value("en tilbagebetaling, siger kassen")
    with another_page(page):
        reason.press("Enter")
    expect(page.locator(".done")).to_contain_text("er godkendt, som det står")
    assert page.evaluate("sessionStorage.length") == 0


def test_what_was_typed_is_nobody_elses_and_goes_with_signing_out(site: Site) -> None:
    page, number = site.page_as("steward"), finding_of(site.desk, "budget.negative")["finding_id"]
    for leave in (True, False):
        page.goto(f"/fund/{number}/spoerg")
        page.get_by_label("Tekst til afsenderen").fill("kun til afsenderen")
        if leave:
            page.evaluate("keepTyped(formsWithText(), location.href, true)")
            page.get_by_role("button", name="Log ud").click()
            page.wait_for_url("**/log-ind")
            assert page.evaluate("sessionStorage.length") == 0
            sign_in(page)
        else:
            end_all_sign_ins(site)
            page.get_by_role("button", name="Notér spørgsmålet").click()
            page.get_by_role("link", name="Log ind").click()
            sign_in(page, "lead")
            expect(page).to_have_url(f"{site.address}/fund/{number}/spoerg")
            expect(page.get_by_label("Tekst til afsenderen")).not_to_have_value("kun til afsenderen")
            assert page.evaluate("sessionStorage.length") == 0


def test_many_are_settled_at_once_and_taken_back(site: Site, problems: list[str]) -> None:
    page = opened(site, problems)
    page.goto("/fund/ens")
    with another_page(page):
        page.get_by_role("link", name="Se dem").first.click()
    page.locator("input[name=fund]").first.uncheck()
    boxes = page.locator("input[name=fund]:checked").count()
    page.get_by_label("Afvis: brug ikke tallene").check()
    page.get_by_role("button", name="Se, hvad der vil ske").click()
    page.get_by_role("button", name="Tilbage").click()
    expect(page.get_by_label("Afvis: brug ikke tallene")).to_be_checked()
    page.get_by_role("button", name="Se, hvad der vil ske").click()
    page.get_by_role("button", name=f"Afgør {boxes} fund").click()
    expect(page.locator(".done")).to_contain_text(f"{boxes} fund er afgjort på én gang.")
    assert len(asked(site.desk, "select * from bi_finding where state = 'rejected'")) == boxes > 1
    page.get_by_role("button", name="Fortryd").click()
    expect(page.locator(".said")).to_contain_text("Fundene er åbne igen")
    assert asked(site.desk, "select * from bi_finding where state = 'rejected'") == []


def test_on_a_small_screen_nothing_is_cut_off(site: Site, problems: list[str]) -> None:
    page, number = opened(site, problems, width=320, height=640), finding_of(site.desk, "budget.negative")["finding_id"]
    for address in ("/fund", f"/fund/{number}", f"/fund/{number}/spoerg", "/fund/ens"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
    page.goto(f"/fund/{number}")
    page.get_by_label("Ret beløbet til").fill("66.000")
    page.locator("#correct button.primary").click()
    expect(page.locator(".done")).to_contain_text("er rettet til »66.000«")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_everybody_can_use_it(site: Site, problems: list[str], dark: bool) -> None:
    page, rules = (
        opened(site, problems, dark=dark),
        ("budget.total_mismatch", "status.goals_invalid", "department.unknown"),
    )
    numbers = [finding_of(site.desk, rule)["finding_id"] for rule in rules]
    sheet, whole = (finding_of(site.desk, r)["finding_id"] for r in ("budget.financing_mismatch", "report.corrupt"))
    for address in ("/fund", *(f"/fund/{n}" for n in (*numbers, sheet, whole)), f"/fund/{whole}/spoerg", "/fund/ens"):
        page.goto(address)
        found = Axe().run(page)
        assert found.violations_count == 0, f"{address}\n{found.generate_report()}"
    page.get_by_role("link", name="Se dem").first.click()
    page.get_by_label("Afvis: brug ikke tallene").check()
    page.get_by_role("button", name="Se, hvad der vil ske").click()
    expect(page.locator("h1")).to_have_text("Se, hvad der vil ske")
    assert Axe().run(page).violations_count == 0
    page.go_back()
    assert Axe().run(page).violations_count == 0
    with site.desk.engine.begin() as connection:
        connection.exec_driver_sql("delete from open_finding")
    page.goto("/fund")
    assert Axe().run(page).violations_count == 0
