"""Signing in with a password: what a sign-in lasts, what ends it, and how slow guessing is."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from review.app import make_app
from review.desk import Desk
from review.people import administer, passwords
from review.people.accounts import add_person, check_password
from review.people.attempts import ATTEMPTS, OF_ADDRESS, OF_LOGIN, network_of, note_success, take_attempt
from review.people.sessions import SESSIONS, begin_session, hashed, signed_in
from review_site import PASSWORD, Client, number_of

pytest_plugins = ["databases", "review_app"]
ClientOf = Callable[[str | None], Client]


class Clock:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def timed(desk: Desk, clock: Clock) -> Desk:
    return replace(desk, clock=clock)


def sign_in(client: Client, login: str = "steward", password: str = PASSWORD, **more: str):
    return client.send_form("/log-ind", {"login": login, "password": password} | more)


def test_signing_in_leads_to_where_somebody_wanted(client_of: ClientOf) -> None:
    client = client_of(None)
    assert client.get("/mig?a=1").headers["location"] == "/log-ind?til=/mig%3Fa%3D1"
    assert 'value="/mig?a=1"' in client.get("/log-ind?til=/mig%3Fa%3D1").text
    assert sign_in(client, til="/mig?a=1").headers["location"] == "/mig?a=1"
    assert client.get("/mig").status_code == 200


ELSEWHERE = ["https://ond.example", "//ond.example", "/\\ond.example", "\\/ond", "javascript:alert(1)"]


@pytest.mark.parametrize("to", ELSEWHERE)
def test_signing_in_leads_nowhere_else(client_of: ClientOf, to: str) -> None:
    assert sign_in(client_of(None), til=to).headers["location"] == "/"
    assert client_of("steward").get("/log-ind", params={"til": to}).headers["location"] == "/"


def test_who_has_signed_in_in_another_window_comes_to_where_they_wanted(client_of: ClientOf) -> None:
    assert client_of("steward").get("/log-ind?til=/fund%3Faar%3D2018").headers["location"] == "/fund?aar=2018"
    for to in ("", "/log-ind", "/log-ind%3Ftil%3D/fund"):
        assert client_of("submitter").get(f"/log-ind?til={to}").headers["location"] == "/indsend"


def test_case_and_spaces_of_a_login_do_not_matter_but_those_of_a_password_do(client_of: ClientOf) -> None:
    assert sign_in(client_of(None), " Steward ").status_code == 303
    assert sign_in(client_of(None), password=PASSWORD + " ").status_code == 401
    assert sign_in(client_of(None), password=PASSWORD.upper()).status_code == 401


def test_all_that_is_wrong_is_said_in_one_way(client_of: ClientOf, desk: Desk) -> None:
    administer.set_active(desk.engine, "reader", False, "test")
    add_person(desk.engine, "udbyder", "U", "reader", None, "test", "https://x|1")
    said = set()
    for login in ("steward", "findes-ikke", "reader", "udbyder", ""):
        answer = sign_in(client_of(None), login, "et helt andet kodeord")
        said.add((answer.status_code, answer.text.replace(f'value="{login}" autocomplete', "")))
    assert len(said) == 1
    assert "passer ikke" in said.pop()[1]


def test_every_look_at_a_password_costs_the_same(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []
    verify = passwords.PasswordHasher.verify

    def noted(self: passwords.PasswordHasher, stored: str, given: str) -> bool:
        compared.append(stored)
        return verify(self, stored, given)

    monkeypatch.setattr(passwords.PasswordHasher, "verify", noted)
    for login in ("steward", "findes-ikke"):
        assert check_password(desk.engine, login, "x" * 20) is None
    assert len(compared) == 2
    assert len({stored.rsplit("$", 2)[0] for stored in compared}) == 1  # the same cost


def test_a_new_sign_in_has_a_new_name_and_ends_the_one_before(client_of: ClientOf) -> None:
    client = client_of("reader")
    before = client.cookies["afrapport"]
    sign_in(client)
    after = client.cookies["afrapport"]
    assert before != after
    assert len(after) >= 43
    assert client_of(None).get("/mig", headers={"Cookie": f"afrapport={before}"}).status_code == 303


def test_a_name_that_somebody_else_chose_is_not_taken(client_of: ClientOf) -> None:
    client = client_of(None)
    client.cookies.set("afrapport", "valgt-af-en-anden")
    sign_in(client)
    assert client_of(None).get("/mig", headers={"Cookie": "afrapport=valgt-af-en-anden"}).status_code == 303


def test_only_a_hash_of_it_is_stored(timed: Desk) -> None:
    token = begin_session(timed, number_of(timed, "steward"))
    with timed.engine.connect() as connection:
        rows = connection.execute(select(SESSIONS)).all()
    assert token not in repr(rows)
    assert hashed(token) in repr(rows)
    assert signed_in(timed, hashed(token)) is None


def test_who_does_nothing_is_signed_out_and_who_works_stays(timed: Desk, clock: Clock) -> None:
    token = begin_session(timed, number_of(timed, "steward"))
    for _ in range(3):
        clock.now += timed.idle - timedelta(seconds=1)
        assert signed_in(timed, token) is not None
    clock.now += timed.idle + timedelta(seconds=1)
    assert signed_in(timed, token) is None


def test_nobody_stays_longer_than_a_day_of_work(timed: Desk, clock: Clock) -> None:
    token, began = begin_session(timed, number_of(timed, "steward")), clock.now
    while clock.now - began <= timed.longest - timedelta(minutes=20):
        assert signed_in(timed, token) is not None
        clock.now += timedelta(minutes=20)
    clock.now = began + timed.longest + timedelta(seconds=1)
    assert signed_in(timed, token) is None


ENDINGS: dict[str, Callable[[Engine], object]] = {
    "role": lambda engine: administer.set_role(engine, "steward", "reader", "test"),
    "closed": lambda engine: administer.set_active(engine, "steward", False, "test"),
    "password": lambda engine: administer.set_password(engine, "steward", "et helt nyt kodeord", "test"),
    "everywhere": lambda engine: administer.sign_out_everywhere(engine, "steward", "test"),
}


@pytest.mark.parametrize("how", ENDINGS)
def test_a_change_of_an_account_ends_its_sign_ins(client_of: ClientOf, desk: Desk, how: str) -> None:
    one, two, other = client_of("steward"), client_of("steward"), client_of("reader")
    ENDINGS[how](desk.engine)
    assert [client.get("/mig").status_code for client in (one, two, other)] == [303, 303, 200]


def test_signing_out_is_the_end_also_for_a_copy_of_the_cookie(client_of: ClientOf) -> None:
    client = client_of("steward")
    copy = client.cookies["afrapport"]
    assert client.send_form("/log-ud").headers["location"] == "/log-ind"
    assert "afrapport" not in client.cookies
    assert client_of(None).get("/mig", headers={"Cookie": f"afrapport={copy}"}).status_code == 303


def test_an_open_account_that_was_closed_does_not_bring_old_sign_ins_back(client_of: ClientOf, desk: Desk) -> None:
    client = client_of("steward")
    administer.set_active(desk.engine, "steward", False, "test")
    administer.set_active(desk.engine, "steward", True, "test")
    assert client.get("/mig").status_code == 303


@pytest.mark.parametrize("cookie", ["", "x" * 5000, "\udcff", "' or 1=1 --", "a; b", "%00"])
def test_a_cookie_of_nonsense_is_nobody(client_of: ClientOf, cookie: str) -> None:
    headers = {b"Cookie": b"afrapport=" + cookie.encode("utf-8", "surrogateescape")}
    assert client_of(None).get("/mig", headers=headers).status_code == 303


def test_guessing_is_slow_and_waiting_helps(timed: Desk, clock: Clock) -> None:
    client = Client(make_app(timed), base_url=timed.address, follow_redirects=False)
    guesses = [sign_in(client, password=f"gæt nummer {n}").status_code for n in range(OF_LOGIN + 3)]
    assert guesses == [401] * OF_LOGIN + [429] * 3
    assert sign_in(client).status_code == 429
    clock.now += timedelta(seconds=61)
    assert sign_in(client).status_code == 303


def test_a_stranger_cannot_lock_anybody_out(engine: Engine, tmp_path) -> None:
    desk = Desk(engine, None, tmp_path, tmp_path)  # ty: ignore[invalid-argument-type]
    for _ in range(50):
        take_attempt(desk, "steward", "192.0.2.1")
    assert take_attempt(desk, "steward", "192.0.2.1") is None
    assert take_attempt(desk, "steward", "192.0.2.2") is not None


def test_one_address_cannot_try_many_logins(engine: Engine, tmp_path) -> None:
    desk = Desk(engine, None, tmp_path, tmp_path)  # ty: ignore[invalid-argument-type]
    taken = [take_attempt(desk, f"person{n}", "192.0.2.1") for n in range(OF_ADDRESS + 5)]
    assert [n is not None for n in taken] == [True] * OF_ADDRESS + [False] * 5


def test_many_tries_at_the_same_moment_count_each(engine: Engine, tmp_path) -> None:
    desk, taken = Desk(engine, None, tmp_path, tmp_path), []  # ty: ignore[invalid-argument-type]
    tries = [threading.Thread(target=lambda: taken.append(take_attempt(desk, "a", "192.0.2.1"))) for _ in range(20)]
    for one in tries:
        one.start()
    for one in tries:
        one.join()
    assert sum(number is not None for number in taken) == OF_LOGIN


def test_right_tries_do_not_count_and_old_ones_are_forgotten(engine: Engine, tmp_path, clock: Clock) -> None:
    desk = Desk(engine, None, tmp_path, tmp_path, clock=clock)  # ty: ignore[invalid-argument-type]
    for _ in range(OF_LOGIN + 5):
        number = take_attempt(desk, "a", "192.0.2.1")
        assert number is not None
        note_success(desk, number)
    clock.now += timedelta(days=2)
    take_attempt(desk, "a", "192.0.2.1")
    with engine.connect() as connection:
        assert len(connection.execute(select(ATTEMPTS)).all()) == 1


def test_what_counts_as_one_address() -> None:
    assert network_of("192.0.2.1") == network_of("::ffff:192.0.2.1") == "192.0.2.1"
    assert network_of("2001:db8:1:2::1") == network_of("2001:db8:1:2:ffff::9") != network_of("2001:db8:1:3::1")
    assert network_of("testclient") == "testclient"


def test_two_passwords_are_compared_at_once_and_a_crowd_is_sent_away(monkeypatch: pytest.MonkeyPatch) -> None:
    running, most, gate = [], [], threading.Event()

    class Slow:
        def verify(self, *_: str) -> bool:
            running.append(1)
            most.append(len(running))
            gate.wait(10)
            running.pop()
            return True

    monkeypatch.setattr(passwords, "_hasher", Slow)
    results: list[object] = []

    def look() -> None:
        try:
            results.append(passwords.is_password("x", "y"))
        except passwords.TooBusy:
            results.append("busy")
            if results.count("busy") == 5:
                gate.set()

    crowd = [threading.Thread(target=look) for _ in range(passwords.IN_LINE + 5)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert max(most) == passwords.AT_ONCE
    assert (results.count(True), results.count("busy")) == (passwords.IN_LINE, 5)


def test_a_crowd_is_told_to_wait(client_of: ClientOf, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> None:
        raise passwords.TooBusy

    monkeypatch.setattr("review.people.sign_in.check_password", busy)
    answer = sign_in(client_of(None))
    assert (answer.status_code, "Vent et øjeblik" in answer.text) == (503, True)


def test_a_password_is_the_same_however_its_letters_are_typed() -> None:
    assert passwords.is_password(passwords.hash_of("blåbærgrød på en å"), "blåbærgrød på en å")


def test_no_password_is_kept_or_logged(client_of: ClientOf, desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    client = client_of(None)
    sign_in(client, password="forkert kodeord 4711")
    sign_in(client, "\r\n\x1b[31mond", "forkert kodeord 4711")
    sign_in(client)
    logged = caplog.text + "".join(record.getMessage() for record in caplog.records)
    assert "sign-in refused" in logged
    for secret in ("forkert kodeord", PASSWORD, client.cookies["afrapport"], "\x1b"):
        assert secret not in logged
    stored = (desk.engine.url.database or "").encode()
    with open(stored, "rb") as file:
        content = file.read()
    assert PASSWORD.encode() not in content
    assert b"$argon2id$v=19$m=19456,t=2,p=1$" in content
