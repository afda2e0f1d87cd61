"""Submit: files are tried before they are handed in, each person's own; what is handed in lies whole in the inbox."""

from __future__ import annotations

import hashlib
import os
import stat
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, text

from documents.hostile import locked
from extractors.opening import MAX_BYTES
from extractors.reading import ReaderFailed
from flows.inbox import waiting_files
from flows.night import one_after_the_other, run_night
from flows.settings import Settings, settings
from review.app import make_app
from review.desk import Desk
from review.jobs import Jobs
from review.people.accounts import add_person
from review.submit import checking
from review.submit import hand_in as handing
from review.submit.names import inbox_name, shown_name
from review.submit.own import findings_of, receipt, receipts
from review.submit.trial import try_file
from review.submit.waiting_room import KEPT_FOR, room_of
from review_site import Client, number_of
from submit_samples import PERSON, hashes, inbox_files, known_report, new_version, send, tried
from warehouse.archive import Archive
from warehouse.audit import verify

pytest_plugins = ["databases", "review_app"]
ClientOf = Callable[[str | None], Client]


def handed_in(desk: Desk) -> list[tuple]:
    with desk.engine.connect() as connection:
        rows = connection.execute(text("select person_id, sha256, file_name, size from handed_in order by 1, 2"))
        return [tuple(row) for row in rows]


def test_a_new_version_is_tried_handed_in_and_loaded_by_the_next_night(desk: Desk, client_of: ClientOf) -> None:
    client, data = client_of("submitter"), new_version()
    assert send(client, ("Årets bilag.xlsx", data)).status_code == 303
    page = tried(client)
    assert "Årets bilag.xlsx" in page
    assert "Rapporten er her i en tidligere udgave" in page
    assert handed_in(desk) == []
    assert inbox_files(desk) == []
    sha256 = hashlib.sha256(data).hexdigest()
    done = client.send_form("/indsend/aflever", {"fil": sha256})
    receipt = client.get(done.headers["location"])
    assert sha256 in receipt.text
    assert "Læses i nat" in receipt.text
    assert handed_in(desk) == [(number_of(desk, "submitter"), sha256, "Årets bilag.xlsx", len(data))]
    (file,) = inbox_files(desk)
    assert (file.name, file.read_bytes()) == ("Årets bilag.xlsx", data)
    assert hashes(desk, "submitter") == []
    assert verify(desk.engine).broken is None
    send(client, ("en gang til.xlsx", data))
    assert "Netop denne fil har du allerede afleveret" in (again := tried(client))
    assert 'value="' + sha256 not in again
    client.send_form(f"/indsend/filer/{sha256}/fjern")

    run_night(settings(desk.inbox, desk.engine.url.render_as_string(False)), one_after_the_other)
    after = client.get(done.headers["location"]).text
    assert "Indlæst" in after
    assert "Læses i nat" not in after
    assert "Tal læst ind" in after
    send(client, ("igen.xlsx", data))
    assert "Er her allerede" in tried(client)


def test_the_same_press_twice_hands_in_once(desk: Desk, client_of: ClientOf) -> None:
    client, data = client_of("submitter"), new_version("to tryk")
    send(client, ("a.xlsx", data))
    tried(client)
    sha256 = hashlib.sha256(data).hexdigest()
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda _: client.send_form("/indsend/aflever", {"fil": sha256}), range(2)))
    later = client.send_form("/indsend/aflever", {"fil": sha256})
    assert len({answer.headers["location"] for answer in (*both, later)}) == 1
    assert len(handed_in(desk)) == len(inbox_files(desk)) == 1


def test_a_personal_number_keeps_a_file_out_and_its_copy_is_deleted(desk: Desk, client_of: ClientOf) -> None:
    client, data = client_of("submitter"), new_version(f"Kontakt {PERSON}")
    send(client, (f"brev om {PERSON}.xlsx", data))
    page = tried(client)
    assert "Der står et CPR-nummer i filen" in page
    assert "Der stod et CPR-nummer i filens navn" in page
    assert PERSON not in page
    client.send_form("/indsend/aflever", {"fil": hashlib.sha256(data).hexdigest()})
    assert handed_in(desk) == []
    assert inbox_files(desk) == []
    kept = [path for path in room_of(desk).root.rglob("*") if path.is_file()]
    assert [path.suffix for path in kept] == [".json"]
    assert PERSON.encode() not in b"".join(path.read_bytes() for path in kept)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"x" * 500, "hverken en PDF eller et regneark"),
        (b"MZ\x90\x00" + bytes(500), "hverken en PDF eller et regneark"),
        (known_report(), "Netop denne fil blev læst"),
        (locked("hemmelig"), "låst med et kodeord"),
        (b"%PDF-1.4\n%%EOF\n", "Alt holdes tilbage"),
    ],
)
def test_what_is_no_good_report_is_told_why(desk: Desk, client_of: ClientOf, data: bytes, said: str) -> None:
    client = client_of("submitter")
    send(client, ("rapport.pdf", data))
    page = tried(client)
    assert said in page
    may = said == "Alt holdes tilbage"  # what we cannot read may be good: a steward looks at it
    assert (">Aflever<" in page) is may
    client.send_form("/indsend/aflever", {"fil": hashlib.sha256(data).hexdigest()})
    assert len(handed_in(desk)) == len(inbox_files(desk)) == may


def test_empty_and_too_large_files_and_too_many_are_told_at_once(desk: Desk, client_of: ClientOf) -> None:
    client = client_of("submitter")
    told = send(client, ("tom.pdf", b""), ("stor.pdf", b"x" * (MAX_BYTES + 1)))
    assert told.status_code == 422
    assert "»tom.pdf« er tom" in told.text
    assert "»stor.pdf« fylder mere end 50 MB" in told.text
    assert hashes(desk, "submitter") == []
    many = send(client, *((f"{n}.pdf", f"no report {n}".encode()) for n in range(12)))
    assert "højst 10 filer" in many.text
    assert len(hashes(desk, "submitter")) == 10
    assert "Vælg mindst én fil" in client.send_form("/indsend").text
    assert list(room_of(desk).root.rglob("*.unfinished")) == []


def test_a_body_that_is_too_large_is_refused_before_it_is_read(client_of: ClientOf) -> None:
    client = client_of("submitter")
    headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": "multipart/form-data; boundary=x"}

    def body():
        for _ in range(201):
            yield b"y" * 1024 * 1024

    assert client.post("/indsend", content=body(), headers=headers).status_code == 413


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\rapporter\\årsnotat.pdf", "årsnotat.pdf"),
        ("/", "fil"),
        ("A\u030arsnotat.pdf", "Årsnotat.pdf"),
        (".skjult.pdf", "skjult.pdf"),
        ("~$lås.xlsx", "_lås.xlsx"),
        ('a"b;rm -rf \u202e.pdf', "a_b;rm -rf _.pdf"),
        ("nul.pdf", "fil nul.pdf"),
        ("..", "fil"),
        ("linje\nto.pdf", "linje to.pdf"),
        ("nul\0tegn.pdf", "nul_tegn.pdf"),
        ("🦔.pdf", "🦔.pdf"),
        ("<img src=x onerror=alert(1)>.pdf", "_img src=x onerror=alert(1)_.pdf"),
        ("æ" * 300 + ".xlsx", "æ" * 125 + ".xlsx"),
        (f"brev {PERSON}.pdf", "brev 010203-••••.pdf"),
    ],
)
def test_names_are_made_safe_and_stay_readable(desk: Desk, client_of: ClientOf, sent: str, name: str) -> None:
    assert inbox_name(shown_name(sent)) == name
    assert inbox_name(name) == name
    folder = desk.inbox / "try"
    folder.mkdir()
    (folder / name).write_bytes(b"")
    assert os.listdir(folder) == [name]


def test_a_name_full_of_markup_is_shown_as_text_and_kept_as_data(desk: Desk, client_of: ClientOf) -> None:
    client, data = client_of("submitter"), new_version("navn")
    send(client, ("../<b>x</b>'.xlsx", data))
    page = tried(client)
    assert "b&gt;&#39;.xlsx" in page
    client.send_form("/indsend/aflever", {"fil": hashlib.sha256(data).hexdigest()})
    assert handed_in(desk)[0][2] == "b>'.xlsx"
    (file,) = inbox_files(desk)
    assert file.name == "b__.xlsx"
    assert desk.inbox in file.resolve().parents


def test_what_others_have_sent_or_handed_in_is_not_there(desk: Desk, client_of: ClientOf) -> None:
    mine, theirs, data = client_of("submitter"), client_of("steward"), new_version("min")
    send(mine, ("hemmelig.xlsx", data))
    tried(mine)
    sha256 = hashlib.sha256(data).hexdigest()
    assert "hemmelig" not in theirs.get("/indsend").text
    for what in ("fjern", "proev"):
        assert theirs.send_form(f"/indsend/filer/{sha256}/{what}").status_code == 404
    theirs.send_form("/indsend/aflever", {"fil": sha256})
    assert handed_in(desk) == []
    receipt = mine.send_form("/indsend/aflever", {"fil": sha256}).headers["location"]
    assert mine.get(receipt).status_code == 200
    assert theirs.get(receipt).status_code == 404
    assert "hemmelig" not in theirs.get("/indsend").text


@pytest.mark.parametrize("address", ["..%2f..", "x" * 64, "0" * 64, "%00", "a" * 63])
def test_addresses_of_files_that_are_none(client_of: ClientOf, address: str) -> None:
    assert client_of("submitter").send_form(f"/indsend/filer/{address}/fjern").status_code == 404


def test_forms_of_other_sites_and_other_roles_are_refused(desk: Desk, client_of: ClientOf) -> None:
    client = client_of("submitter")
    files = [("filer", ("a.pdf", b"%PDF-", "application/pdf"))]
    cross = client.post("/indsend", files=files, headers={"Sec-Fetch-Site": "cross-site"})
    forged = client.post("/indsend", files=files, headers={"Sec-Fetch-Site": "same-origin"})
    assert (cross.status_code, forged.status_code) == (403, 403)
    assert client_of("reader").get("/indsend").status_code == 403
    assert client_of("reader").send_form("/indsend/aflever", {"fil": "x"}).status_code == 403
    assert not room_of(desk).root.exists()


def test_what_waits_is_private_and_swept_after_a_day(desk: Desk, client_of: ClientOf) -> None:
    client = client_of("submitter")
    send(client, ("a.xlsx", new_version("gammel")))
    tried(client)
    room = room_of(desk)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in room.root.rglob("*") if path.is_file()}
    folders = {stat.S_IMODE(path.stat().st_mode) for path in (room.root, *room.root.iterdir())}
    assert (modes, folders) == ({0o600}, {0o700})
    assert room.sweep(datetime.now(UTC) + KEPT_FOR - timedelta(minutes=5)) == 0
    assert room.sweep(datetime.now(UTC) + KEPT_FOR + timedelta(minutes=5)) == 2
    assert hashes(desk, "submitter") == []


def test_a_file_that_is_discarded_leaves_nothing(desk: Desk, client_of: ClientOf) -> None:
    client, data = client_of("submitter"), new_version("fortrudt")
    send(client, ("a.xlsx", data))
    client.send_form(f"/indsend/filer/{hashlib.sha256(data).hexdigest()}/fjern")
    assert [path for path in room_of(desk).root.rglob("*") if path.is_file()] == []
    assert handed_in(desk) == []


def test_where_the_inbox_cannot_be_written_nothing_is_half_done(
    desk: Desk, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, data = client_of("submitter"), new_version("fuld disk")
    send(client, ("a.xlsx", data))
    tried(client)

    def full(*_: object) -> None:
        assert [path.name for path in inbox_files(desk)] == ["a.xlsx"]
        assert waiting_files(desk.inbox) == []  # a night would not see it yet
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(handing.os, "rename", _failing_later(handing.os.rename, full))
    with pytest.raises(OSError, match="No space left"):
        client.send_form("/indsend/aflever", {"fil": hashlib.sha256(data).hexdigest()})
    monkeypatch.undo()
    assert (handed_in(desk), inbox_files(desk)) == ([], [])
    assert list((desk.inbox / "indsendt").iterdir()) == []
    assert verify(desk.engine).broken is None
    done = client.send_form("/indsend/aflever", {"fil": hashlib.sha256(data).hexdigest()})
    assert done.headers["location"].startswith("/indsend/kvittering/")


def _failing_later(real: Callable, full: Callable) -> Callable:
    """The first rename takes the file out of the waiting room; the one into the inbox fails."""
    return lambda source, target: full() if ".unfinished-" in str(source) else real(source, target)


def test_the_page_asks_again_only_until_there_is_nothing_new(desk: Desk, client_of: ClientOf) -> None:
    client = client_of("submitter")
    send(client, ("a.xlsx", new_version("poll")))
    tried(client)
    headers = {"HX-Request": "true"}
    part = client.get("/indsend/venter?har=x", headers=headers)
    assert part.status_code == 200
    assert "<html" not in part.text
    assert "every 1s" not in part.text
    assert client.get("/indsend/venter").headers["location"] == "/indsend"


def test_after_a_restart_what_waits_is_tried_again(desk: Desk, client_of: ClientOf) -> None:
    client = client_of("submitter")
    send(client, ("a.xlsx", new_version("genstart")))
    tried(client)
    again = Client(make_app(replace(desk, checks=Jobs(at_once=2, most=5))), base_url=desk.address)
    again.cookies = client.cookies
    assert "hx-trigger" in again.get("/indsend").text
    assert "afløser den" in tried(again)


def test_receipts_are_paged_by_their_number(desk: Desk, client_of: ClientOf) -> None:
    person, moment = number_of(desk, "submitter"), datetime(2026, 11, 1, 12, tzinfo=UTC)
    with desk.engine.begin() as connection:
        for n in range(25):
            row = {"person_id": person, "handed_in_at": moment, "sha256": f"{n:064d}", "size": 1}
            connection.execute(insert(handing.HANDED_IN).values(row | {"file_name": f"fil {n}.pdf"}))
    client = client_of("submitter")
    first = client.get("/indsend").text
    assert ("fil 24.pdf" in first, "fil 5.pdf" in first, "fil 4.pdf" in first) == (True, True, False)
    second = client.get("/indsend?foer=6").text
    assert ("fil 4.pdf" in second, "fil 5.pdf" in second) == (True, False)
    assert client.get("/indsend?foer=x").status_code == 200


def test_what_a_killed_hand_in_left_is_swept(desk: Desk, client_of: ClientOf) -> None:
    left = desk.inbox / "indsendt" / ".unfinished-abc"
    left.mkdir(parents=True)
    (left / "halv.pdf").write_bytes(b"%PDF")
    os.utime(left, (0, 0))
    client, data = client_of("submitter"), new_version("efter et strømsvigt")
    send(client, ("a.xlsx", data))
    tried(client)
    client.send_form("/indsend/aflever", {"fil": hashlib.sha256(data).hexdigest()})
    assert [path.name for path in inbox_files(desk)] == ["a.xlsx"]


def test_a_slow_file_keeps_nobody_waiting(desk: Desk, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch) -> None:
    go, client = threading.Event(), client_of("submitter")
    real = checking.try_file
    monkeypatch.setattr(checking, "try_file", lambda *given: real(*given) if go.wait(60) else None)
    send(client, *((f"{n}.xlsx", new_version(f"langsom {n}")) for n in range(3)))
    end = time.monotonic() + 30
    while (page := client.get("/indsend").text).count("Prøves nu") < 2 and time.monotonic() < end:
        time.sleep(0.02)
    assert (page.count("Prøves nu"), page.count("Venter på at blive prøvet")) == (2, 1)
    assert client_of("steward").get("/regler").status_code == 200
    sha256 = hashes(desk, "submitter")[0]
    client.send_form("/indsend/aflever", {"fil": sha256})
    assert handed_in(desk) == []
    go.set()
    assert tried(client).count("Alt kan læses ind") == 3


def test_a_check_that_failed_can_be_made_again(
    desk: Desk, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of("submitter")

    def lost(*_: object) -> None:
        raise ReaderFailed("the reader process ended")

    monkeypatch.setattr(checking, "try_file", lost)
    send(client, ("a.xlsx", new_version("tabt")))
    page = tried(client)
    assert "Det er ikke filens skyld" in page
    assert ">Aflever<" not in page
    monkeypatch.undo()
    client.send_form(f"/indsend/filer/{hashes(desk, 'submitter')[0]}/proev")
    assert "Alt kan læses ind" in tried(client)


def test_receipts_and_versions_on_both_databases(engine: Engine, tmp_path: Path) -> None:
    add_person(engine, "ida", "Ida", "submitter", None, "test")
    here = Desk(engine, Archive(tmp_path / "archive"), tmp_path / "inbox", tmp_path / "pictures")
    here.inbox.mkdir()
    (here.inbox / "kendt.xlsx").write_bytes(known_report())
    url = engine.url.render_as_string(hide_password=False)
    run_night(Settings(here.inbox, url, tmp_path / "archive", "da"), one_after_the_other)
    file = tmp_path / "a.xlsx"
    file.write_bytes(new_version())
    tried_one = try_file(here, file, "a.xlsx", "0" * 64)
    assert tried_one.version is not None
    assert (tried_one.ready, tried_one.version.older, tried_one.state) == (True, True, "loaded")
    known = hashlib.sha256(known_report()).hexdigest()
    assert not try_file(here, file, "a.xlsx", known).ready
    rows = [{"person_id": 1, "handed_in_at": datetime.now(UTC), "file_name": n, "size": 1} for n in ("ny", "kendt")]
    with engine.begin() as connection:
        connection.execute(insert(handing.HANDED_IN), [rows[0] | {"sha256": "0" * 64}, rows[1] | {"sha256": known}])
    loaded, new = receipts(engine, 1)
    assert loaded.report is not None
    assert (loaded.file_name, loaded.report.state, new.report) == ("kendt", "loaded", None)
    assert loaded.waiting == len([f for f in findings_of(engine, loaded.report.report_id) if f.state == "open"])
    assert receipt(engine, 2, 1) is None
