"""The way of a steward through queue and findings, on SQLite and on PostgreSQL."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import Engine

from desk_samples import asked, finding_of, hidden, links, now
from raw_samples import budget, report, status
from review.app import make_app
from review.desk import Desk
from review.people.accounts import add_person
from review.people.sessions import begin_session, signed_in
from review.visit import cookie_name
from review_site import Client, number_of
from schemas.check import check_reading
from schemas.reading import Reading
from warehouse.archive import Archive
from warehouse.load import load
from warehouse_samples import run, submission

pytest_plugins = ["databases"]


@pytest.fixture
def desk(engine: Engine, tmp_path: Path) -> Desk:
    for n, year in enumerate(("2022", "2023")):
        figures = [budget("Ny Start", ("500 kr.", "-6 kr.")[n]), status("Stille", None, 2), status("Rask", "måske", 3)]
        raw = report(*figures, about=["Amager"], period=year)
        load(engine, submission(run(engine), "ab"[n]), check_reading(Reading(raw)))
    add_person(engine, "mette", "Mette Hansen", "steward", "et langt kodeord", "test")
    return Desk(engine, Archive(tmp_path / "archive"), tmp_path, tmp_path / "pictures", "http://testserver")


@pytest.fixture
def client(desk: Desk) -> Client:
    made = Client(make_app(desk), base_url=desk.address, follow_redirects=False)
    token = begin_session(desk, number_of(desk, "mette"))
    made.cookies.set(cookie_name(desk), token)
    found = signed_in(desk, token)
    assert found is not None
    made.csrf = found.csrf_token
    return made


def test_one_after_the_other(desk: Desk, client: Client) -> None:
    number = finding_of(desk, "budget.negative")["finding_id"]
    page = client.get(f"/fund/{number}?q=start").text
    assert "a.pdf" in page and "b.pdf" in page
    form = {"handling": "ret", "vaerdi": "600", "set": hidden(page, "set")}
    assert "Det går an" in client.send_form(f"/fund/{number}/proev", form).text
    assert client.send_form(f"/fund/{number}/her?set={form['set']}").text.strip() == ""
    for action in ("tag", "slip", "tag"):
        client.send_form(f"/fund/{number}/{action}")
    assert "1 fund i alt" in client.get("/fund?mine=1").text
    client.send_form(f"/fund/{number}/spoerg", {"tekst": "Hvad skal der stå?"})
    there = client.send_form(f"/fund/{number}?q=start", form).headers["location"]
    assert now(desk, number)["state"] == "corrected"
    assert "er rettet til »600«" in client.get(there).text
    assert "Hvad skal der stå?" in client.get(f"/fund/{number}").text
    assert client.send_form(f"/fund/{number}", form).status_code == 409
    (undo,) = re.findall(r'action="(/fund/\d+/fortryd)\?q=start"', client.get(there).text)
    client.send_form(undo)
    assert now(desk, number)["state"] == "open"


def test_many_at_once(desk: Desk, client: Client) -> None:
    address = next(a for a in links(client.get("/fund/ens").text, r"/fund/ens/gruppe\?[^\"]*") if "status.unknown" in a)
    page = client.get(address).text
    chosen: dict = {
        "handling": "ret",
        "vaerdi": "Opnået",
        "fund": re.findall(r'name="fund" value="(\d+)"', page),
    }
    assert "Afgør 2 fund" in client.send_form(address, chosen).text
    there = client.send_form(address.replace("/gruppe?", "/afgoer?"), chosen).headers["location"]
    assert len(asked(desk, "select * from bi_status where corrected")) == 2
    (undo,) = re.findall(r'action="(/fund/bundt/\d+/fortryd)"', client.get(there).text)
    client.send_form(undo)
    assert asked(desk, "select * from bi_status where corrected") == []
    for state in ("settled", "corrected", "obsolete"):
        assert "Ingen fund passer" in client.get(f"/fund?tilstand={state}").text
