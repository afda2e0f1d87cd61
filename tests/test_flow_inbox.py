"""What counts as a submitted file, and that it is read once and whole."""

from __future__ import annotations

import hashlib
import os
import threading
import time
import tracemalloc
from pathlib import Path

import pytest

from flows.inbox import NotTaken, Taken, still_written, take, waiting_files
from flows.settings import settings
from schemas.plain_text import file_name, in_markdown, plain


def test_only_ordinary_visible_files_wait_in_the_order_of_their_paths(tmp_path: Path) -> None:
    (tmp_path / "b" / ".skjult").mkdir(parents=True)
    for name in ("b/2.pdf", "b/.skjult/3.pdf", "a.xlsx", "~$a.xlsx", ".DS_Store", "Ø.pdf"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "genvej.pdf").symlink_to(tmp_path / "a.xlsx")
    (tmp_path / "mappe").symlink_to(tmp_path / "b")
    os.mkfifo(tmp_path / "rør.pdf")
    assert [str(p.relative_to(tmp_path)) for p in waiting_files(tmp_path)] == ["a.xlsx", "b/2.pdf", "Ø.pdf"]


@pytest.mark.parametrize(
    "name",
    [b"' OR 1=1 --.pdf", b"linje\nskift.pdf", b"\xff\xfe.pdf", b"-rf.pdf", "ærø å.pdf".encode(), b"x" * 251 + b".pdf"],
)
def test_names_of_any_kind_are_found_and_read(tmp_path: Path, name: bytes) -> None:
    path = os.path.join(os.fsencode(tmp_path), name)
    with open(path, "wb") as file:
        file.write(b"indhold")
    (found,) = waiting_files(tmp_path)
    assert take(found, 100).data == b"indhold"
    file_name(found.name).encode("utf-8")
    assert plain(found.name).isprintable()


def test_content_is_hashed_whole_but_kept_only_up_to_the_limit(tmp_path: Path) -> None:
    (tmp_path / "stor.pdf").write_bytes(b"abc" * 1_000_000)
    sha256 = hashlib.sha256(b"abc" * 1_000_000).hexdigest()
    assert take(tmp_path / "stor.pdf", 3_000_000) == Taken(sha256, 3_000_000, b"abc" * 1_000_000)
    assert take(tmp_path / "stor.pdf", 2_999_999) == Taken(sha256, 3_000_000, None)


def test_a_huge_file_is_not_held_in_memory(tmp_path: Path) -> None:
    with (tmp_path / "stor.pdf").open("wb") as file:
        file.truncate(40_000_000)
    tracemalloc.start()
    try:
        assert take(tmp_path / "stor.pdf", 1_000_000).size == 40_000_000
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


def test_what_was_exchanged_for_a_link_or_a_pipe_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "hemmelig").write_bytes(b"x")
    (tmp_path / "a.pdf").symlink_to(tmp_path / "hemmelig")
    os.mkfifo(tmp_path / "b.pdf")
    for name in ("a.pdf", "b.pdf", "væk.pdf", "."):
        with pytest.raises(NotTaken):
            take(tmp_path / name, 100)


def test_a_file_that_grows_is_left_for_the_next_night(tmp_path: Path) -> None:
    growing, done = tmp_path / "vokser.pdf", tmp_path / "færdig.pdf"
    growing.write_bytes(b"x")
    done.write_bytes(b"x")
    stop = threading.Event()

    def write() -> None:
        with growing.open("ab", buffering=0) as file:
            while not stop.wait(0.02):
                file.write(b"x")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert still_written([growing, done, tmp_path / "væk.pdf"], settle=0.3) == {growing}
    finally:
        stop.set()
        writer.join()


def test_old_files_are_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"x")
    os.utime(tmp_path / "a.pdf", (1, 1))
    before = time.monotonic()
    assert still_written([tmp_path / "a.pdf"], settle=30) == set()
    assert time.monotonic() - before < 5


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ungerådet på torvet", "Ungerådet på torvet"),
        ("to\nlinjer\tog mere", "to linjer og mere"),
        ("\x1b[31mrød\x07\x9b", "�[31mrød��"),
        ("fdp.\u202ecod", "fdp.�cod"),
        ("\udcff.pdf", "\\xff.pdf"),
        (2023, "2023"),
    ],
)
def test_plain_text_holds_nothing_that_a_terminal_obeys(text: object, shown: str) -> None:
    assert plain(text) == shown


def test_markdown_and_html_in_a_cell_stay_text() -> None:
    shown = in_markdown("[x](javascript:1) <img onerror=1> | `kode`\n| æøå 2/3")
    assert shown == "(x)(javascript:1) ‹img onerror=1› ¦ 'kode' ¦ æøå 2/3"


def test_names_are_composed_letters() -> None:
    assert file_name("A\u030arsnotat.pdf") == "Årsnotat.pdf"


@pytest.mark.parametrize(
    ("url", "archive"),
    [
        (None, "var/archive"),
        ("sqlite:///data/w.db", "data/archive"),
        ("sqlite+pysqlite:////srv/w.db?timeout=5", "/srv/archive"),
        ("postgresql://h/w", "var/archive"),
    ],
)
def test_the_archive_lies_beside_its_warehouse(monkeypatch: pytest.MonkeyPatch, url: str, archive: str) -> None:
    for name in ("WAREHOUSE", "ARCHIVE", "INBOX"):
        monkeypatch.delenv(f"AFRAPPORT_{name}", raising=False)
    assert settings(warehouse=url).archive == Path(archive)


def test_what_is_given_goes_before_the_environment_and_that_before_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFRAPPORT_INBOX", "fra/miljø")
    monkeypatch.setenv("AFRAPPORT_WAREHOUSE", "sqlite:///miljø.db")
    monkeypatch.setenv("AFRAPPORT_ARCHIVE", "arkiv")
    monkeypatch.setenv("AFRAPPORT_LANGUAGE", "EN")
    found = settings()
    assert (found.inbox, found.warehouse) == (Path("fra/miljø"), "sqlite:///miljø.db")
    assert (found.archive, found.language) == (Path("arkiv"), "en")
    assert settings("givet", "sqlite:///givet.db").inbox == Path("givet")
    assert settings("givet", "sqlite:///givet.db").warehouse == "sqlite:///givet.db"
