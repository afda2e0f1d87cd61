"""Accounts: what leads do with them, what people settle for themselves, and the link of a machine without any."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from axe_playwright_python.sync_playwright import Axe
from sqlalchemy import Engine, delete, select, update

from review.app import make_app
from review.desk import Desk
from review.people import administer
from review.people.accounts import PEOPLE, add_person, has_accounts
from review.people.refused import Refused
from review.people.start_key import StartKey
from review_site import PASSWORD, Client, Site
from warehouse import audit
from warehouse.tables.base import table_of
from warehouse.tables.decision import Audit

pytest_plugins = ["databases", "review_app"]
ClientOf = Callable[[str | None], Client]


def person(engine: Engine, login: str):
    with engine.connect() as connection:
        return connection.execute(select(PEOPLE).where(PEOPLE.c.login == login)).one()


def logged(engine: Engine) -> list[tuple[str, str, str]]:
    log = table_of(Audit)
    with engine.connect() as connection:
        rows = connection.execute(select(log.c.actor, log.c.action, log.c.subject).order_by(log.c.entry_id))
        return [tuple(row) for row in rows if row.action.startswith("person.")]


def password_in(text: str) -> str:
    found = re.search(r"<code>([^<]+)</code>", text)
    assert found is not None
    return found[1]


def test_a_lead_adds_somebody_who_then_signs_in(client_of: ClientOf, desk: Desk) -> None:
    lead = client_of("lead")
    added = lead.send_form("/personer", {"login": "Ny", "name": "Ny Person", "role": "reader"})
    password = password_in(added.text)
    assert password not in lead.get("/personer").text
    new = client_of(None)
    assert new.send_form("/log-ind", {"login": "ny", "password": password}).status_code == 303
    assert "Ny Person" in new.get("/mig").text
    assert logged(desk.engine)[-1] == ("lead", "person.add", "ny")
    assert audit.verify(desk.engine).broken is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"login": "steward"}, "Det brugernavn har en anden"),
        ({"login": "med mellemrum"}, "uden mellemrum"),
        ({"login": ""}, "uden mellemrum"),
        ({"login": "x" * 101}, "mellem 1 og 100"),
        ({"name": ""}, "Skriv et navn"),
        ({"name": "a\x1b[31mb"}, "Skriv et navn"),
        ({"role": "boss"}, "Vælg en af rollerne"),
    ],
)
def test_an_account_that_cannot_be_is_refused_and_nothing_typed_is_lost(
    client_of: ClientOf, desk: Desk, typed: dict[str, str], said: str
) -> None:
    before = len(administer.everybody(desk.engine))
    answer = client_of("lead").send_form("/personer", {"login": "ny", "name": "Behold Mig", "role": "reader"} | typed)
    assert (answer.status_code, said in answer.text) == (422, True)
    assert "name" in typed or 'value="Behold Mig"' in answer.text
    assert len(administer.everybody(desk.engine)) == before


def test_a_lead_gives_roles_closes_and_opens(client_of: ClientOf, desk: Desk) -> None:
    lead = client_of("lead")
    lead.send_form("/personer/rolle", {"login": "reader", "role": "steward"})
    lead.send_form("/personer/luk", {"login": "reader"})
    assert (person(desk.engine, "reader").role, person(desk.engine, "reader").active) == ("steward", False)
    lead.send_form("/personer/aaben", {"login": "reader"})
    assert person(desk.engine, "reader").active
    lead.send_form("/personer/log-ud", {"login": "reader"})
    actions = [action for _, action, subject in logged(desk.engine) if subject == "reader"]
    assert actions == ["person.add", "person.role", "person.deactivate", "person.activate", "person.sign_out"]


def test_a_lead_gives_a_new_password_which_is_shown_once(client_of: ClientOf) -> None:
    answer = client_of("lead").send_form("/personer/kodeord", {"login": "steward"})
    signs_in = {"login": "steward", "password": password_in(answer.text)}
    assert client_of(None).send_form("/log-ind", signs_in).status_code == 303
    assert client_of(None).send_form("/log-ind", signs_in | {"password": PASSWORD}).status_code == 401


@pytest.mark.parametrize("where", ["rolle", "luk"])
def test_the_last_lead_stays(client_of: ClientOf, desk: Desk, where: str) -> None:
    answer = client_of("lead").send_form(f"/personer/{where}", {"login": "lead", "role": "reader"})
    assert (answer.status_code, "Det er den sidste leder" in answer.text) == (422, True)
    assert (person(desk.engine, "lead").role, person(desk.engine, "lead").active) == ("lead", True)


def test_leads_who_cannot_sign_in_do_not_count(engine: Engine) -> None:
    administer.add_account(engine, "a", "A", "lead", PASSWORD, "test")
    add_person(engine, "local:x", "X", "lead", None, "test", "local")
    add_person(engine, "uden", "U", "lead", None, "test")
    add_person(engine, "lukket", "L", "lead", PASSWORD, "test")
    administer.set_active(engine, "lukket", False, "test")
    with pytest.raises(Refused, match="last_lead"):
        administer.set_role(engine, "a", "reader", "test")
    with pytest.raises(Refused, match="last_lead"):
        administer.set_active(engine, "a", False, "test")
    add_person(engine, "udbyder", "P", "lead", None, "test", "https://x|1")
    administer.set_active(engine, "a", False, "test")


def test_the_first_account_is_a_leads(engine: Engine) -> None:
    with pytest.raises(Refused, match="first_lead"):
        administer.add_account(engine, "a", "A", "steward", PASSWORD, "test")
    administer.add_account(engine, "a", "A", "lead", PASSWORD, "test")
    administer.add_account(engine, "b", "B", "steward", PASSWORD, "test")
    with pytest.raises(Refused, match="unknown"):
        administer.set_role(engine, "findes-ikke", "lead", "test")
    with pytest.raises(Refused, match="short"):
        administer.set_password(engine, "b", "kort", "test")


def test_somebody_of_a_provider_has_no_password_here(engine: Engine) -> None:
    add_person(engine, "p", "P", "lead", None, "test", "https://x|1")
    with pytest.raises(Refused, match="unknown"):
        administer.set_password(engine, "p", PASSWORD, "test")


def change(client: Client, old: str = PASSWORD, new: str = "et nyt og langt kodeord", again: str | None = None):
    return client.send_form("/mig/kodeord", {"old": old, "new": new, "again": new if again is None else again})


def test_ones_own_password_needs_the_old_one_and_ends_other_sign_ins(client_of: ClientOf) -> None:
    here, there = client_of("reader"), client_of("reader")
    assert "Det nuværende kodeord passer ikke" in change(here, old="forkert").text
    assert "ikke ens" in change(here, again="noget andet").text
    assert "mindst 12 tegn" in change(here, new="kort").text
    assert there.get("/mig").status_code == 200
    assert change(here).headers["location"] == "/mig"
    assert (here.get("/mig").status_code, there.get("/mig").status_code) == (200, 303)
    assert client_of(None).send_form("/log-ind", {"login": "reader", "password": PASSWORD}).status_code == 401


def test_an_open_window_is_no_way_to_guess_a_password(client_of: ClientOf) -> None:
    client = client_of("reader")
    answers = [change(client, old=f"gæt {n}").status_code for n in range(12)]
    assert answers == [422] * 10 + [429] * 2


def test_language_and_single_keys(client_of: ClientOf) -> None:
    client = client_of("steward")
    assert "data-shortcuts" in client.get("/mig").text
    client.send_form("/mig", {"language": "en"})
    shown = client.get("/mig").text
    assert '<html lang="en">' in shown
    assert "data-shortcuts" not in shown
    client.get("/sprog/da?til=/mig")
    assert '<html lang="da">' in client.get("/mig").text
    assert '<html lang="en">' in client_of("steward").get("/mig").text
    client.send_form("/mig", {"language": "tysk", "shortcuts": "on"})
    assert '<html lang="da">' in client.get("/mig").text


def test_ones_own_sign_ins_are_listed_and_ended_but_nobody_elses(client_of: ClientOf) -> None:
    here, there, other = client_of("steward"), client_of("steward"), client_of("reader")
    names = re.findall(r'name="session" value="([^"]+)"', here.get("/mig").text)
    assert len(names) == 1
    others = re.findall(r'name="session" value="([^"]+)"', client_of("reader").get("/mig").text)
    for name in (*others, "", "%", "0" * 16):
        here.send_form("/mig/login", {"session": name})
    assert (there.get("/mig").status_code, other.get("/mig").status_code) == (200, 200)
    here.send_form("/mig/login", {"session": names[0]})
    assert (here.get("/mig").status_code, there.get("/mig").status_code) == (200, 303)


@pytest.fixture
def empty(desk: Desk) -> Desk:
    """A machine without accounts."""
    with desk.engine.begin() as connection:
        connection.execute(delete(PEOPLE))
    return replace(desk, start_key=StartKey())


def test_the_start_link_opens_once(empty: Desk) -> None:
    assert empty.start_key is not None
    link = f"/start?key={empty.start_key.word}"
    first, second = (Client(make_app(empty), follow_redirects=False) for _ in range(2))
    assert "Her har ingen en konto endnu" in first.get("/log-ind").text
    assert first.get("/start?key=forkert").status_code == 401
    assert first.get(link).status_code == 303
    assert "Opret først en konto til dig selv" in first.get("/personer").text
    used = second.get(link)
    assert (used.status_code, "Linket er brugt" in used.text) == (401, True)
    assert not has_accounts(empty.engine)


def test_the_first_lead_ends_the_start_link(empty: Desk) -> None:
    word = empty.start_key.word if empty.start_key else ""
    client = Client(make_app(empty), follow_redirects=False)
    client.get(f"/start?key={word}")
    found = re.search(r'data-csrf="([^"]+)"', client.get("/personer").text)
    assert found is not None
    client.csrf = found[1]
    refused = client.send_form("/personer", {"login": "a", "name": "A", "role": "steward"})
    assert "Den første konto skal være en leders" in refused.text
    assert client.send_form("/personer", {"login": "a", "name": "A", "role": "lead"}).status_code == 200
    again = replace(empty, start_key=StartKey())
    assert again.start_key is not None
    assert Client(make_app(again)).get(f"/start?key={again.start_key.word}").status_code == 401


def test_a_closed_local_person_stays_out(empty: Desk) -> None:
    assert empty.start_key is not None
    Client(make_app(empty), follow_redirects=False).get(f"/start?key={empty.start_key.word}")
    with empty.engine.begin() as connection:
        connection.execute(update(PEOPLE).values(active=False))
    again = replace(empty, start_key=StartKey())
    assert again.start_key is not None
    assert Client(make_app(again)).get(f"/start?key={again.start_key.word}").status_code == 401


def test_the_accessibility_statement_names_whom_to_tell(desk: Desk) -> None:
    for contact, shown in {
        None: "AFRAPPORT_CONTACT",
        "hjaelp@kommune.example": 'href="mailto:hjaelp@kommune.example"',
        "Ring til <Ida> på 33 33 33 33": "Ring til &lt;Ida&gt; på 33 33 33 33",
    }.items():
        assert shown in Client(make_app(replace(desk, contact=contact))).get("/tilgaengelighed").text


def test_people_in_a_browser(site: Site) -> None:
    for dark in (False, True):
        page = site.page_as("lead", dark=dark)
        problems: list[str] = []
        page.on("console", lambda message, said=problems: said.append(message.text))
        for path in ("/personer", "/mig", "/tilgaengelighed"):
            page.goto(path)
            assert Axe().run(page).violations_count == 0, path
        assert problems == []
    page = site.page_as("lead", width=320)
    page.goto("/personer")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.get_by_label("Navn", exact=True).fill("Ny Person")
    page.get_by_label("Brugernavn", exact=True).fill("ny")
    page.get_by_role("button", name="Opret").click()
    assert page.get_by_text("vises kun nu").is_visible()
    assert page.get_by_role("row", name="Ny Person").is_visible()
