"""The queue: its order, its filters, its counts, and what one decision does to many."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy import Engine

from desk_samples import asked, finding_of, links, now
from raw_samples import budget, report, status
from review.desk import Desk
from review.queue.choices import choices_of
from review.queue.equal import groups, how_many, members
from review.queue.listing import Key, as_text, counted, from_text, key_of, keys_after, keys_before, listed
from review.queue.wanted import STATES, Wanted
from review_site import Client
from schemas.check import check_reading
from schemas.reading import Reading
from warehouse.load import load
from warehouse.renew import undo
from warehouse.settle import Order, settle
from warehouse_samples import NOW, run, submission

pytest_plugins = ["databases", "review_app"]

TODAY = date(2026, 11, 22)
As = Callable[[str | None], Client]
FILTERS = [
    Wanted(),
    Wanted(rule="effort.unknown"),
    Wanted(kind="status_note", year=2017),
    Wanted(department="BIF"),
    Wanted(text="notat_2017"),
    Wanted(text="ÅRET PÅ"),
    Wanted(report=1, rule="indicator.restated"),
    *(Wanted(state=state) for state in STATES[1:]),
]


@pytest.fixture
def held(engine: Engine) -> Engine:
    """On both databases: three reports, some of their findings settled, one report replaced."""
    for n, year in enumerate(("2021", "2022", "2023")):
        figures = [budget(f"Effort {i}", f"-{i + 1}.000 kr.", i) for i in range(1, 5)]
        figures += [status("Ærø på vej", "måske", 9, department="KKF"), status("Stille", None, 10)]
        raw = report(*figures, about=["Amager"], period=year)
        load(engine, submission(run(engine), "abc"[n], file_name=f"note_{year}.pdf"), check_reading(Reading(raw)))
    again = report(budget("Effort 1", "5 kr."), about=["Amager"], period="2021")
    load(
        engine,
        submission(run(engine), "d", file_name="ny.pdf", received_at=NOW + timedelta(days=1)),
        check_reading(Reading(again)),
    )
    for action, value in (("correct", "7"), ("accept", None), ("reject", None)):
        number = next(all_keys(engine, Wanted(rule="budget.negative")))[3]
        settle(engine, Order(number, action, "Mette", "set", value), TODAY)
    return engine


def all_keys(engine: Engine, wanted: Wanted) -> Iterator[Key]:
    with engine.connect() as connection:
        yield from list(keys_after(connection, wanted, 1, None, 500))


@pytest.mark.parametrize("wanted", FILTERS, ids=str)
def test_counts_add_up_and_pages_show_each_finding_once(held: Engine, wanted: Wanted) -> None:
    with held.connect() as connection:
        seen, after = [], None
        while True:
            rows, after = listed(connection, wanted, 1, after, most=2)
            seen += rows
            if after is None:
                break
        counts = counted(connection, wanted, 1)
    assert len({row["finding_id"] for row in seen}) == len(seen) == counts.total == sum(counts.rules.values())
    assert sum(row["severity"] == "error" for row in seen) == counts.errors


def test_the_filters_leave_something_and_leave_something_out(held: Engine) -> None:
    with held.connect() as connection:
        many = {wanted: counted(connection, wanted, 1).total for wanted in FILTERS}
        assert (many[Wanted(state="corrected")], many[Wanted(state="settled")]) == (1, 3)
        assert 0 < many[Wanted(state="obsolete")] < many[Wanted()]
        assert counted(connection, Wanted(text="ÆRØ"), 1).total == counted(connection, Wanted(text="ærø"), 1).total > 0
        assert counted(connection, Wanted(text="note_2022"), 1).total == counted(connection, Wanted(year=2022), 1).total
        assert counted(connection, Wanted(text="%"), 1).total < counted(connection, Wanted(), 1).total
        assert choices_of(connection).years == [2023, 2022, 2021]


def test_what_was_taken_back_is_no_longer_settled(held: Engine) -> None:
    with held.connect() as connection:
        number = next(keys_after(connection, Wanted(state="accepted"), 1, None, 1))[3]
        decision = connection.exec_driver_sql(
            "select max(decision_id) from decision where action = 'accept'"
        ).scalar_one()
    undo(held, decision, "Mette", TODAY)
    with held.connect() as connection:
        assert counted(connection, Wanted(state="accepted"), 1).total == 0
        assert counted(connection, Wanted(state="settled"), 1).total == 2
        assert key_of(connection, Wanted(), number) is not None


def test_what_matters_comes_first_and_the_way_back_is_the_same(held: Engine) -> None:
    keys = list(all_keys(held, Wanted()))
    assert keys == sorted(keys, key=lambda k: (k[0], -k[1], -k[2], -k[3]))
    assert {k[0] for k in keys} == {0, 1}
    assert keys[0][1] > 0
    with held.connect() as connection:
        back = list(keys_before(connection, Wanted(), 1, keys[-1], 500))
        assert back == keys[-2::-1]
        assert key_of(connection, Wanted(), keys[3][3]) == keys[3] == from_text(as_text(keys[3]) or "")
        assert key_of(connection, Wanted(state="settled"), keys[3][3]) is None


@pytest.mark.parametrize("text", ["", "1.2.3", "1.2.3.x", "1.2.3.-4", f"1.2.3.{'9' * 30}", "١.2.3.4"])
def test_an_address_that_is_none_of_ours_is_the_first_page(text: str) -> None:
    assert from_text(text) is None


def test_equal_findings_are_found_together(held: Engine) -> None:
    with held.connect() as connection:
        found = groups(connection, Wanted(), 1)
        assert ("status.unknown", "måske", 2) in [(g.rule, g.value, g.many) for g in found]
        assert ("status.missing", None, 2) in [(g.rule, g.value, g.many) for g in found]
        for group in found:
            rows = members(connection, (group.rule, group.value), Wanted(), 1)
            assert len(rows) == group.many == how_many(connection, (group.rule, group.value), Wanted(), 1)
            assert {(row["rule"], row["value"]) for row in rows} == {(group.rule, group.value)}
            assert {row["equal"] for row in rows} == {group.many - 1}


def test_the_page_says_how_many_and_its_links_keep_the_filters(desk: Desk, client_of: As) -> None:
    page = client_of("reader").get("/fund?slags=status_note&q=ung").text
    many = asked(desk, "select count(*) as n from open_finding where report_kind = 'status_note'")[0]["n"]
    shown = re.findall(r'class="line-title" href="([^"]*)"', page)
    total = int(re.search(r"(\d+) fund i alt", page)[1])  # ty: ignore[not-subscriptable]
    assert 0 < len(shown) == total < many
    assert all(address.endswith("?slags=status_note&amp;q=ung") for address in shown)
    assert 'value="ung"' in page


def test_more_pages_until_there_are_none(desk: Desk, client_of: As) -> None:
    client, address, seen = client_of("reader"), "/fund", []
    while address:
        page = client.get(address).text
        seen += re.findall(r'class="line-title" href="/fund/(\d+)"', page)
        address = next((a for a in links(page, r"/fund\?efter=[^\"]*")), "")
    everything = asked(desk, "select finding_id from open_finding order by urgency, amount_ore desc, figures desc")
    assert len(seen) == len(set(seen)) == len(everything) > 80


def test_the_first_of_the_queue_opens(desk: Desk, client_of: As) -> None:
    client = client_of("steward")
    first = asked(desk, "select finding_id from open_finding order by urgency, amount_ore desc limit 1")[0][
        "finding_id"
    ]
    assert client.get("/fund/naeste").headers["location"] == f"/fund/{first}"
    assert client.get("/fund/naeste?q=findes-ikke").headers["location"] == "/fund?q=findes-ikke"
    of_rule = client.get("/fund/naeste?regel=budget.negative").headers["location"]
    assert of_rule == f"/fund/{finding_of(desk, 'budget.negative')['finding_id']}?regel=budget.negative"


def test_an_empty_queue_is_a_pleasant_page(desk: Desk, client_of: As) -> None:
    with desk.engine.begin() as connection:
        connection.exec_driver_sql("delete from open_finding")
    page = client_of("steward").get("/fund").text
    assert "Køen er tom" in page
    assert "Begynd med det vigtigste</a>" not in page
    assert "The queue is empty" in client_of("steward").get("/fund", headers={"Cookie": _english(client_of)}).text


def _english(client_of: As) -> str:
    cookies = client_of("steward").cookies
    return "; ".join([*(f"{c.name}={c.value}" for c in cookies.jar), "afrapport-language=en"])


def test_a_finding_is_taken_and_given_back(desk: Desk, client_of: As) -> None:
    steward, lead, number = client_of("steward"), client_of("lead"), finding_of(desk, "budget.negative")["finding_id"]
    assert steward.send_form(f"/fund/{number}/tag").status_code == 303
    assert "Mine (1)" in steward.get("/fund?mine=1").text
    assert f"/fund/{number}?mine=1" in steward.get("/fund?mine=1").text
    assert "Taget af Steward Hansen" in lead.get(f"/fund/{number}").text
    lead.send_form(f"/fund/{number}/slip")  # only the one who has it gives it back
    assert "Mine (1)" in steward.get("/fund").text
    lead.send_form(f"/fund/{number}/tag")
    assert ("Mine (0)" in steward.get("/fund").text, "Mine (1)" in lead.get("/fund").text) == (True, True)
    lead.send_form(f"/fund/{number}/slip")
    assert asked(desk, "select * from assignment") == []
    assert steward.send_form("/fund/99999/tag").status_code == 404


@pytest.mark.parametrize("wanted", [w for w in FILTERS if w.state == "open"], ids=str)
def test_a_group_is_as_large_as_its_row_says_under_the_filters(held: Engine, wanted: Wanted) -> None:
    with held.connect() as connection:
        for group in groups(connection, wanted, 1):
            named = (group.rule, group.value)
            rows = members(connection, named, wanted, 1)
            assert len(rows) == group.many == how_many(connection, named, wanted, 1)
            assert {row["equal"] for row in rows} == {group.many - 1}
        numbers = {key[3] for key in keys_after(connection, wanted, 1, None, 500)}
        equal = {
            row["finding_id"]
            for g in groups(connection, wanted, 1)
            for row in members(connection, (g.rule, g.value), wanted, 1)
        }
        assert equal <= numbers


def test_the_filters_go_along_into_a_group_and_back(desk: Desk, client_of: As) -> None:
    client, filters = client_of("steward"), "slags=budget_sheet"
    page = client.get(f"/fund/ens?{filters}").text
    many = int(re.search(r"ark: Lister</span></td><td class=\"num\">(\d+)</td>", page)[1])  # ty: ignore[not-subscriptable]
    address = f"/fund/ens/gruppe?{filters}&gruppe=sheet.hidden&vaerdi=sheet%3A+Lister"
    assert address in links(page, r"/fund/ens/gruppe\?[^\"]*")
    group = client.get(address).text
    numbers = re.findall(r'name="fund" value="(\d+)" checked', group)
    everything = asked(desk, "select * from open_finding where value = 'sheet: Lister'")
    assert 1 < many == len(numbers) < len(everything)
    assert "Kun fund under filtrene:" in group
    (all_of_them,) = links(group, r"/fund/ens/gruppe\?gruppe=[^\"]*")
    assert client.get(all_of_them).text.count('name="fund"') == len(everything)
    form: dict[str, Any] = {"handling": "afvis", "fund": numbers}
    preview = client.send_form(address, form).text
    assert f'action="/fund/ens/afgoer?{filters}&amp;gruppe=' in preview
    answer = client.send_form(address.replace("gruppe?", "afgoer?"), form).headers["location"]
    assert re.fullmatch(rf"/fund\?{filters}&bundt=\d+", answer)
    open_now = asked(desk, "select count(*) as n from open_finding where report_kind = 'budget_sheet'")[0]["n"]
    assert open_now == 0 or f"{open_now} fund i alt" in client.get(answer).text


def test_what_was_chosen_stands_in_the_form_again(desk: Desk, client_of: As) -> None:
    client = client_of("steward")
    address, numbers = group_of(desk, "effort.unknown", 4)
    ticked, given = [str(n) for n in numbers[1:]], {"handling": "godkend", "til": "31-12-2027"}
    chosen: dict[str, Any] = {"fund": ticked} | given
    wrong = client.send_form(f"/fund/ens/gruppe?{address}", chosen)
    back: dict[str, Any] = chosen | {"grund": "set efter", "tilbage": "1"}
    again = client.send_form(f"/fund/ens/gruppe?{address}", back)
    assert (wrong.status_code, again.status_code) == (422, 200)
    assert ">set efter</textarea>" in again.text
    for page in (wrong.text, again.text):
        assert re.findall(r'name="fund" value="(\d+)" checked', page) == ticked
        assert 'value="godkend" checked' in page
        assert 'name="til" value="31-12-2027"' in page
    preview = client.send_form(f"/fund/ens/gruppe?{address}", chosen | {"grund": "set efter"}).text
    way_back = preview[preview.rindex("<form method", 0, preview.index('name="tilbage" value="1"')) :]
    assert all(f'name="fund" value="{n}"' in way_back for n in ticked)
    none = client.send_form(f"/fund/ens/gruppe?{address}", given | {"grund": "x"}).text
    assert "Vælg mindst ét fund" in none
    assert "checked aria-label" not in none


def test_mine_counts_what_its_tab_leads_to(desk: Desk, client_of: As) -> None:
    client, number = client_of("steward"), finding_of(desk, "budget.total_mismatch")["finding_id"]
    client.send_form(f"/fund/{number}/tag")
    for filters, many in (("", 1), ("regel=budget.negative", 0), ("regel=budget.total_mismatch", 1)):
        page = client.get(f"/fund?{filters}").text
        (tab,) = set(links(page, r"/fund\?[^\"]*mine=1"))
        assert f"Mine ({many})" in page
        assert client.get(tab).text.count('class="line-title"') == many


def group_of(desk: Desk, rule: str, most: int) -> tuple[str, list[int]]:
    """The address (after the question mark) of the largest group of a rule, and the first findings of it."""
    rows = asked(desk, "select finding_id, value from open_finding where rule = :rule order by finding_id", rule=rule)
    value = Counter(row["value"] for row in rows).most_common(1)[0][0]
    rows = [row for row in rows if row["value"] == value][:most]
    assert len(rows) > 1
    which = {"gruppe": rule} | ({} if value is None else {"vaerdi": value})
    return urlencode(which), [row["finding_id"] for row in rows]


def test_many_are_seen_beforehand_settled_at_once_and_taken_back_at_once(desk: Desk, client_of: As) -> None:
    client = client_of("steward")
    address, numbers = group_of(desk, "effort.unknown", 4)
    form: dict[str, Any] = {"handling": "godkend", "grund": "arket er et kladdeark", "fund": [str(n) for n in numbers]}
    before = asked(desk, "select * from audit")
    page = client.send_form(f"/fund/ens/gruppe?{address}", form).text
    assert f"Afgør {len(numbers)} fund" in page
    assert (asked(desk, "select * from decision"), asked(desk, "select * from audit")) == ([], before)
    answer = client.send_form(f"/fund/ens/afgoer?{address}", form)
    batch = int(answer.headers["location"].removeprefix("/fund?bundt="))
    assert [now(desk, n)["state"] for n in numbers] == ["accepted"] * len(numbers)
    assert {row["batch_id"] for row in asked(desk, "select * from decision_batch")} == {batch}
    assert f"{len(numbers)} fund er afgjort på én gang." in client.get(answer.headers["location"]).text
    assert "afgjort på én gang" not in client_of("lead").get(answer.headers["location"]).text
    client.send_form(f"/fund/bundt/{batch}/fortryd")
    assert [now(desk, n)["state"] for n in numbers] == ["open"] * len(numbers)
    assert "afgjort på én gang" not in client.get(answer.headers["location"]).text


def test_those_that_cannot_be_settled_are_told_and_the_others_are_settled(desk: Desk, client_of: As) -> None:
    client = client_of("steward")
    address, numbers = group_of(desk, "effort.unknown", 3)
    form: dict[str, Any] = {"handling": "godkend", "grund": "set", "fund": [str(n) for n in numbers]}
    settle(desk.engine, Order(numbers[0], "accept", "Jens", "først"), TODAY)
    page = client.send_form(f"/fund/ens/gruppe?{address}", form).text
    assert ("Kan ikke" in page, "allerede afgjort (godkendt, Jens)" in page) == (True, True)
    answer = client.send_form(f"/fund/ens/afgoer?{address}", form)
    assert "1 fund blev ikke afgjort" in client.get(answer.headers["location"]).text
    assert [now(desk, n)["settled_by"] for n in numbers] == ["Jens", *["Steward Hansen"] * len(numbers[1:])]
    client.send_form(f"/fund/bundt/{answer.headers['location'].removeprefix('/fund?bundt=')}/fortryd")
    assert [now(desk, n)["state"] for n in numbers] == ["accepted", *["open"] * len(numbers[1:])]


def test_a_group_takes_only_its_own_findings_and_a_whole_decision(desk: Desk, client_of: As) -> None:
    client = client_of("steward")
    address, numbers = group_of(desk, "effort.unknown", 2)
    other = finding_of(desk, "budget.negative")["finding_id"]
    chosen: dict[str, Any] = {"handling": "afvis", "fund": [str(other)]}
    assert client.send_form(f"/fund/ens/gruppe?{address}", chosen).status_code == 422
    client.send_form(f"/fund/ens/afgoer?{address}", chosen)
    assert now(desk, other)["state"] == "open"
    no_reason: dict[str, Any] = {"handling": "godkend", "fund": [str(numbers[0])]}
    assert "hvorfor det er i orden" in client.send_form(f"/fund/ens/gruppe?{address}", no_reason).text


def test_the_list_of_groups_leads_to_each(client_of: As) -> None:
    client = client_of("reader")
    found = links(client.get("/fund/ens").text, r"/fund/ens/gruppe\?[^\"]*")
    assert found
    for address in found:
        page = client.get(address)
        assert (page.status_code, 'name="fund"' in page.text) == (200, True)
        assert "Se, hvad der vil ske" not in page.text  # a reader decides nothing


CHANGING = ("1", "1/tag", "1/slip", "1/proev", "1/fortryd", "1/her", "1/spoerg", "ens/afgoer", "bundt/1/fortryd")


@pytest.mark.parametrize("address", CHANGING)
def test_a_reader_changes_nothing(client_of: As, address: str) -> None:
    assert client_of("reader").send_form(f"/fund/{address}", {"handling": "afvis"}).status_code == 403
