"""A finding: what its page tells, and every way to settle it, to be too late, and to take it back."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Engine

from desk_samples import asked, finding_of, hidden, links, now
from raw_samples import budget, report, status
from review.desk import Desk
from review.finding.earlier import Point, course_of, earlier_of
from review.finding.told import Told, told_of
from review_site import Client
from schemas.check import check_reading, check_report
from schemas.parsers.amount import parse_amount
from schemas.reading import Reading
from warehouse import audit
from warehouse.load import load
from warehouse.refusals import refusal
from warehouse.settle import CannotSettle, Order, settle
from warehouse_samples import run, submission

pytest_plugins = ["databases", "review_app"]

TODAY = date(2026, 11, 22)
As = Callable[[str | None], Client]


def form_of(client: Client, number: int, **more: str) -> dict[str, str]:
    """A form as the page has it now."""
    return {"set": hidden(client.get(f"/fund/{number}").text, "set")} | more


def amount_of(desk: Desk, finding: dict) -> list[dict]:
    query = """
        select b.amount_dkk, b.corrected from bi_budget b
        join finding_figure f on f.report_id = b.report_id and f.figure_key = b.figure_key
        where f.report_id = :report and f.finding_key = :key"""
    return asked(desk, query, report=finding["report_id"], key=finding["finding_key"])


def test_the_page_tells_what_is_wrong_and_where(desk: Desk, client_of: As) -> None:
    found = finding_of(desk, "budget.total_mismatch")
    page = client_of("steward").get(f"/fund/{found['finding_id']}").text
    for told in (found["message"], found["how_to_fix"], found["value"], found["expected"], found["report_file"]):
        assert told in page
    assert f'href="/regler/{found["rule"]}"' in page
    assert f"/kilde/{found['report_id']}/{found['page']}.png" in page
    assert re.search(r'<rect class="box marked"', page)
    assert len(re.findall(r'<rect class="box held"', page)) == 2  # the parts of the sum


def test_a_sheet_is_shown_with_its_cell(desk: Desk, client_of: As) -> None:
    found = finding_of(desk, "budget.financing_mismatch")
    page = client_of("reader").get(f"/fund/{found['finding_id']}").text
    assert "Mærket celle:" in page
    assert 'name="handling"' not in page  # a reader sees it and decides nothing


def test_every_finding_and_its_question_can_be_opened_in_both_languages(desk: Desk, client_of: As) -> None:
    client = client_of("steward")
    cookies = "; ".join([*(f"{c.name}={c.value}" for c in client.cookies.jar), "afrapport-language=en"])
    numbers = {row["rule"]: row["finding_id"] for row in asked(desk, "select rule, finding_id from bi_finding")}
    assert len(numbers) > 12
    for number in numbers.values():
        for address in (f"/fund/{number}", f"/fund/{number}/spoerg"):
            danish, english = client.get(address), client.get(address, headers={"Cookie": cookies})
            assert (danish.status_code, english.status_code) == (200, 200)
            assert now(desk, number)["message_en"].split("»")[0] in english.text.replace("&#39;", "'")


def test_what_was_expected_is_told_in_the_language_of_the_page(desk: Desk, client_of: As) -> None:
    client, number = client_of("reader"), finding_of(desk, "budget.unreadable")["finding_id"]
    assert "<dd>et beløb i kroner, fx 150.000 kr.</dd>" in client.get(f"/fund/{number}").text
    client.cookies.set("afrapport-language", "en", domain="testserver.local")
    assert "<dd>an amount in kroner, such as 150.000 kr.</dd>" in client.get(f"/fund/{number}").text


def test_what_is_hidden_is_named_in_the_language_of_the_page(desk: Desk, client_of: As) -> None:
    client = client_of("steward")
    number = asked(desk, "select finding_id from bi_finding where value = 'sheet: Lister'")[0]["finding_id"]
    pages = (
        f"/fund/{number}",
        "/fund?regel=sheet.hidden",
        "/fund/ens",
        "/fund/ens/gruppe?gruppe=sheet.hidden&vaerdi=sheet:+Lister",
    )
    for page in pages:
        assert '<span class="raw">ark: Lister</span>' in client.get(page).text, page
    client.cookies.set("afrapport-language", "en", domain="testserver.local")
    assert '<span class="raw">sheet: Lister</span>' in client.get(pages[0]).text


def test_a_correction_stands_in_the_view_and_the_next_finding_comes(desk: Desk, client_of: As) -> None:
    client, found = client_of("steward"), finding_of(desk, "budget.negative")
    number = found["finding_id"]
    form = form_of(client, number, handling="ret", vaerdi="66.000")
    answer = client.send_form(f"/fund/{number}?regel=budget.negative&regel=&slags=status_note", form)
    assert amount_of(desk, found) == [{"amount_dkk": 66000, "corrected": True}]
    settled = now(desk, number)
    assert (settled["state"], settled["settled_by"]) == ("corrected", "Steward Hansen")
    assert answer.status_code == 303
    assert re.fullmatch(r"/fund/\d+\?slags=status_note&gjort=\d+", answer.headers["location"])
    page = client.get(answer.headers["location"]).text
    assert "er rettet til »66.000«" in page
    assert f'action="/fund/{number}/fortryd?slags=status_note"' in page
    log = asked(desk, "select actor, action from audit where subject = :subject", subject=f"finding {number}")
    assert log == [{"actor": "steward", "action": "decide"}]
    assert audit.verify(desk.engine).broken is None


def test_undo_makes_it_open_again(desk: Desk, client_of: As) -> None:
    client, found = client_of("steward"), finding_of(desk, "budget.negative")
    number = found["finding_id"]
    client.send_form(f"/fund/{number}", form_of(client, number, handling="afvis"))
    page = client.get(f"/fund/{number}").text
    assert "Afvist" in page
    decision = {"afgoerelse": hidden(page, "afgoerelse")}
    assert client.send_form(f"/fund/{number}/fortryd?slags=status_note", decision).headers["location"] == (
        f"/fund/{number}?slags=status_note"
    )
    assert now(desk, number)["state"] == "open"
    again = client.send_form(f"/fund/{number}/fortryd", decision)
    assert (again.status_code, "allerede fortrudt" in again.text) == (409, True)
    assert audit.verify(desk.engine).broken is None


def test_accepting_needs_a_reason_and_can_have_an_end(desk: Desk, client_of: As) -> None:
    client, found = client_of("steward"), finding_of(desk, "budget.negative")
    number = found["finding_id"]
    refused = client.send_form(f"/fund/{number}", form_of(client, number, handling="godkend"))
    assert (refused.status_code, "hvorfor det er i orden" in refused.text) == (422, True)
    odd = client.send_form(f"/fund/{number}", form_of(client, number, handling="godkend", grund="ok", til="snart"))
    assert (odd.status_code, "»snart« er ikke en dato" in odd.text, 'value="ok"' in odd.text) == (422, True, True)
    over = client.send_form(f"/fund/{number}", form_of(client, number, handling="godkend", grund="ok", til="1-1-2020"))
    assert (over.status_code, "udløbet allerede: 1-1-2020." in over.text) == (422, True)
    assert now(desk, number)["state"] == "open"
    end = desk.today() + timedelta(days=30)
    form = form_of(client, number, handling="godkend", grund="en tilbagebetaling", til=end.isoformat())
    client.send_form(f"/fund/{number}", form)
    settled = now(desk, number)
    assert (settled["state"], settled["reason"]) == ("accepted", "en tilbagebetaling")
    assert asked(desk, "select until from decision")[0]["until"] == end.isoformat()
    assert amount_of(desk, found) == [{"amount_dkk": -66000, "corrected": False}]


def test_a_value_that_is_wrong_too_is_told_and_stays_in_the_field(desk: Desk, client_of: As) -> None:
    client, number = client_of("steward"), finding_of(desk, "budget.negative")["finding_id"]
    answer = client.send_form(f"/fund/{number}", form_of(client, number, handling="ret", vaerdi="-7"))
    assert (answer.status_code, "stadig galt" in answer.text, 'value="-7"' in answer.text) == (422, True, True)
    assert now(desk, number)["state"] == "open"


def test_a_value_is_tried_before_it_counts(desk: Desk, client_of: As) -> None:
    client, found = client_of("steward"), finding_of(desk, "budget.total_mismatch")
    number, before = found["finding_id"], asked(desk, "select count(*) as n from audit")
    form = form_of(client, number, handling="ret", vaerdi="48.173")
    whole = client.send_form(f"/fund/{number}/proev", form).text
    assert ("Det går an" in whole, "3 tal mere kommer i visningerne." in whole, "<h1>" in whole) == (True, True, True)
    client.headers["HX-Request"] = "true"
    part = client.send_form(f"/fund/{number}/proev", form).text
    assert ("Det går an" in part, "<h1>" in part) == (True, False)
    assert "stadig galt" in client.send_form(f"/fund/{number}/proev", form | {"vaerdi": "1"}).text
    assert client.send_form(f"/fund/{number}/proev", form | {"vaerdi": ""}).text.strip() == ""
    assert (now(desk, number)["state"], asked(desk, "select count(*) as n from audit")) == ("open", before)


def test_what_was_foreseen_is_what_happens(desk: Desk, client_of: As) -> None:
    client, found = client_of("steward"), finding_of(desk, "budget.total_mismatch")
    number, query = found["finding_id"], "select figures_loaded as n from bi_report where report_id = :report"
    before = asked(desk, query, report=found["report_id"])[0]["n"]
    form = form_of(client, number, handling="ret", vaerdi="48.173")
    foreseen = int(re.search(r"(\d+) tal mere", client.send_form(f"/fund/{number}/proev", form).text)[1])  # ty: ignore
    client.send_form(f"/fund/{number}", form)
    assert asked(desk, query, report=found["report_id"])[0]["n"] - before == foreseen > 0


def test_who_comes_too_late_sees_both_values(desk: Desk, client_of: As) -> None:
    slow, quick, number = client_of("steward"), client_of("lead"), finding_of(desk, "budget.negative")["finding_id"]
    form = form_of(slow, number, handling="ret", vaerdi="6.000")
    quick.send_form(f"/fund/{number}", form_of(quick, number, handling="ret", vaerdi="66.000"))
    answer = slow.send_form(f"/fund/{number}", form)
    assert answer.status_code == 409
    for told in ("Lead Hansen rettede dette for", "6.000", "66.000", "-66.000 kr."):
        assert told in answer.text
    assert asked(desk, "select value from decision") == [{"value": "66.000"}]


def test_who_saw_it_before_it_was_settled_and_opened_again_is_told_too(desk: Desk, client_of: As) -> None:
    client, number = client_of("steward"), finding_of(desk, "budget.negative")["finding_id"]
    form = form_of(client, number, handling="afvis")
    client.send_form(f"/fund/{number}", form)
    client.send_form(f"/fund/{number}/fortryd")
    answer = client.send_form(f"/fund/{number}", form)
    assert (answer.status_code, "åbnet igen" in answer.text, now(desk, number)["state"]) == (409, True, "open")


def test_two_people_at_one_finding_are_told(desk: Desk, client_of: As) -> None:
    steward, lead, number = client_of("steward"), client_of("lead"), finding_of(desk, "budget.negative")["finding_id"]
    seen = hidden(steward.get(f"/fund/{number}").text, "set")
    assert steward.send_form(f"/fund/{number}/her?set={seen}").text.strip() == ""
    assert "Steward Hansen ser også på" in lead.send_form(f"/fund/{number}/her?set={seen}").text
    assert "Lead Hansen ser også på" in steward.get(f"/fund/{number}").text
    lead.send_form(f"/fund/{number}", {"handling": "afvis", "set": seen})
    assert "Lead Hansen har afgjort fundet" in steward.send_form(f"/fund/{number}/her?set={seen}").text


def test_somebody_who_has_left_is_not_there(desk: Desk, client_of: As) -> None:
    number = finding_of(desk, "budget.negative")["finding_id"]
    client_of("steward").send_form(f"/fund/{number}/her?set=open-")
    with desk.engine.begin() as connection:
        connection.exec_driver_sql("update presence set seen_at = '2026-01-01T00:00:00.000000Z'")
    assert "ser også på" not in client_of("lead").get(f"/fund/{number}").text


def test_the_sender_is_asked_and_the_finding_stays(desk: Desk, client_of: As) -> None:
    client, found = client_of("steward"), finding_of(desk, "budget.unreadable")
    number = found["finding_id"]
    letter = client.get(f"/fund/{number}/spoerg").text
    for told in (found["message"], found["report_file"], "Steward Hansen"):
        assert told in letter
    assert client.send_form(f"/fund/{number}/spoerg", {"tekst": " "}).status_code == 422
    noted = client.send_form(f"/fund/{number}/spoerg?aar=2021", {"tekst": "Hvad skal der stå? & hvorfor"})
    assert noted.status_code == 303  # to load the page again notes nothing
    assert noted.headers["location"].startswith(f"/fund/{number}/spoerg?aar=2021&noteret=")
    kept = client.get(noted.headers["location"]).text
    other = finding_of(desk, "budget.negative")["finding_id"]
    assert "Hvad skal der" not in client.get(noted.headers["location"].replace(f"/{number}/", f"/{other}/")).text
    assert "mailto:?subject=" in kept
    assert "Hvad%20skal%20der%20st%C3%A5%3F%20%26%20hvorfor" in kept
    assert [row["asked_by"] for row in asked(desk, "select * from question")] == ["Steward Hansen"]
    assert "Hvad skal der stå? &amp; hvorfor" in client.get(f"/fund/{number}").text
    assert now(desk, number)["state"] == "open"
    assert asked(desk, "select actor from audit where action = 'finding.ask'") == [{"actor": "steward"}]


def test_an_unknown_name_leads_to_that_name_in_the_register(desk: Desk, client_of: As) -> None:
    client, found = client_of("steward"), finding_of(desk, "effort.unknown")
    (address,) = links(client.get(f"/fund/{found['finding_id']}").text, r"/register/navn[^\"]*")
    page = client.get(address)
    assert (page.status_code, found["effort"] in page.text) == (200, True)


@pytest.mark.parametrize(
    ("rule", "form", "column", "becomes"),
    [
        ("status.missing", {"vaerdi": "Delvist opnået"}, "status", "partly_achieved"),
        ("status.goals_invalid", {"naaet": "2", "sat": "3"}, "goals_met", 2),
        ("department.unknown", {"vaerdi": "KFF"}, "department", "KFF"),
    ],
)
def test_a_field_takes_what_its_column_holds(
    desk: Desk, client_of: As, rule: str, form: dict[str, str], column: str, becomes: str | int
) -> None:
    client, found = client_of("steward"), finding_of(desk, rule)
    number, page = found["finding_id"], client_of("steward").get(f"/fund/{found['finding_id']}").text
    for name, value in form.items():
        assert f'name="{name}"' in page
        assert (f'value="{value}"' in page) == (name == "vaerdi")  # a choice among what there is
    client.send_form(f"/fund/{number}", form_of(client, number, handling="ret", **form))
    query = """
        select b.* from bi_status b join finding_figure f on f.report_id = b.report_id and f.figure_key = b.figure_key
        where f.report_id = :report and f.finding_key = :key"""
    (row,) = asked(desk, query, report=found["report_id"], key=found["finding_key"])
    assert (row[column], row["corrected"]) == (becomes, True)


def test_a_code_that_is_near_is_suggested(desk: Desk, client_of: As) -> None:
    client, number = client_of("steward"), finding_of(desk, "department.unknown")["finding_id"]
    page = client.get(f"/fund/{number}").text
    assert re.findall(r'data-fills="([^"]*)"', page) == ["KFF"]
    (filled,) = links(page, rf"/fund/{number}\?forslag=[^\"]*")
    assert re.search(r'value="KFF"( autocomplete| checked)', client.get(filled).text)


def test_corrections_of_a_sum_are_tried_before_they_are_suggested(desk: Desk, client_of: As) -> None:
    client, number = client_of("steward"), finding_of(desk, "budget.total_mismatch")["finding_id"]
    one, every = (client.get(f"/fund/{number}/forslag{more}").text for more in ("", "?alle=1"))
    assert re.findall(r'data-fills="([^"]*)"', one) == ["48.173"]  # the sum itself
    assert re.findall(r'data-fills="([^"]*)"', every) == ["48.173", "31.173", "35.000"]  # or one of its parts
    assert "Så går det op:" in every and "Honorarer: 31.173" in every
    for address in links(every, rf"/fund/{number}\?forslag=[^\"]*"):
        filled = client.get(address).text
        form = {"vaerdi": re.findall(r'name="vaerdi" value="([^"]*)"', filled)[0]}
        form |= {"tal": re.findall(r'<option value="([^"]*)" selected>', filled)[0], "handling": "ret"}
        assert "Det går an" in client.send_form(f"/fund/{number}/proev", form_of(client, number, **form)).text


def test_a_part_of_a_sum_is_corrected_where_it_is_what_is_wrong(desk: Desk, client_of: As) -> None:
    client, found = client_of("steward"), finding_of(desk, "budget.total_mismatch")
    number = found["finding_id"]
    (part,) = re.findall(
        r'<option value="([^"]*)">Honorarer: 22.173\xa0kr.</option>', client.get(f"/fund/{number}").text
    )
    form = form_of(client, number, handling="ret", vaerdi="31.173", tal=part)
    done = client.send_form(f"/fund/{number}", form)
    assert "Honorarer« er rettet til »31.173«" in client.get(done.headers["location"]).text
    assert 'Honorarer <span class="raw">31.173</span>' in client.get(f"/fund/{number}").text
    late = client.send_form(f"/fund/{number}", form | {"vaerdi": "31.174"})
    assert late.text.count('Honorarer <span class="raw">31.17') == 2
    standing = amount_of(desk, found)
    assert sorted((row["amount_dkk"], row["corrected"]) for row in standing) == [
        (Decimal(26000), False),
        (Decimal(31173), True),
        (Decimal(57173), False),
    ]


def test_the_field_of_a_remark_that_is_missing_is_blank(desk: Desk, client_of: As) -> None:
    client, number = client_of("steward"), finding_of(desk, "status.remark_missing")["finding_id"]
    page = client.get(f"/fund/{number}").text
    assert re.findall(r'id="vaerdi"[^>]*', page)
    assert re.findall(r'id="vaerdi"[^>]*value="([^"]+)"', page) == []


def test_a_personal_number_that_a_steward_types_is_stored_nowhere(desk: Desk, client_of: As) -> None:
    client, number = client_of("steward"), finding_of(desk, "budget.negative")["finding_id"]
    person = "010190-1234"
    for form in ({"handling": "godkend", "grund": f"ring til {person}"}, {"handling": "ret", "vaerdi": person}):
        answer = client.send_form(f"/fund/{number}", form_of(client, number, **form))
        assert "Der står et CPR-nummer" in answer.text
    asked_for = client.send_form(f"/fund/{number}/spoerg", {"tekst": f"Hvem er {person}?"})
    assert (asked_for.status_code, "Der står et CPR-nummer" in asked_for.text) == (422, True)
    assert now(desk, number)["state"] == "open"
    assert asked(desk, "select * from question") == asked(desk, "select * from decision") == []


def test_where_no_single_correction_makes_all_tie_that_is_said(desk: Desk, client_of: As) -> None:
    client, found = client_of("steward"), finding_of(desk, "budget.financing_mismatch")
    page = client.get(f"/fund/{found['finding_id']}/forslag").text
    assert "Så går det op her, men noget andet gør ikke:" in page
    missing = parse_amount(found["value"]).kroner - parse_amount(found["expected"]).kroner
    payers = re.findall(r'data-fills="([\d.]+)"', page)
    standing = [f.values["amount_dkk"] for f in told_of_one(desk, found["finding_id"]).figures]
    assert payers and {parse_amount(text).kroner - missing for text in payers} <= set(standing)


def test_two_figures_that_are_wrong_together_are_put_right_one_after_the_other(desk: Desk, client_of: As) -> None:
    client, found = client_of("steward"), finding_of(desk, "budget.financing_mismatch")
    other = finding_of(desk, "budget.financing_mismatch", finding_id=found["finding_id"])
    for number in (found["finding_id"], other["finding_id"]):
        page = client.get(f"/fund/{number}/forslag").text
        key, value = re.findall(r'data-fills="([^"]*)" data-figure="([^"]*source=lbf[^"]*)"', page)[0][::-1]
        client.send_form(f"/fund/{number}", form_of(client, number, handling="ret", vaerdi=value, tal=key))
        assert now(desk, number)["state"] == "corrected"
    query = "select count(*) as n from bi_finding where report_id = :r and state = 'open' and severity = 'error'"
    assert asked(desk, query, r=found["report_id"]) == [{"n": 0}]


def told_of_one(desk: Desk, number: int) -> Told:
    with desk.engine.connect() as connection:
        told = told_of(connection, number)
    assert told is not None
    return told


def test_an_example_of_how_to_write_an_amount_is_no_suggestion(desk: Desk, client_of: As) -> None:
    page = client_of("steward").get(f"/fund/{finding_of(desk, 'budget.unreadable')['finding_id']}").text
    assert "data-fills" not in page and "/forslag" not in page


def test_how_an_amount_was_understood_is_told(desk: Desk, client_of: As) -> None:
    client, number = client_of("steward"), finding_of(desk, "budget.negative")["finding_id"]
    for written, told in (("66 t.kr.", "Læses som 66.000"), ("--5", "kan ikke læses")):
        tried = client.send_form(f"/fund/{number}/proev", form_of(client, number, handling="ret", vaerdi=written))
        assert told in tried.text


def test_to_reject_a_loaded_report_is_asked_about_once_more(desk: Desk, client_of: As) -> None:
    client, found = client_of("steward"), finding_of(desk, "sheet.hidden")
    number, count = found["finding_id"], "select figures_loaded as n from bi_report where report_id = :r"
    (before,) = asked(desk, count, r=found["report_id"])
    told = client.send_form(f"/fund/{number}", form_of(client, number, handling="afvis", grund="prøve"))
    assert told.status_code == 422
    assert f"{before['n']} tal går ud af visningerne" in told.text
    assert 'value="prøve" autofocus' in told.text
    assert asked(desk, count, r=found["report_id"]) == [before]
    before_that = form_of(client, number, handling="afvis")
    client.send_form(f"/fund/{number}", before_that | {"alligevel": "ja"})
    assert asked(desk, count, r=found["report_id"]) == [{"n": 0}]
    assert client.send_form(f"/fund/{number}", before_that).status_code == 409  # whoever comes too late is told so


def test_what_accepting_and_rejecting_lead_to_is_told_before(desk: Desk, client_of: As) -> None:
    client, number = client_of("steward"), finding_of(desk, "budget.negative")["finding_id"]
    for action, told in (("godkend", "1 tal mere kommer i visningerne"), ("afvis", "De samme tal er i visningerne")):
        tried = client.send_form(f"/fund/{number}/proev", form_of(client, number, handling=action))
        assert (tried.status_code, told in tried.text) == (200, True)
        assert now(desk, number)["state"] == "open"


def test_a_date_that_is_past_is_told_once(desk: Desk, client_of: As) -> None:
    client, number = client_of("steward"), finding_of(desk, "budget.negative")["finding_id"]
    form = form_of(client, number, handling="godkend", grund="en grund", til="01-01-2020")
    assert client.send_form(f"/fund/{number}", form).text.count("udløbet") == 1


def test_a_finding_about_the_whole_report_cannot_be_corrected(desk: Desk, client_of: As) -> None:
    client, number = client_of("steward"), finding_of(desk, "report.corrupt")["finding_id"]
    page = client.get(f"/fund/{number}").text
    assert ('value="ret"' in page, 'value="afvis"' in page) == (False, True)
    answer = client.send_form(f"/fund/{number}", form_of(client, number, handling="ret", vaerdi="x"))
    assert answer.status_code == 422
    client.send_form(f"/fund/{number}", form_of(client, number, handling="afvis"))
    assert now(desk, number)["state"] == "rejected"


@pytest.mark.parametrize("address", ["/fund/99999", "/fund/0x1", "/fund/99999/spoerg", "/fund/-1"])
def test_what_is_not_there_is_not_there(client_of: As, address: str) -> None:
    assert client_of("steward").get(address).status_code == 404


def test_the_same_figure_in_other_years_on_both_databases(engine: Engine) -> None:
    for n, (year, amount) in enumerate((("2021", "100 kr."), ("2022", "300 kr."), ("2023", "-200 kr."))):
        figures = [budget("Ny Start", amount), budget("Andet", "9 kr.", 2), status("Ny Start", row=3)]
        raw = report(*figures, about=["Amager"], period=year)
        load(engine, submission(run(engine), "abc"[n]), check_reading(Reading(raw)))
    raw = report(budget("Ny Start", "7 kr."), about=["Tingbjerg"], period="2022")  # another series
    load(engine, submission(run(engine), "d"), check_reading(Reading(raw)))
    with engine.connect() as connection:
        number = connection.exec_driver_sql(
            "select finding_id from open_finding where rule = 'budget.negative'"
        ).scalar()
        told = told_of(connection, number)
        assert told is not None
        points = earlier_of(connection, told)
    assert [(p.year, p.value, p.own, p.held) for p in points] == [
        (2021, 100, False, False),
        (2022, 300, False, False),
        (2023, -200, True, True),
    ]
    course = course_of(points)
    assert course is not None
    assert [mark.x for mark in course.marks] == sorted(mark.x for mark in course.marks)
    assert course.marked == course.marks[2]
    assert course.marks[1].y < course.marks[0].y < course.marks[2].y  # the largest on top
    assert course_of(points[:1]) is None


def test_a_level_series_is_a_level_line() -> None:
    level = [Point(year, 1, "a.pdf", "5", Decimal(5), None, False, False) for year in (2021, 2022, 2023)]
    course = course_of(level)
    assert course is not None
    assert len({mark.y for mark in course.marks}) == 1


def test_every_refusal_has_its_sentence_in_both_languages(engine: Engine) -> None:
    facts = {"number": 1, "state": "accepted", "by": "Mette", "key": "k", "until": "2020-01-01"}
    facts |= {"message": "dansk", "message_en": "english"}
    raised = set(re.findall(r'CannotSettle\("(\w+)"', _sources()))
    assert len(raised) > 8
    for name in raised:
        danish, english = (refusal(CannotSettle(name, **facts), language) for language in ("da", "en"))
        assert danish != english
        assert "{" not in danish + english


def _sources() -> str:
    folder = Path(__file__).parents[1] / "warehouse"
    return "".join((folder / name).read_text() for name in ("settle.py", "renew.py"))


def test_a_report_with_a_personal_number_shows_it_nowhere(desk: Desk, client_of: As) -> None:
    cpr = "010203-1234"
    raw = report(budget("Ny Start", "-5 kr.", remark=f"ring til {cpr}"), about=["Amager"], title=None)
    load(desk.engine, submission(run(desk.engine), "p"), check_report(raw, None))
    found = finding_of(desk, "report.personal_data")
    page = client_of("steward").get(f"/fund/{found['finding_id']}").text
    assert found["message"] in page
    for text in (page, client_of("steward").get(f"/fund/{found['finding_id']}/spoerg").text):
        assert not re.search(r"010203.{0,3}1234", text)


def test_a_decision_by_the_command_line_is_known_to_the_page(desk: Desk, client_of: As) -> None:
    client, number = client_of("steward"), finding_of(desk, "budget.negative")["finding_id"]
    form = form_of(client, number, handling="afvis")
    settle(desk.engine, Order(number, "accept", "Mette", "set"), TODAY)
    answer = client.send_form(f"/fund/{number}", form)
    assert (answer.status_code, "Mette godkendte dette" in answer.text) == (409, True)
