"""Pictures of source pages: who gets them, how often they are sent, and that each look is in the log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text

from review.desk import Desk
from review.pictures.source_sheet import Wanted
from review.source.origin import Origin, origin_of
from review.source.views import Box, NoView, PageView, SheetView, page_view, sheet_view
from review.templates_of import environment
from review.visit import Visit
from review_site import Client

pytest_plugins = ["databases", "review_app"]
PNG = b"\x89PNG\r\n\x1a\n"


def a_report(desk: Desk, container: str) -> int:
    asked = "select min(report_id) from bi_report where container = :container and state <> 'held'"
    with desk.engine.connect() as connection:
        return connection.execute(text(asked), {"container": container}).scalar_one()


def looks(desk: Desk) -> list[tuple[str, str, str]]:
    asked = "select actor, subject, detail from audit where action = 'source.view' order by entry_id"
    with desk.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(asked))]


def test_a_page_is_sent_once_and_each_look_is_logged(desk: Desk, client_of: Callable[[str | None], Client]) -> None:
    client, report = client_of("reader"), a_report(desk, "pdf")
    first = client.get(f"/kilde/{report}/1.png?x=2")
    assert (first.status_code, first.headers["content-type"]) == (200, "image/png")
    assert first.content.startswith(PNG)
    again = client.get(f"/kilde/{report}/1.png?x=2", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "no-cache" in first.headers["cache-control"]
    assert looks(desk) == [("reader", f"report {report}", '{"page":1}')]
    client_of("steward").get(f"/kilde/{report}/1.png")
    assert looks(desk)[1:] == [("steward", f"report {report}", '{"page":1}')]


@pytest.mark.parametrize(
    "address", ["{r}/99.png", "{r}/0.png", "{r}/1.png?x=9", "{r}/x.png", "{r}/1.pdf", "99999/1.png"]
)
def test_what_is_not_there_is_not_found(desk: Desk, client_of: Callable[[str | None], Client], address: str) -> None:
    assert client_of("reader").get("/kilde/" + address.format(r=a_report(desk, "pdf"))).status_code == 404
    assert looks(desk) == []


def test_a_workbook_has_no_pages(desk: Desk, client_of: Callable[[str | None], Client]) -> None:
    assert client_of("reader").get(f"/kilde/{a_report(desk, 'xlsx')}/1.png").status_code == 404


def test_who_may_not_read_sees_no_page(desk: Desk, client_of: Callable[[str | None], Client]) -> None:
    address = f"/kilde/{a_report(desk, 'pdf')}/1.png"
    assert client_of("submitter").get(address).status_code == 403
    assert client_of(None).get(address).status_code == 303
    assert looks(desk) == []


@pytest.fixture
def visit(desk: Desk, client_of: Callable[[str | None], Client]) -> Visit:
    from starlette.requests import Request

    from review.language import Language

    client_of("reader")
    return Visit(Request({"type": "http", "query_string": b"zoom=150", "headers": []}), desk, Language("da"))


def drawn(view: object) -> str:
    template = environment("da").from_string('{% from "source/view.html" import source %}{{ source(view) }}')
    return template.render(view=view)


def source_of(desk: Desk, container: str) -> Origin:
    with desk.engine.connect() as connection:
        found = origin_of(connection, a_report(desk, container))
    assert found is not None
    return found


def test_a_page_is_drawn_with_its_boxes(desk: Desk, visit: Visit) -> None:
    box = Box(10, 20, 110, 32, "marked", 'Beløb <b>"1.000"</b>', href="/fund/1", anchor="tal-1")
    view = page_view(visit, source_of(desk, "pdf"), 1, [box], lambda page, zoom: f"?side={page}&zoom={zoom}")
    assert isinstance(view, PageView)
    assert view.zoom == 150
    html = drawn(view)
    assert 'x="8.0" y="18.0" width="104.0" height="16.0"' in html
    assert "Beløb &lt;b&gt;&#34;1.000&#34;&lt;/b&gt;" in html
    assert 'href="?side=1&amp;zoom=200#kilde"' in html
    assert "style=" not in html


def test_a_sheet_is_drawn_with_its_marked_cell(desk: Desk, visit: Visit) -> None:
    origin = source_of(desk, "xlsx")
    asked = text(
        "select sheet, cell, raw_text from bi_status where report_id = :r "
        "union all select sheet, cell, raw_text from bi_indicator where report_id = :r"
    )
    with desk.engine.connect() as connection:
        sheet, cell, raw = connection.execute(asked, {"r": origin.report_id}).first() or ("", "", "")
    view = sheet_view(visit, origin, Wanted(sheet, cell), lambda s, corner: f"?ark={s}&fra={corner or ''}")
    assert isinstance(view, SheetView)
    html = drawn(view)
    assert html.count('id="mark"') == 1
    assert "Mærket celle" in html
    assert raw.split()[0] in html.split('id="mark"')[1][:400]


def test_a_file_that_is_gone_is_a_sentence(desk: Desk, visit: Visit) -> None:
    gone = Origin(1, "0" * 64, "pdf", "væk.pdf")
    view = page_view(visit, gone, 1, [], lambda page, zoom: "")
    assert isinstance(view, NoView)
    assert "mangler i arkivet" in drawn(view)


def test_a_later_look_is_another_one(desk: Desk) -> None:
    from dataclasses import replace

    from review.people.accounts import Person
    from review.source.seen import note_seen

    later = replace(desk, clock=lambda: desk.clock() + timedelta(minutes=6))
    for at in (desk, desk, later):
        note_seen(at, Person(99, "nogen", "Nogen", "reader"), 77, 3)
    assert len(looks(desk)) == 2
