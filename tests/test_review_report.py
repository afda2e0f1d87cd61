"""The pages of reports: the list, each tab, and what stands on them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape

import pytest
from sqlalchemy import text

from documents.hostile import letter
from extractors.place import Place
from review.desk import Desk
from review.report import pages
from review_site import Client
from schemas.certificate import certificate
from warehouse.load import load
from warehouse.recheck import reading_of_report
from warehouse.register import register_of
from warehouse.renew import undo
from warehouse.settle import Order, settle
from warehouse_samples import budget, report, run, submission

pytest_plugins = ["databases", "review_app"]
TABS = ("", "/sider", "/tal", "/fund", "/regnskab", "/udgaver")
ClientOf = Callable[[str | None], Client]


def asked(desk: Desk, sql: str, **values: object) -> list:
    with desk.engine.connect() as connection:
        return list(connection.execute(text(sql), values))


def report_ids(desk: Desk, which: str = "1 = 1") -> list[int]:
    return [row.report_id for row in asked(desk, f"select report_id from bi_report where {which} order by 1")]


def finding(desk: Desk, rule: str) -> tuple[int, int]:
    """The first open finding of a rule: its number and its report's."""
    found = asked(desk, "select finding_id, report_id from bi_finding where rule = :rule order by 1", rule=rule)[0]
    return found.finding_id, found.report_id


def decide(desk: Desk, rule: str, action: str, value: str | None = None, reason: str | None = None) -> int:
    """Settle that finding; returns the report's number."""
    number, report = finding(desk, rule)
    order = Order(number, action, "Karen <b>Hansen</b>", reason, value)
    settle(desk.engine, order, desk.today(), register_of(desk.engine))
    return report


def source_pages(client: Client, report: int) -> Iterator[str]:
    """The tab with the source, once for each page or sheet that has figures, and each part of a sheet."""
    first = client.get(f"/rapporter/{report}/sider").text
    listed = re.search(r'<nav class="leaves".*?</nav>', first, re.DOTALL)
    addresses = re.findall(r'href="([^"]+)"', listed[0]) if listed else [f"/rapporter/{report}/sider"]
    seen, waiting = set(), [unescape(address) for address in addresses]
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        page = client.get(address).text
        yield page
        further = re.findall(r'href="([^"]*hjoerne=[^"]*)#kilde"', page)
        waiting += [unescape(each) for each in further]


def test_the_list_has_every_report_the_newest_first(desk: Desk, client_of: ClientOf) -> None:
    page = client_of("reader").get("/rapporter").text
    listed = [int(number) for number in re.findall(r'<th scope="row"><a href="/rapporter/(\d+)"', page)]
    assert listed == report_ids(desk)[::-1]
    counts = [int(count) for count in re.findall(r'<span class="count">(\d+)</span></a></li>', page)]
    assert counts[0] == sum(counts[1:]) == len(listed)


@pytest.mark.parametrize(
    ("address", "which"),
    [
        ("?slags=status_note", "report_kind = 'status_note'"),
        ("?slags=ukendt", "report_kind is null"),
        ("?aar=2018", "period_year = 2018"),
        ("?tilstand=superseded", "state = 'superseded'"),
        ("?q=BUDGETARK", "report_file like 'budgetark%'"),
        ("?q=Havrev%C3%86nget", "title like '%Havrevænget%'"),
        ("?slags=budget_sheet&tilstand=partial&aar=2020", "report_file = 'budgetark_bispeparken.xlsx'"),
        ("?aar=nu&tilstand=x", "1 = 1"),
    ],
)
def test_filters_stand_in_the_address(desk: Desk, client_of: ClientOf, address: str, which: str) -> None:
    page = client_of("reader").get("/rapporter" + address).text
    listed = [int(number) for number in re.findall(r'<th scope="row"><a href="/rapporter/(\d+)"', page)]
    assert sorted(listed) == report_ids(desk, which)
    assert listed


def test_nothing_found_says_what_to_do(client_of: ClientOf) -> None:
    page = client_of("reader").get("/rapporter?q=%25_<script>").text
    assert "Ingen rapporter passer" in page
    assert 'value="%_&lt;script&gt;"' in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_tab_of_every_report_opens(desk: Desk, client_of: ClientOf, language: str) -> None:
    client = client_of("reader")
    client.cookies.set("afrapport-language", language)
    for number in report_ids(desk):
        for tab in TABS:
            page = client.get(f"/rapporter/{number}{tab}")
            assert page.status_code == 200, (number, tab)
            assert page.text.count("<h1") == 1
            ids = re.findall(r'\bid="([^"]+)"', page.text)
            assert len(ids) == len(set(ids)), (number, tab)


@pytest.mark.parametrize("number", ["99999", "x", "-1", "1.5", "0", "9" * 30])
def test_what_is_no_report_is_not_found(client_of: ClientOf, number: str) -> None:
    client = client_of("lead")
    assert {client.get(f"/rapporter/{number}{tab}").status_code for tab in (*TABS, "/fil", "/kopi")} == {404}


@pytest.mark.parametrize("role", [None, "submitter"])
def test_who_may_not_read_sees_no_report(desk: Desk, client_of: ClientOf, role: str | None) -> None:
    client = client_of(role)
    for address in ("/rapporter", *(f"/rapporter/1{tab}" for tab in (*TABS, "/fil", "/kopi"))):
        assert client.get(address).status_code == (303 if role is None else 403)


def test_every_figure_is_drawn_where_it_stands_and_is_in_the_table(desk: Desk, client_of: ClientOf) -> None:
    client = client_of("reader")
    views = ("status", "budget", "indicator")
    counting = " + ".join(f"(select count(*) from fact_{v} f where f.report_id = b.report_id)" for v in views)
    for row in asked(desk, f"select report_id, {counting} as figures from bi_report b"):
        rows, boxes = set(), set()
        for page in source_pages(client, row.report_id):
            here = set(re.findall(r'<tr id="t-([0-9a-f]{12})" data-box="(b-[0-9a-f]{12})"', page))
            drawn = set(re.findall(r'class="[^"]*box [^"]*" id="(b-[0-9a-f]{12})"', page))
            assert {box for _, box in here} == drawn
            # each box leads to a row that is there
            assert set(re.findall(r'href="#t-([0-9a-f]{12})"', page)) <= {mark for mark, _ in here}
            rows |= {mark for mark, _ in here}
            boxes |= drawn
        assert len(rows) == row.figures
        assert bool(boxes) == bool(row.figures)


def test_states_are_told_on_the_page_in_the_table_and_in_words(desk: Desk, client_of: ClientOf) -> None:
    report = decide(desk, "budget.unreadable", "correct", value="75.000")
    number = asked(
        desk, "select finding_id from bi_finding where report_id = :r and rule = 'effort.duplicate'", r=report
    )[0].finding_id
    settle(desk.engine, Order(number, "reject", "Karen"), desk.today(), register_of(desk.engine))
    client = client_of("steward")
    everything = "".join(source_pages(client, report))
    for state, word in (
        ("corrected", "rettet"),
        ("rejected", "afvist"),
        ("warned", "med advarsel"),
        ("passed", "i orden"),
    ):
        assert re.search(rf'<rect class="box {state}"[^>]*>', everything), state
        assert re.search(rf'aria-label="[^"]*, {word}[;"]', everything), state
    assert re.search(r'aria-label="Beløb 75.000\N{NO-BREAK SPACE}kr., [^"]*, rettet"', everything)
    page = client.get(f"/rapporter/{report}/tal?tilstand=corrected").text
    assert re.findall(r'<span class="badge corrected">', page) == ['<span class="badge corrected">']
    assert f'href="/rapporter/{report}/sider?tal=' in page


def test_a_figure_asked_for_is_shown_on_its_page(desk: Desk, client_of: ClientOf) -> None:
    client = client_of("reader")
    for container in ("pdf", "xlsx"):
        report = report_ids(desk, f"container = '{container}' and state = 'loaded'")[-1]
        table = client.get(f"/rapporter/{report}/tal").text
        last = re.findall(rf'href="(/rapporter/{report}/sider\?tal=([0-9a-f]+)#b-[0-9a-f]+)"', table)[-1]
        page = client.get(last[0].partition("#")[0]).text
        assert re.search(rf'<tr id="t-{last[1]}" [^>]*class="chosen" aria-current="true"', page)
        assert page.count(" chosen") >= 1
        assert re.search(r'class="[^"]*(chosen|marked)[^"]*" id="b-[0-9a-f]{12}"', page)


def test_figures_are_filtered_and_come_in_parts(
    desk: Desk, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "A_PAGE", 20)
    report = finding(desk, "budget.unreadable")[1]
    client, seen = client_of("reader"), []
    address: str | None = f"/rapporter/{report}/tal?slags=budget"
    while address:
        page = client.get(address).text
        seen += re.findall(r"sider\?tal=([0-9a-f]+)", page)
        further = re.search(r'rel="next" href="([^"]+)"', page)
        address = unescape(further[1]) if further else None
    of_budget = asked(desk, "select count(*) as n from fact_budget where report_id = :r", r=report)[0].n
    assert len(seen) == len(set(seen)) == of_budget > 20
    back = re.search(r'rel="prev" href="([^"]+)"', page)
    assert back is not None
    before = re.findall(r"sider\?tal=([0-9a-f]+)", client.get(unescape(back[1])).text)
    last = (of_budget - 1) // 20 * 20
    assert before == seen[last - 20 : last]
    held = client.get(f"/rapporter/{report}/tal?tilstand=held").text
    assert len(re.findall(r"sider\?tal=", held)) == 5
    assert 'class="badge passed"' not in held


def test_findings_say_who_settled_them_and_why(desk: Desk, client_of: ClientOf) -> None:
    report = decide(desk, "budget.total_mismatch", "accept", reason="<script>alert(1)</script> ringede")
    client = client_of("reader")
    settled = client.get(f"/rapporter/{report}/fund?tilstand=settled").text
    assert "Karen &lt;b&gt;Hansen&lt;/b&gt;" in settled
    assert "&lt;script&gt;alert(1)&lt;/script&gt; ringede" in settled
    assert "<script>alert" not in settled
    listed = {
        state: len(re.findall(r'<th scope="row"><a href="/fund/', client.get(a).text))
        for state, a in {
            "all": f"/rapporter/{report}/fund",
            "open": f"/rapporter/{report}/fund?tilstand=open",
            "settled": f"/rapporter/{report}/fund?tilstand=settled",
        }.items()
    }
    assert listed["all"] == listed["open"] + listed["settled"]
    assert listed["settled"] == 1
    history = client.get(f"/rapporter/{report}/udgaver").text
    assert "Et fund blev afgjort" in history
    assert "Karen &lt;b&gt;Hansen&lt;/b&gt;: godkendt" in history
    assert "· gælder</span>" in history
    (number,) = asked(desk, "select max(decision_id) as last from decision")
    undo(desk.engine, number.last, "Karen", desk.today())
    history = client.get(f"/rapporter/{report}/udgaver").text
    assert "gælder</span>" not in history
    assert ("gjaldt dengang (nu: fortrudt)</span>" in history, "· fortrudt</span>" in history) == (True, True)


def test_the_arithmetic_is_that_of_the_certificate(desk: Desk, client_of: ClientOf) -> None:
    client, register = client_of("reader"), register_of(desk.engine)
    with desk.engine.connect() as connection:
        for report in report_ids(desk):
            reading = reading_of_report(connection, report)
            ties = certificate(reading, register) if reading else []
            page = client.get(f"/rapporter/{report}/regnskab?vis=alle").text
            good, bad = (len(re.findall(rf"</svg>{word}</span>", page)) for word in ("Stemmer", "Stemmer ikke"))
            assert good == sum(tie.ties is True for tie in ties), report
            assert bad == sum(tie.ties is False for tie in ties), report
            if ties:
                assert f"{good} af {len(ties)} regnestykker stemmer" in page


def test_what_does_not_tie_leads_to_its_place(desk: Desk, client_of: ClientOf) -> None:
    client = client_of("reader")
    followed = 0
    for rule in ("budget.total_mismatch", "budget.financing_mismatch", "report.count_mismatch"):
        report = finding(desk, rule)[1]
        page = client.get(f"/rapporter/{report}/regnskab").text
        for address in re.findall(r'href="(/rapporter/\d+/sider\?[^"]+)"', page):
            shown = client.get(unescape(address).partition("#")[0]).text
            assert re.search(r'class="[^"]*(chosen|marked)', shown), address
            followed += 1
    assert followed >= 3


@pytest.mark.parametrize("box", ["nan,1,2,3", "inf,1,2,3", "1,2,3", "1,2,3,4,5", "a,b,c,d", "1e300,1,1,1", ""])
def test_a_box_that_is_none_is_not_drawn(desk: Desk, client_of: ClientOf, box: str) -> None:
    report = report_ids(desk, "container = 'pdf' and state = 'loaded'")[0]
    page = client_of("reader").get(f"/rapporter/{report}/sider", params={"side": "1", "boks": box})
    assert page.status_code == 200
    assert "stated" not in page.text


@pytest.mark.parametrize(
    "asked_for",
    ["side=0", "side=99999", "side=x", "tal=nonsense", "zoom=7", "ark=findes+ikke", "hjoerne=ZZZZ9", "celle=%3C"],
)
def test_odd_addresses_still_show_something(desk: Desk, client_of: ClientOf, asked_for: str) -> None:
    client = client_of("reader")
    for container in ("pdf", "xlsx"):
        report = report_ids(desk, f"container = '{container}'")[0]
        assert client.get(f"/rapporter/{report}/sider?{asked_for}").status_code == 200


def test_two_versions_are_compared(desk: Desk, client_of: ClientOf) -> None:
    old, new = report_ids(desk, "identity = (select identity from bi_report where state = 'superseded')")
    client = client_of("reader")
    page = client.get(f"/rapporter/{new}/udgaver").text
    assert "Forskelle fra budgetark_amager.pdf til budgetark_amager.xlsx" in page
    assert "336 tal er som før, heraf 336 flyttet" in page
    assert "Dette er den ældste udgave" in client.get(f"/rapporter/{old}/udgaver").text
    # asked for from the old one it is the same comparison
    assert "Forskelle fra budgetark_amager.pdf til" in client.get(f"/rapporter/{old}/udgaver?mod={new}").text
    notice = client.get(f"/rapporter/{old}").text
    assert f'<a href="/rapporter/{new}">Se den udgave, der gælder</a>' in notice
    assert f'<a href="/rapporter/{old}">budgetark_amager.pdf</a>' in client.get(f"/rapporter/{new}").text


def test_a_file_that_could_not_be_read_says_why(desk: Desk, client_of: ClientOf) -> None:
    client = client_of("steward")
    for rule in ("report.corrupt", "report.unrecognised"):
        number, report = finding(desk, rule)
        page = client.get(f"/rapporter/{report}").text
        message = asked(desk, "select message from finding where finding_id = :n", n=number)[0].message
        assert message in unescape(page)
        assert f'href="/fund/{number}">Afgør fundet' in page
        assert "Der er ikke læst nogen tal i filen." in page


def test_a_page_with_very_many_figures_is_shown_whole(desk: Desk, client_of: ClientOf) -> None:
    def place(number: int) -> Place:
        x0, top = 40.0 + 50 * (number % 10), 40.0 + 14 * (number // 10)
        return Place(page=1, x0=x0, top=top, x1=x0 + 40, bottom=top + 10)

    figures = [budget(str(number), f"b{number}", place=place(number)) for number in range(500)]
    sha256 = desk.archive.keep(letter("Mange tal"))
    made = load(desk.engine, submission(run(desk.engine), "mange", sha256=sha256), report(*figures))
    client = client_of("reader")
    page = client.get(f"/rapporter/{made.report_id}/sider").text
    assert len(re.findall(r'<rect class="box passed" id="b-', page)) == 500
    assert len(re.findall(r'<tr id="t-', page)) == 500
    assert "500 tal her" in page


def test_figures_that_share_a_place_share_a_box(desk: Desk, client_of: ClientOf) -> None:
    figures = [budget("1", "a"), budget("2", "b", "held"), budget("3", "c"), budget("4", "d"), budget("5", "e")]
    figures = [replace(figure, place=replace(figure.place, page=1)) for figure in figures]
    sha256 = desk.archive.keep(letter("Fælles sted"))
    made = load(desk.engine, submission(run(desk.engine), "sted", sha256=sha256), report(*figures))
    page = client_of("reader").get(f"/rapporter/{made.report_id}/sider").text
    boxes = re.findall(r'<a href="#t-[0-9a-f]+" aria-label="([^"]+)">\s*<rect class="box (\w+)" id="b-', page)
    assert len(boxes) == 1
    assert boxes[0][1] == "held"
    assert boxes[0][0].endswith("; og 2 mere")
    assert len(re.findall(r'<tr id="t-[0-9a-f]+" data-box="b-', page)) == 5


def test_a_report_tells_how_many_checks_it_passed(desk: Desk, client_of: ClientOf) -> None:
    client, number = client_of("reader"), finding(desk, "budget.total_mismatch")[1]
    sums = "select sum(passed) as good, sum(failed) as bad from bi_check where report_id = :r"
    good, bad = asked(desk, sums, r=number)[0]
    told = f"{good} af {good + bad} kontroller gik godt."
    assert told in client.get(f"/rapporter/{number}").text
    page = client.get(f"/rapporter/{number}/fund").text
    assert told in page
    findings = re.findall(r'<td class="num">(\d+)</td></tr>', page[page.index("Kontroller efter regel") :])
    assert sum(map(int, findings)) == page.count('<th scope="row"><a href="/fund/')
    row = re.search(r'<a href="/regler/budget.total_mismatch">[^<]+</a></th><td class="num">(\d+)</td>', page)
    of_rule = "select passed from bi_check where report_id = :r and rule = 'budget.total_mismatch'"
    assert row is not None
    assert int(row[1]) == asked(desk, of_rule, r=number)[0].passed > 0
    assert bad > 0


def test_that_somebody_looks_at_a_sheet_is_logged(desk: Desk, client_of: ClientOf) -> None:
    number = report_ids(desk, "container = 'xlsx'")[0]
    client = client_of("reader")
    for _ in range(2):
        client.get(f"/rapporter/{number}/sider")
    looks = asked(desk, "select actor, subject, detail from audit where action = 'source.view'")
    assert [(row.actor, row.subject) for row in looks] == [("reader", f"report {number}")]
    assert '"sheet":' in looks[0].detail
