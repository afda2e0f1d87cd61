"""Every page by every role, as the list of pages has it: nobody comes further than their role, nothing is left open."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import httpx2
import pytest
from starlette.routing import compile_path

from review.app import make_app
from review.desk import Desk
from review.page import Page
from review.roles import ANYBODY, MAY, ROLES, SIGNED_IN
from review.routes import PAGES
from review.security.headers import HEADERS
from review.visit import UNSAFE
from review_site import Client, Site

pytest_plugins = ["databases", "review_app"]
ClientOf = Callable[[str | None], Client]
NOWHERE = "999999999"  # a number that nothing has
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
HERE = {"Sec-Fetch-Site": "same-origin"}
SENDING = [page for page in PAGES if page.methods[0] in UNSAFE]


def filled(path: str, value: str = NOWHERE) -> str:
    """A page's path with something in its gaps."""
    return re.sub(r"\{[^}]*\}", lambda _: value, path)


def asked(client: Client, page: Page, **more: Any) -> httpx2.Response:
    sent: dict[str, Any] = {"data": {"csrf_token": client.csrf}, "headers": HERE} if page in SENDING else {}
    return client.request(page.methods[0], filled(page.path), **(sent | more))


def allowed(page: Page, role: str | None) -> bool:
    """Who may open it, said here again: a page's role is of the list that we know."""
    if page.role == ANYBODY:
        return True
    return role is not None and (page.role == SIGNED_IN or role in MAY[page.role])


@pytest.mark.parametrize("role", [None, *ROLES])
def test_no_page_opens_without_the_role_it_needs(client_of: ClientOf, role: str | None) -> None:
    wrong = []
    for page in PAGES:
        answer = asked(client_of(role), page)
        shut = answer.status_code in (401, 403) or answer.headers.get("location", "").startswith("/log-ind?")
        if page.path == "/" and role is None:
            shut = answer.headers["location"] == "/log-ind"
        at_the_door = page.path.startswith(("/log-ind", "/start"))  # answers 401 to whoever may come, and says why
        if shut == allowed(page, role) and not (at_the_door and allowed(page, role)):
            wrong.append(f"{page.methods[0]} {page.path} as {role}: {answer.status_code}")
        if answer.status_code >= 500:
            wrong.append(f"{page.methods[0]} {page.path} as {role} fails")
    assert wrong == []


def test_what_roles_may_is_what_was_agreed() -> None:
    may = {role: sorted(needed for needed in MAY if role in MAY[needed]) for role in ROLES}
    assert may == {
        "reader": ["reader"],
        "submitter": ["submitter"],
        "steward": ["reader", "steward", "submitter"],
        "lead": ["lead", "reader", "steward", "submitter"],
    }


def test_few_pages_are_for_anybody() -> None:
    """A new one belongs here only after thinking about it."""
    assert {page.path for page in PAGES if page.role == ANYBODY} == {
        *("/static/{hash}/{name:path}", "/log-ind", "/log-ind/udbyder", "/log-ind/svar"),
        *("/start", "/sprog/{code}", "/tilgaengelighed"),
    }


def test_methods_that_a_page_does_not_have_are_refused(client_of: ClientOf) -> None:
    client, wrong = client_of("lead"), []
    for path in sorted({page.path for page in PAGES}):
        # an address can be of two paths: /fund/ens is one of its own, and like /fund/{number}
        fitting = [page for page in PAGES if compile_path(page.path)[0].match(filled(path))]
        known = {method for page in fitting for method in page.methods}
        for method in set(METHODS) - known - ({"HEAD"} if "GET" in known else set()):
            answer = client.request(method, filled(path), headers=HERE)
            if answer.status_code != 405:
                wrong.append(f"{method} {path}: {answer.status_code}")
    assert wrong == []


@pytest.mark.parametrize(
    "path", ["/findes-ikke", "/fund.bak", "/.git/config", "/static/x/y", "/log-ind/", "/docs", "/%00"]
)
def test_unknown_pages_are_not_there(client_of: ClientOf, path: str) -> None:
    for role in (None, "lead"):
        assert client_of(role).get(path).status_code == 404


def answers(client_of: ClientOf) -> Iterator[tuple[str, httpx2.Response]]:
    """One answer of every sort: each page, each method, refusals, wrong hosts, and a fault."""
    lead = client_of("lead")
    for page in PAGES:
        for method in METHODS:
            yield f"{method} {page.path}", client_of("lead").request(method, filled(page.path), headers=HERE)
    yield "404", lead.get("/findes-ikke")
    yield "redirect", client_of(None).get("/")
    yield "host", lead.get("/", headers={"Host": "ond.example"})
    yield "too large", lead.post("/mig", content=b"x" * 100_000, headers=HERE)
    names = re.findall(r'(?:href|src)="(/static/[^"]+)"', lead.get("/mig").text)
    yield from ((name, lead.get(name)) for name in names)


def test_every_answer_has_the_headers(client_of: ClientOf) -> None:
    wrong, seen = [], set()
    for name, answer in answers(client_of):
        seen.add(answer.status_code)
        wrong += [f"{name} {header}" for header, value in HEADERS.items() if answer.headers.get(header) != value]
        if "cache-control" not in answer.headers:
            wrong.append(f"{name} may be kept")
    assert wrong == []
    assert {200, 303, 400, 403, 404, 405, 413} <= seen


def test_a_fault_has_the_headers_and_tells_nothing(client_of: ClientOf, monkeypatch, caplog) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("hemmelig celle 010203-1234")

    monkeypatch.setattr("review.visit.Visit.asked", fail)
    client = Client(client_of("lead").app, base_url="http://testserver", raise_server_exceptions=False)
    answer = client.get("/log-ind")
    assert answer.status_code == 500
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "hemmelig" not in answer.text
    assert "Traceback" not in answer.text
    assert "Noget gik galt hos os" in answer.text
    ours = [record.getMessage() for record in caplog.records if record.name == "afrapport"]
    assert len(ours) == 1
    assert "RuntimeError" in ours[0]
    assert "hemmelig" not in ours[0]


def test_a_strict_policy() -> None:
    policy = dict(part.split(" ", 1) for part in HEADERS["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in json.dumps(policy)
    assert set(policy.values()) == {"'none'", "'self'"}


FOREIGN = [
    {"Sec-Fetch-Site": "cross-site", "Origin": "https://ond.example"},
    {"Sec-Fetch-Site": "same-site", "Origin": "https://ond.testserver"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "https://ond.example"},
    {"Origin": "http://testserver:81"},
    {"Origin": "http://testserver.ond.example"},
    {"Origin": "null"},
    {"Referer": "http://testserver/mig"},
    {},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_no_form_of_another_site_is_taken(client_of: ClientOf, headers: dict[str, str]) -> None:
    client = client_of("lead")
    taken = [p.path for p in SENDING if asked(client, p, headers=headers).status_code != 403]
    assert taken == []
    assert client.get("/mig").status_code == 200  # nor was the sign-in ended


def test_no_form_without_the_word_of_its_session_is_taken(client_of: ClientOf) -> None:
    client, other = client_of("lead"), client_of("lead")
    for word in ("", "x", other.csrf, client.csrf[:-1], client.csrf + "x", "æ"):
        pages = [page for page in SENDING if page.role != ANYBODY]
        taken = [p.path for p in pages if asked(client, p, data={"csrf_token": word}).status_code != 403]
        assert taken == []


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data", "application/xml", ""])
def test_no_form_of_another_type_is_taken(client_of: ClientOf, kind: str) -> None:
    client = client_of("lead")
    body = f"csrf_token={client.csrf}".encode()
    for page in SENDING:
        answer = asked(client, page, data=None, content=body, headers=HERE | {"Content-Type": kind})
        assert answer.status_code in (400, 401, 403), f"{page.path}: {answer.status_code}"


def test_a_real_form_of_another_site_changes_nothing(site: Site) -> None:
    page = site.page_as("steward")
    page.goto("/mig")
    page.route(
        "http://ond.localhost/",
        lambda route: route.fulfill(
            content_type="text/html",
            body=f'<form method=post action="{site.address}/log-ud"><button>Vind en præmie</button></form>',
        ),
    )
    page.goto("http://ond.localhost/")
    with page.expect_response("**/log-ud") as answer:
        page.get_by_role("button").click()
    assert answer.value.status in (401, 403)
    page.goto(site.address + "/mig")
    assert page.locator("h1").inner_text() == "Steward Hansen"


@pytest.mark.parametrize("size", [70_000, 3_000_000])
def test_bodies_that_are_too_large_are_refused(client_of: ClientOf, size: int) -> None:
    client, small = client_of("lead"), [page for page in SENDING if page.form_bytes <= 64 * 1024]
    assert small
    for page in small:
        answer = asked(client, page, data={"csrf_token": client.csrf, "login": "x" * size})
        assert answer.status_code == 413, page.path


def test_a_body_that_lies_about_its_length_is_cut(client_of: ClientOf) -> None:
    client = client_of("lead")
    pieces = (b"csrf_token=" + b"x" * 10_000 for _ in range(100))
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.post("/mig", content=pieces, headers=HERE | kind).status_code == 413


def test_more_fields_than_a_form_has_are_refused(client_of: ClientOf) -> None:
    client = client_of("lead")
    body = "&".join(f"a{n}=" for n in range(5000))
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.post("/mig", content=body, headers=HERE | kind).status_code == 400


HOSTS = [
    "ond.example",
    "testserver.ond.example",
    "ond.example:80",
    "testserver@ond.example",
    "127.0.0.1",
    "",
    "[::1]",
    "a" * 300,
]


@pytest.mark.parametrize("host", HOSTS)
def test_another_host_is_not_answered(client_of: ClientOf, host: str) -> None:
    answer = client_of("lead").get("/mig", headers={"Host": host, "X-Forwarded-Host": "testserver"})
    assert answer.status_code == 400
    assert "Hansen" not in answer.text


TRAVERSALS = [
    *("../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd", "....//....//etc/passwd"),
    *("..\\..\\etc\\passwd", "..%5c..%5cetc%5cpasswd", "%252e%252e%252fetc%252fpasswd", "/etc/passwd"),
    *("%2fetc%2fpasswd", "C:%5cwindows%5cwin.ini", "file:///etc/passwd", "..%c0%af..%c0%afetc/passwd", "%00"),
    *("x%00.png", "1%00", "%0d%0a", "..;/..;/etc/passwd", "%2e", "%2e%2e", "~root", "$(id)", "`id`", "1%20or%201=1"),
    *("1'--", "%ff", "١", "1e9", "-1", "0x1", "1" * 400, "9" * 19, "NaN", "{{7*7}}", "%7b%7b7*7%7d%7d", "con"),
    *("nul.png", "1/../../../../etc/passwd"),
]


@pytest.mark.parametrize("role", ["lead", None])
def test_no_path_leads_out_of_the_app(client_of: ClientOf, role: str | None) -> None:
    client, wrong = client_of(role), []
    gaps = [page for page in PAGES if "{" in page.path and "GET" in page.methods]
    assert len(gaps) >= 2
    for page in gaps:
        for value in TRAVERSALS:
            answer = client.get(filled(page.path, value))
            body = answer.text
            if answer.status_code not in (303, 307, 400, 404) or "root:" in body:
                wrong.append(f"{page.path} {value}: {answer.status_code}")
    assert wrong == []


ODD = ["'", '"><script>alert(1)</script>', "\0", "1' or '1'='1", "\n\r", "٣", "-1", "9" * 40, "{{7*7}}", "x" * 3000]
NAMES = ("til", "key", "q", "side", "fra", "rule", "year", "page", "after", "x", "state", "code", "id")


@pytest.mark.parametrize("value", ODD)
def test_what_stands_in_an_address_is_only_text(client_of: ClientOf, value: str) -> None:
    client, wrong = client_of("lead"), []
    query = "&".join(f"{name}={quote(value)}" for name in NAMES)
    for page in (page for page in PAGES if page.methods[0] == "GET"):
        answer = client.get(f"{filled(page.path)}?{query}")
        broken = "<script>alert" in answer.text or "\n" in answer.headers.get("location", "")
        if answer.status_code >= 500 or broken:
            wrong.append(f"{page.path}: {answer.status_code}")
    assert wrong == []


def test_https_brings_its_own_headers_and_cookies(desk: Desk) -> None:
    secure = replace(desk, address="https://afrapport.example.dk")
    client = Client(make_app(secure), base_url=secure.address, follow_redirects=False)
    answer = client.send_form("/log-ind", {"login": "steward", "password": "et langt kodeord til test"})
    [cookie] = [value for value in answer.headers.get_list("set-cookie") if "Hansen" not in value]
    assert cookie.startswith("__Host-afrapport=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=lax"} <= {part.strip() for part in cookie.split(";")}
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert client.get("/findes-ikke").headers["Strict-Transport-Security"]
