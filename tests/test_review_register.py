"""The register in the review app: found, changed after a look at what that touches, and taken back."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import quote

import pytest
from sqlalchemy import Engine, text

from register_samples import put, states
from review.desk import Desk
from review.register.change import JOIN, Asked, make, preview
from review.register.changes import changes
from review.register.listing import ALL, KNOWN, UNKNOWN, listed
from review_site import Client
from warehouse.audit import head, verify
from warehouse.not_done import why_not
from warehouse.refused import Refused
from warehouse.register import confirm
from warehouse.suggest import likely_efforts

pytest_plugins = ["databases", "review_app"]
ClientOf = Callable[[str | None], Client]


def names(engine: Engine, sought: str = "", which: str = ALL, after: int | None = None) -> list[str]:
    with engine.connect() as connection:
        return [row.name for row in listed(connection, sought, which, after)]


def new_name(desk: Desk) -> str:
    return names(desk.engine, "", UNKNOWN)[0]


def test_those_that_nobody_has_vouched_for_come_first_a_page_at_a_time(engine: Engine) -> None:
    put(engine, 2023, *(f"Ærlighed {n:03}" for n in range(90)))
    with engine.connect() as connection:
        pages, after = [], None
        while rows := listed(connection, "", ALL, after):
            pages.append(rows[:40])
            if len(rows) <= 40:
                break
            after = rows[39].effort_id
    flat = [row for page in pages for row in page]
    assert [row.confirmed for row in flat] == sorted(row.confirmed for row in flat)
    assert len({row.effort_id for row in flat}) == len(flat) > 130
    assert flat[0].name == "Ærlighed 000"
    assert names(engine, "ærlighed 01", UNKNOWN) == [f"Ærlighed {n:03}" for n in range(10, 20)]
    assert names(engine, "ærlighed", KNOWN) == []
    assert names(engine, "%_") == names(engine)


def test_a_try_tells_what_a_change_does_and_writes_nothing(engine: Engine) -> None:
    put(engine, 2023, "Helt ny")
    before = (head(engine), states(engine))
    asked = Asked(JOIN, "Helt ny", "Ny Start")
    touched = preview(engine, asked, "Anne")
    assert (touched.changed.names, touched.changed.findings_closed) == (["Helt ny"], 1)
    assert touched.figures == {"status": 1, "budget": 0, "indicator": 0}
    assert (head(engine), states(engine)) == before
    done = make(engine, asked, "Anne", "samme")
    assert (done.names, done.findings_closed) == (touched.changed.names, touched.changed.findings_closed)
    assert verify(engine).broken is None
    with engine.connect() as connection:
        (change,) = changes(connection, None)
    assert (change.number, change.to, change.reason) == (done.number, "Ny Start", "samme")


def test_the_quick_suggestions_are_those_of_the_whole_register(engine: Engine) -> None:
    put(engine, 2023, "Ny Startt", "Helt anderledes")
    with engine.connect() as connection:
        found = likely_efforts(connection, ["Ny Startt", "Helt anderledes"])
        assert likely_efforts(connection, []) == {}
    assert [it.name for it in found["Ny Startt"]] == ["Ny Start"]
    assert found["Helt anderledes"] == ()


def test_a_steward_joins_looks_and_takes_back(desk: Desk, client_of: ClientOf) -> None:
    client, name = client_of("steward"), new_name(desk)
    page = client.get(f"/register/navn?navn={quote(name)}").text
    assert "Ny: ingen har sagt god for det" in page
    ask = f"/register/aendring?hvad=saml&navn={quote(name)}&to=Ny+Start"
    assert "Det rører ved" in client.get(ask).text
    done = client.send_form(
        "/register/aendring", {"hvad": "saml", "navn": name, "to": "Ny Start", "reason": "<b>x</b>"}
    )
    page = client.get(done.headers["location"]).text
    assert "Sagt god for" in page
    assert "&lt;b&gt;x" in page
    assert re.search(r"<td>Ny Start\s*</td>", page)  # what it means, by its name
    assert "nystart" not in page
    with desk.engine.connect() as connection:
        own = connection.execute(text("select effort_key from dim_effort where name = :name"), {"name": name}).scalar()
    moved = client.get(f"/tal/indsats/{own}").text
    assert 'Tallene står nu under: <a href="/tal/indsats/nystart">Ny Start</a>' in moved
    assert name not in names(desk.engine, "", UNKNOWN)
    with desk.engine.connect() as connection:
        number = changes(connection, None)[0].number
    assert f"Fortryd nr. {number}" in client.get("/register/aendringer").text
    client.send_form("/register/aendring", {"hvad": "fortryd", "number": str(number)})
    assert offered(client) == [(number + 1, True), (number, False)]
    assert name in names(desk.engine, "", UNKNOWN)
    again = client.send_form("/register/aendring", {"hvad": "fortryd", "number": str(number)})
    assert again.status_code == 409
    assert "allerede fortrudt" in again.text


def test_to_take_back_an_undo_makes_the_change_stand_again(desk: Desk, client_of: ClientOf) -> None:
    client, name = client_of("steward"), new_name(desk)
    client.send_form("/register/aendring", {"hvad": "saml", "navn": name, "to": "Ny Start"})
    with desk.engine.connect() as connection:
        number = changes(connection, None)[0].number
    client.send_form("/register/aendring", {"hvad": "fortryd", "number": str(number)})
    undo = offered(client)[0][0]
    client.send_form("/register/aendring", {"hvad": "fortryd", "number": str(undo)})
    assert [offer for _, offer in offered(client)] == [True, False, True]


def offered(client: Client) -> list[tuple[int, bool]]:
    """The changes of the list, and whether each can be taken back there."""
    page = client.get("/register/aendringer").text
    rows = re.findall(r'<th scope="row"[^>]*>(\d+)</th>(.*?)</tr>', page, re.DOTALL)
    for number, row in rows:
        assert (f"Fortryd nr. {number}<" in row) != ('<span class="soft">fortrudt</span>' in row)
    return [(int(number), f"Fortryd nr. {number}<" in row) for number, row in rows]


@pytest.mark.parametrize(
    ("form", "status", "said"),
    [
        ({"hvad": "saml", "navn": "Findes ikke", "to": "Ny Start"}, 409, "Ingen rapport har brugt navnet"),
        ({"hvad": "saml", "navn": "Ny Start", "to": "Ny Stert"}, 409, "Mente du »"),
        ({"hvad": "saml", "navn": "Ny Start", "to": "TCO", "from_year": "abc"}, 409, "går ikke"),
        ({"hvad": "fortryd", "number": "'; drop table audit"}, 409, "ingen ændring med nr. 0"),
        ({"hvad": "bekraeft", "navn": "Ny Start"}, 409, "allerede sagt god for"),
        ({"hvad": "slet", "navn": "Ny Start"}, 404, "Siden findes ikke"),
    ],
)
def test_what_cannot_be_done_is_told(client_of: ClientOf, form: dict, status: int, said: str) -> None:
    answer = client_of("steward").send_form("/register/aendring", form)
    assert (answer.status_code, said in answer.text) == (status, True)


def test_a_reader_sees_and_changes_nothing(desk: Desk, client_of: ClientOf) -> None:
    reader, name = client_of("reader"), new_name(desk)
    page = reader.get(f"/register/navn?navn={quote(name)}").text
    assert "Sig god for navnet" not in page
    assert reader.get("/register?soeg=%00%25").status_code == 200
    assert reader.get("/register?efter=99999999999999999999&vis=x").status_code == 200
    assert reader.get(f"/register/aendring?hvad=bekraeft&navn={quote(name)}").status_code == 403
    assert reader.send_form("/register/aendring", {"hvad": "bekraeft", "navn": name}).status_code == 403
    assert client_of("submitter").get("/register").status_code == 403
    assert reader.get("/register/navn?navn=findes+ikke").status_code == 404


def test_every_reason_of_the_register_is_a_sentence_in_both_languages(engine: Engine) -> None:
    with pytest.raises(Refused) as refused:
        confirm(engine, "Ny Stert", "Anne")
    assert why_not(refused.value, "da").startswith("Ingen rapport har brugt navnet »Ny Stert«. Mente du »")
    assert why_not(refused.value, "en").startswith("No report has used the name »Ny Stert«. Did you mean »")
    assert why_not(Refused("nobody"), "en") == "It is not said who decides."


def test_one_status_line_is_told_as_one(desk: Desk, client_of: ClientOf) -> None:
    client, told = client_of("steward"), set()
    for name in names(desk.engine, "", UNKNOWN)[:12]:
        page = client.get(f"/register/aendring?hvad=saml&navn={quote(name)}&to=Ny+Start").text
        told |= set(re.findall(r"\b1 (?:statuslinjer?|indikatorværdi(?:er)?)\b", page))
    assert told
    assert told <= {"1 statuslinje", "1 indikatorværdi"}


def test_a_join_that_is_refused_keeps_what_was_typed(desk: Desk, client_of: ClientOf) -> None:
    client = client_of("steward")
    typed = {"hvad": "saml", "navn": new_name(desk), "to": "Findes slet ikke", "from_year": "2019", "all_names": "1"}
    refused = client.get("/register/aendring", params=typed)
    (back,) = re.findall(r'<a class="button" href="([^"]+)">Tilbage', refused.text)
    form = client.get(unescape(back)).text
    assert 'value="Findes slet ikke"' in form
    assert 'name="from_year" inputmode="numeric" pattern="[0-9]{4}" size="4" value="2019"' in form
    assert 'name="all_names" value="1" checked' in form


def test_a_reason_with_a_personal_number_is_asked_for_again(desk: Desk, client_of: ClientOf) -> None:
    form = {"hvad": "bekraeft", "navn": new_name(desk), "reason": "se 010190-1234"}
    refused = client_of("steward").send_form("/register/aendring", form)
    assert (refused.status_code, "Der står et CPR-nummer" in refused.text) == (409, True)
    assert 'name="reason" maxlength="500" value="se 010190-1234"' in refused.text
