"""Files that are taken home from the pages of reports: the original and the copy for its sender."""

from __future__ import annotations

import hashlib
import io
import json
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest
from pypdf import PdfReader
from sqlalchemy import text

from documents.hostile import letter
from documents.personal import dashed, number
from flows.night import one_after_the_other, run_night
from flows.settings import settings
from review.app import make_app
from review.desk import Desk
from review.report.attachment import disposition, safe_name
from review_site import Client
from warehouse.archive import Archive
from warehouse.engine import begin_write
from warehouse_samples import unlock

pytest_plugins = ["databases", "review_app"]
ClientOf = Callable[[str | None], Client]
NASTY = 'rapport"\r\nSet-Cookie: x=1\r\n\r\n<b>; ../../Økonomi æø\u202efdp.pdf'


def one(desk: Desk, sql: str, **values: object):
    with desk.engine.connect() as connection:
        return connection.execute(text(sql), values).first()


def a_report(desk: Desk, rule: str) -> int:
    return one(desk, "select report_id from bi_finding where rule = :rule order by 1", rule=rule).report_id


def taken(desk: Desk) -> list[tuple[str, str, dict[str, str]]]:
    asked = "select actor, subject, detail from audit where action = 'report.download' order by entry_id"
    with desk.engine.connect() as connection:
        return [(actor, subject, json.loads(detail)) for actor, subject, detail in connection.execute(text(asked))]


def call_it(desk: Desk, report: int, name: str) -> None:
    """Give a report's file another name, as if it had come in under it."""
    change = "update submission set file_name = :name where submission_id = :report"
    with begin_write(desk.engine) as connection:
        unlock(connection)
        connection.execute(text(change), {"name": name, "report": report})


@pytest.mark.parametrize(
    ("name", "container", "safe"),
    [
        ("notat.pdf", "pdf", "notat.pdf"),
        ("NOTAT.PDF", "pdf", "NOTAT.pdf"),
        ("ark.xlsx", "pdf", "ark.xlsx.pdf"),
        ("../../etc/passwd", "xlsx", "_.._etc_passwd.xlsx"),
        ("kør.exe", None, "kør.exe.bin"),
        ("..", "pdf", "rapport.pdf"),
        ("", None, "rapport.bin"),
        ("a\r\nb\t\x00\x1b.pdf", "pdf", "ab.pdf"),
        ("fak\u202efdp.pdf", "pdf", "fakfdp.pdf"),
        ("x" * 300 + ".pdf", "pdf", "x" * 150 + ".pdf"),
        ('"; filename="x.html', "pdf", "_; filename=_x.html.pdf"),
        ("\ud800.pdf", "pdf", "pdf.pdf"),
        (".pdf", "pdf", "pdf.pdf"),
    ],
)
def test_a_name_is_only_a_name(name: str, container: str | None, safe: str) -> None:
    assert safe_name(name, container) == safe
    assert safe_name(safe, container) == safe


@pytest.mark.parametrize("name", ["Økonomi æøå.pdf", "100 % 'rigtigt'.pdf", "日本.pdf"])
def test_the_header_carries_the_name_twice(name: str) -> None:
    header = disposition(name)
    assert header.isascii()
    plain, _, full = header.removeprefix("attachment; ").partition("; ")
    assert plain.startswith('filename="')
    assert plain.count('"') == 2
    assert unquote(full.removeprefix("filename*=UTF-8''")) == name


@pytest.mark.parametrize("container", ["pdf", "xlsx"])
def test_the_original_is_taken_home_and_that_is_logged(desk: Desk, client_of: ClientOf, container: str) -> None:
    row = one(desk, "select report_id, sha256, report_file from bi_report where container = :c", c=container)
    answer = client_of("reader").get(f"/rapporter/{row.report_id}/fil")
    assert hashlib.sha256(answer.content).hexdigest() == row.sha256
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-disposition"].startswith("attachment; ")
    assert answer.headers["cache-control"] == "no-store"
    detail = {"what": "original", "file": row.report_file, "sha256": row.sha256}
    assert taken(desk) == [("reader", f"report {row.report_id}", detail)]


def test_a_name_that_wants_to_be_a_header_stays_a_name(desk: Desk, client_of: ClientOf) -> None:
    report = one(desk, "select min(report_id) as report_id from bi_report where container = 'pdf'").report_id
    call_it(desk, report, NASTY)
    client = client_of("steward")
    for address in (f"/rapporter/{report}/fil", f"/rapporter/{a_report(desk, 'budget.unreadable')}/kopi"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "set-cookie" not in answer.headers
        header = answer.headers["content-disposition"]
        assert header.isascii()
        assert "/" not in unquote(header.partition("UTF-8''")[2])
    for tab in ("", "/sider", "/udgaver"):
        page = client.get(f"/rapporter/{report}{tab}")
        assert "<b>;" not in page.text
        assert "Set-Cookie: x=1" in page.text
    assert "<b>;" not in client.get("/rapporter").text


@pytest.mark.parametrize("what", ["missing", "changed"])
@pytest.mark.parametrize("address", ["fil", "kopi"])
def test_a_file_that_is_not_what_it_was_is_told_in_words(
    desk: Desk, client_of: ClientOf, tmp_path: Path, what: str, address: str
) -> None:
    row = one(desk, "select report_id, sha256 from bi_report where state = 'partial'")
    bare = replace(desk, archive=Archive(tmp_path / "bare"))
    if what == "changed":
        path = bare.archive.path(row.sha256)
        path.parent.mkdir(parents=True)
        path.write_bytes(b"%PDF-1.4 somebody else's")
    client = client_of("steward")
    there = Client(make_app(bare), base_url=desk.address, follow_redirects=False)
    there.cookies = client.cookies
    answer = there.get(f"/rapporter/{row.report_id}/{address}")
    assert answer.status_code == 404
    assert "mangler i arkivet" in answer.text
    assert taken(desk) == []
    assert there.get(f"/rapporter/{row.report_id}").status_code == 200
    assert "mangler i arkivet" in there.get(f"/rapporter/{row.report_id}/sider").text


def test_the_copy_of_a_pdf_has_its_findings_marked(desk: Desk, client_of: ClientOf) -> None:
    report = a_report(desk, "budget.unreadable")
    answer = client_of("steward").get(f"/rapporter/{report}/kopi")
    marked = PdfReader(io.BytesIO(answer.content))
    waiting = one(desk, "select count(*) as n from open_finding where report_id = :r", r=report).n
    annotations = [note.get_object() for page in marked.pages for note in page.get("/Annots", [])]
    placed = "select count(*) as n from bi_finding where report_id = :r and state = 'open' and x0 is not null"
    assert len([note for note in annotations if note["/Subtype"] == "/Highlight"]) == one(desk, placed, r=report).n > 1
    words = " ".join("".join(page.extract_text() for page in marked.pages).split())
    assert f"{waiting}. " in words
    assert answer.headers["content-type"] == "application/octet-stream"
    assert "rettelser" in answer.headers["content-disposition"]
    assert [(who, detail["what"]) for who, _, detail in taken(desk)] == [("steward", "copy")]


def test_the_copy_of_a_workbook_has_a_sheet_of_corrections(desk: Desk, client_of: ClientOf) -> None:
    report = a_report(desk, "budget.financing_mismatch")
    answer = client_of("steward").get(f"/rapporter/{report}/kopi")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert "Rettelser" in book.sheetnames
    told = " ".join(str(cell.value) for row in book["Rettelser"].iter_rows() for cell in row)
    assert "ark: Lister" in told
    assert "sheet: Lister" not in told
    assert "931" in told


def test_the_copy_of_what_could_not_be_read_is_a_list(desk: Desk, client_of: ClientOf) -> None:
    answer = client_of("steward").get(f"/rapporter/{a_report(desk, 'report.corrupt')}/kopi")
    assert answer.status_code == 200
    assert "Rettelser" in openpyxl.load_workbook(io.BytesIO(answer.content)).sheetnames


def test_without_open_findings_there_is_no_copy(desk: Desk, client_of: ClientOf) -> None:
    waiting = "select 1 from open_finding o where o.report_id = b.report_id"
    report = one(desk, f"select report_id from bi_report b where not exists ({waiting})").report_id
    client = client_of("steward")
    assert "kopi" not in client.get(f"/rapporter/{report}").text
    answer = client.get(f"/rapporter/{report}/kopi")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/rapporter/{report}")
    assert "Ingen fund er åbne" in client.get(f"/rapporter/{report}").text
    assert taken(desk) == []


def test_a_reader_gets_no_copy_and_is_not_offered_one(desk: Desk, client_of: ClientOf) -> None:
    report, client = a_report(desk, "budget.unreadable"), client_of("reader")
    assert "/kopi" not in client.get(f"/rapporter/{report}").text
    assert client.get(f"/rapporter/{report}/kopi").status_code == 403


def test_a_file_with_a_personal_number_is_for_stewards(desk: Desk, client_of: ClientOf, tmp_path: Path) -> None:
    digits = dashed(number(random.Random(5), True))
    (tmp_path / "post").mkdir()
    (tmp_path / "post" / "brev.pdf").write_bytes(letter("Brev om en borger", f"CPR-nr. {digits}"))
    run_night(settings(tmp_path / "post", str(desk.engine.url)), one_after_the_other)
    desk.archive.keep((tmp_path / "post" / "brev.pdf").read_bytes())
    report = a_report(desk, "report.personal_data")
    reader, steward = client_of("reader"), client_of("steward")
    refused = reader.get(f"/rapporter/{report}/fil")
    assert (refused.status_code, digits in refused.text) == (403, False)
    assert "Kun datastewards kan hente den" in refused.text
    assert steward.get(f"/rapporter/{report}/fil").status_code == 200
    assert [who for who, _, _ in taken(desk)] == ["steward"]
    for tab in ("", "/sider", "/tal", "/fund", "/regnskab", "/udgaver"):
        page = steward.get(f"/rapporter/{report}{tab}")
        assert page.status_code == 200
        assert digits not in page.text
    assert "personnummer" in steward.get(f"/rapporter/{report}").text
    listed = openpyxl.load_workbook(io.BytesIO(steward.get(f"/rapporter/{report}/kopi").content))  # no page of the file
    told = " ".join(str(cell.value) for row in listed["Rettelser"].iter_rows() for cell in row)
    assert listed.sheetnames == ["Rettelser"]
    assert "CPR" in told and digits not in told
