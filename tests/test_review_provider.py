"""Signing in through a provider: who it lets in and as what, and every answer of it that is not believed."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey
from sqlalchemy import select

from oidc_provider import CLIENT, SECRET, LocalProvider, new_key, signed_with
from review.app import make_app
from review.desk import Desk
from review.people import administer
from review.people.accounts import PEOPLE
from review.people.provider import Provider
from review.people.provider_settings import ProviderSettings, WrongSetting, provider_settings
from review_site import Client, Site, served
from warehouse import audit

pytest_plugins = ["databases", "review_app"]
NOBODY = "http://127.0.0.1:9"


@pytest.fixture
def local() -> Iterator[LocalProvider]:
    with LocalProvider() as provider:
        yield provider


def settings_of(local: LocalProvider, **more: str) -> ProviderSettings:
    given = {"ISSUER": local.issuer, "CLIENT_ID": CLIENT, "CLIENT_SECRET": SECRET, "NAME": "Kommunen"} | more
    found = provider_settings({f"AFRAPPORT_OIDC_{name}": value for name, value in given.items()})
    assert found is not None
    return found


@pytest.fixture
def joined(desk: Desk, local: LocalProvider) -> Desk:
    return replace(desk, provider=Provider(settings_of(local)))


def browser_of(desk: Desk) -> Client:
    return Client(make_app(desk), base_url=desk.address, follow_redirects=False)


def come(desk: Desk, local: LocalProvider, client: Client | None = None, to: str = "") -> httpx2.Response:
    """The whole way: to the provider, a yes there, and back."""
    client = client or browser_of(desk)
    away = client.get("/log-ind/udbyder", params={"til": to})
    assert away.status_code == 303
    return client.get(local.consent(away.headers["location"]))


def people(desk: Desk) -> list:
    with desk.engine.connect() as connection:
        return list(connection.execute(select(PEOPLE).where(PEOPLE.c.subject.is_not(None))).all())


def test_who_the_provider_knows_comes_in(joined: Desk, local: LocalProvider) -> None:
    client = browser_of(joined)
    back = come(joined, local, client, to="/mig")
    assert (back.status_code, back.headers["location"]) == (303, "/mig")
    assert "Ida Udbyder" in client.get("/mig").text
    [person] = people(joined)
    assert (person.subject, person.role, person.password_hash) == (f"{local.issuer}|u-1", "steward", None)
    assert audit.verify(joined.engine).broken is None


def test_a_sign_in_asks_the_provider_no_more_than_it_must(joined: Desk, local: LocalProvider) -> None:
    come(joined, local)
    come(joined, local)
    assert sorted(local.asked) == ["/.well-known/openid-configuration", "/keys", "/token", "/token"]


def test_the_role_follows_the_provider_and_ends_what_was_open(joined: Desk, local: LocalProvider) -> None:
    first = browser_of(joined)
    come(joined, local, first)
    local.claims = {"sub": "u-1", "name": "Ida Gift", "roles": ["reader", "lead", "noget andet"]}
    second = browser_of(joined)
    come(joined, local, second)
    assert [(p.name, p.role) for p in people(joined)] == [("Ida Gift", "lead")]
    assert first.get("/mig").status_code == 303
    assert second.get("/personer").status_code == 200


def test_whoever_has_no_role_is_told_so_and_loses_what_was_open(joined: Desk, local: LocalProvider) -> None:
    before = browser_of(joined)
    come(joined, local, before)
    local.claims = {"sub": "u-1", "roles": ["kantine"]}
    refused = come(joined, local)
    assert refused.status_code == 403
    assert "har ingen rolle i afrapport" in refused.text
    assert before.get("/mig").status_code == 303


def test_an_account_that_a_lead_closed_stays_closed(joined: Desk, local: LocalProvider) -> None:
    come(joined, local)
    administer.set_active(joined.engine, people(joined)[0].login, False, "test")
    refused = come(joined, local)
    assert (refused.status_code, "Din konto i afrapport er lukket" in refused.text) == (403, True)


def test_a_name_at_the_provider_opens_no_local_account(joined: Desk, local: LocalProvider) -> None:
    local.claims = {"sub": "u-2", "preferred_username": "lead", "roles": ["reader"]}
    client = browser_of(joined)
    come(joined, local, client)
    [person] = people(joined)
    assert person.login.startswith("lead-")
    assert client.get("/personer").status_code == 403


def unsigned(claims: dict) -> str:
    head, body = (urlsafe_b64encode(json.dumps(p).encode()).rstrip(b"=") for p in ({"alg": "none"}, claims))
    return f"{head.decode()}.{body.decode()}."


SPOILT: dict[str, Callable[[dict], dict]] = {
    "another issuer": lambda c: c | {"iss": NOBODY},
    "another audience": lambda c: c | {"aud": "en anden app"},
    "another audience, at our request": lambda c: c | {"aud": "en anden app", "azp": CLIENT},
    "no audience": lambda c: {k: v for k, v in c.items() if k != "aud"},
    "several audiences and nobody it was made for": lambda c: c | {"aud": [CLIENT, "en anden"]},
    "made for another": lambda c: c | {"aud": [CLIENT, "en anden"], "azp": "en anden"},
    "another sign-in's nonce": lambda c: c | {"nonce": "x"},
    "no nonce": lambda c: {k: v for k, v in c.items() if k != "nonce"},
    "expired": lambda c: c | {"exp": c["iat"] - 3600},
    "never expires": lambda c: {k: v for k, v in c.items() if k != "exp"},
    "from the future": lambda c: c | {"iat": c["iat"] + 3600, "exp": c["exp"] + 7200},
    "not yet": lambda c: c | {"nbf": c["iat"] + 3600},
    "nobody": lambda c: {k: v for k, v in c.items() if k != "sub"},
    "a number for a subject": lambda c: c | {"sub": 7},
    "an empty subject": lambda c: c | {"sub": ""},
    "a list for an issuer": lambda c: c | {"iss": [c["iss"]]},
    "another access token": lambda c: c | {"at_hash": "x"},
}


def is_refused(back: httpx2.Response, desk: Desk) -> bool:
    assert back.status_code == 401
    assert "virker ikke lige nu" in back.text
    return not people(desk) and "afrapport" not in back.cookies


@pytest.mark.parametrize("how", SPOILT)
def test_a_token_that_is_not_for_this_sign_in_is_refused(joined: Desk, local: LocalProvider, how: str) -> None:
    local.spoil = SPOILT[how]
    assert is_refused(come(joined, local), joined)


def test_a_token_that_the_provider_did_not_sign_is_refused(joined: Desk, local: LocalProvider) -> None:
    stranger, secret = new_key("first", "of a stranger"), OctKey.import_key(SECRET.ljust(32, "x"))
    for sign in (
        lambda claims: signed_with(stranger, claims),
        unsigned,
        lambda claims: jwt.encode({"alg": "HS256"}, claims, secret),
        lambda claims: "ikke.et.token",
        lambda claims: 7,
    ):
        local.sign = sign
        assert is_refused(come(joined, local), joined)
    local.sign = None
    assert come(joined, local).status_code == 303


def test_a_new_key_of_the_provider_is_looked_up_once(joined: Desk, local: LocalProvider) -> None:
    come(joined, local)
    local.key = new_key("second")
    assert is_refused_for_key(joined, local)
    local.shown = [local.key]
    assert come(joined, local).status_code == 303
    later = replace(joined, clock=lambda: joined.clock() + timedelta(minutes=2))
    local.asked.clear()
    assert come(later, local).status_code == 303
    assert local.asked == ["/token"]


def is_refused_for_key(desk: Desk, local: LocalProvider) -> bool:
    local.asked.clear()
    return come(desk, local).status_code == 401 and local.asked == ["/token", "/keys"]


def test_an_answer_that_this_browser_did_not_ask_for_is_refused(joined: Desk, local: LocalProvider) -> None:
    attacker, victim = browser_of(joined), browser_of(joined)
    theirs = local.consent(attacker.get("/log-ind/udbyder").headers["location"])
    refused = victim.get(theirs)
    assert (refused.status_code, "begyndte i et andet vindue" in refused.text) == (401, True)
    victim.get("/log-ind/udbyder")
    assert victim.get(theirs).status_code == 401
    assert local.asked.count("/token") == 0


def test_an_answer_is_good_once(joined: Desk, local: LocalProvider) -> None:
    client = browser_of(joined)
    back = local.consent(client.get("/log-ind/udbyder").headers["location"])
    assert client.get(back).status_code == 303
    assert client.get(back).status_code == 401


@pytest.mark.parametrize("cookie", ["", "x", "bnVsbA==", "W10=", "e30=", "eyJzdGF0ZSI6IDF9", "W1tb" * 3000, "æ"])
def test_a_spoilt_cookie_is_no_sign_in(joined: Desk, cookie: str) -> None:
    headers = {b"Cookie": b"afrapport-udbyder=" + cookie.encode()}
    assert browser_of(joined).get("/log-ind/svar?code=x&state=", headers=headers).status_code == 401


def test_a_no_at_the_provider_is_said(joined: Desk, local: LocalProvider) -> None:
    client = browser_of(joined)
    state = parse_qs(urlsplit(client.get("/log-ind/udbyder").headers["location"]).query)["state"][0]
    refused = client.get("/log-ind/svar", params={"error": "access_denied", "state": state})
    assert (refused.status_code, "Du blev ikke logget ind hos Kommunen" in refused.text) == (401, True)


ELSEWHERE = ("//ond.example", "https://ond.example", "/\\ond.example", "\\\\ond.example", "javascript:x")


@pytest.mark.parametrize("to", ELSEWHERE)
def test_nobody_is_sent_elsewhere_afterwards(joined: Desk, local: LocalProvider, to: str) -> None:
    assert come(joined, local, to=to).headers["location"] == "/"


def test_the_way_to_the_provider_is_ours(joined: Desk, local: LocalProvider) -> None:
    asked = parse_qs(urlsplit(browser_of(joined).get("/log-ind/udbyder").headers["location"]).query)
    assert asked["redirect_uri"] == [joined.address + "/log-ind/svar"]
    assert len(asked["state"][0]) >= 43
    assert len(asked["nonce"][0]) >= 43


@pytest.mark.parametrize("about", [{"issuer": NOBODY}, {"token_endpoint": "http://ond.example/t"}, {"jwks_uri": 7}])
def test_a_provider_that_contradicts_itself_is_not_used(joined: Desk, local: LocalProvider, about: dict) -> None:
    local.about = about
    client = browser_of(joined)
    away = client.get("/log-ind/udbyder")
    if away.status_code == 303:
        away = client.get(local.consent(away.headers["location"]))
    assert away.status_code == 401
    assert people(joined) == []


def test_a_secret_follows_no_redirect(joined: Desk, local: LocalProvider) -> None:
    with LocalProvider() as elsewhere:
        local.token_status, local.token_headers = 307, {"Location": elsewhere.issuer + "/token"}
        assert is_refused(come(joined, local), joined)
        assert elsewhere.asked == []


def test_a_provider_that_is_down_is_said(desk: Desk, local: LocalProvider) -> None:
    down = replace(desk, provider=Provider(replace(settings_of(local), issuer=NOBODY)))
    refused = browser_of(down).get("/log-ind/udbyder")
    assert (refused.status_code, "virker ikke lige nu" in refused.text) == (401, True)


def test_without_a_provider_its_pages_are_not_there(client_of: Callable[[str | None], Client]) -> None:
    assert client_of(None).get("/log-ind/udbyder").status_code == 404
    assert client_of(None).get("/log-ind/svar").status_code == 404


def test_the_settings_are_looked_at_before_the_app_starts() -> None:
    assert provider_settings({}) is None
    whole = {"AFRAPPORT_OIDC_ISSUER": "https://login.example", "AFRAPPORT_OIDC_CLIENT_ID": "a"}
    found = provider_settings(whole)
    assert found is not None
    assert found.name == "login.example"
    for name, value in {"ISSUER": "http://login.example", "CLIENT_ID": "", "ROLES": "ledere=boss"}.items():
        with pytest.raises(WrongSetting) as wrong:
            provider_settings(whole | {f"AFRAPPORT_OIDC_{name}": value})
        assert wrong.value.name == f"AFRAPPORT_OIDC_{name}"


def test_groups_are_roles_by_the_settings(local: LocalProvider) -> None:
    given = settings_of(local, ROLE_CLAIM="realm_access.roles", ROLES="CN=Ledere=lead, Folk=reader")
    assert given.role_of({"realm_access": {"roles": ["Folk", "CN=Ledere"]}}) == "lead"
    assert given.role_of({"realm_access.roles": "Folk"}) == "reader"
    for nothing in ({}, {"realm_access": "lead"}, {"realm_access": {"roles": ["lead", 7]}}):
        assert given.role_of(nothing) is None


def test_the_whole_way_in_a_browser(site: Site, local: LocalProvider) -> None:
    with served(replace(site.desk, provider=Provider(settings_of(local)))) as (_, address):
        page = site.page_as(None)
        page.goto(address + "/mig")
        page.get_by_role("link", name="Log ind med Kommunen").click()
        page.get_by_role("heading", name="Ida Udbyder").wait_for()
        assert page.url == address + "/mig"
        page.get_by_role("button", name="Log ud").click()
        page.goto(address + "/mig")
        assert "/log-ind?" in page.url
