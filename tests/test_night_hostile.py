"""One night on all that is hostile, with good reports among it: they load, and the rest is held or passed over."""

from __future__ import annotations

import os
import shutil
import socket
import stat
import unicodedata
from pathlib import Path

import pytest

from documents.bombs import BOMBS
from documents.hostile import letter, locked
from nights import Night, night_on
from program import ROOT

MOST_MB = 400  # of the program itself, which reads no file
COLLECTIONS = [ROOT / ".." / "shared" / "hostile", ROOT / ".." / "shared" / "workbooks"]
NAMES = [
    *(
        b"' OR 1=1 --.pdf",
        b'"; rm -rf .pdf',
        b"$(id).pdf",
        b"-rf.pdf",
        b"=cmd.pdf",
        b"a..\\..\\x.pdf",
        b"%2e%2e%2fx.pdf",
    ),
    *(b"linje\nskift.pdf", b"\x1b[2J\x07.pdf", b"\xff\xfe.pdf", b"CON", b"slut. ", b"<img onerror=1>.pdf", b"[red]"),
    *("æøå 🚒.pdf".encode(), "fdp.\u202epdf".encode(), b"x" * 251 + b".pdf", b"null.pdf", b"{0}%s.pdf"),
    *(unicodedata.normalize(form, "Årø.pdf").encode() for form in ("NFC", "NFD")),
]
PASSED_OVER = {"rør.pdf", "genvej.pdf", "ring.pdf", "mappe", "stik.pdf", "enhed.pdf"}


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory, samples: list[Path]) -> Night:
    folder = tmp_path_factory.mktemp("nat")
    inbox = folder / "ind"
    (inbox / "en mappe.pdf").mkdir(parents=True)
    shutil.copy(samples[0], inbox / "en mappe.pdf" / f"a god{samples[0].suffix}")
    shutil.copy(samples[1], inbox / f"z god{samples[1].suffix}")
    for name, make in BOMBS.items():
        (inbox / f"bombe {name}").write_bytes(make())
    for n, name in enumerate(NAMES):
        Path(os.fsdecode(os.fsencode(inbox) + b"/" + name)).write_bytes(letter(f"Brev nummer {n}"))
    (inbox / "låst").write_bytes(locked("hemmelig"))
    (inbox / "tom").write_bytes(b"")
    (inbox / "ulæselig.pdf").write_bytes(letter("Ingen må læse det"))
    (inbox / "ulæselig.pdf").chmod(0)
    no_files(inbox)
    for collection in filter(Path.is_dir, COLLECTIONS):
        for file in (p for p in collection.iterdir() if p.suffix != ".md"):
            shutil.copyfile(file, inbox / f"fremmed {file.name}")
    return night_on(inbox, folder, AFRAPPORT_READ_CPU_SECONDS="8", AFRAPPORT_READ_WALL_SECONDS="30")


def no_files(inbox: Path) -> None:
    """Things that are called like reports and are no files."""
    os.mkfifo(inbox / "rør.pdf")
    (inbox / "genvej.pdf").symlink_to("/etc/passwd")
    (inbox / "ring.pdf").symlink_to("ring.pdf")
    (inbox / "mappe").symlink_to("/etc")
    here = os.getcwd()
    os.chdir(inbox)  # a socket's path must be short
    try:
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind("stik.pdf")
    finally:
        os.chdir(here)
    try:
        os.mknod(inbox / "enhed.pdf", 0o600 | stat.S_IFCHR, os.makedev(1, 5))  # endless zeros
    except PermissionError:  # only root makes devices
        (inbox / "enhed.pdf").symlink_to("/dev/zero")


def test_the_good_ones_load_and_the_others_are_held(night: Night) -> None:
    states = dict(night.outcomes)
    assert {states.pop(name) for name in list(states) if " god." in name} <= {"loaded", "partial"}
    # root reads what nobody may read, and then it is an unknown letter
    assert states.pop("ulæselig.pdf") == ("held" if os.geteuid() == 0 else "left")
    assert states.pop("tom") in ("held", "known")  # another file there is as empty
    assert {name: state for name, state in states.items() if state != "held"} == {}
    assert len(night.outcomes) > len(BOMBS) + len(NAMES)


def test_every_file_is_accounted_for(night: Night) -> None:
    left = sum(state == "left" for _, state in night.outcomes)
    known = sum(state == "known" for _, state in night.outcomes)
    [(reports,)] = night.asked("select count(*) from bi_report")
    assert reports + known + left == len(night.outcomes) == night.counts["reports_seen"]


def test_what_is_no_file_is_passed_over_and_said_to_be(night: Night) -> None:
    told = {line.split("WARNING ")[1].split(": ")[0] for line in night.log.splitlines() if "no ordinary file" in line}
    assert told == PASSED_OVER


def test_each_held_one_says_why_in_danish(night: Night) -> None:
    silent = """select report_file from bi_report r where state = 'held' and not exists (select 1 from bi_finding f
        where f.report_id = r.report_id and f.severity = 'error' and f.message like 'Filen %')"""
    assert night.asked(silent) == []
    messages = " ".join(text for (text,) in night.asked("select distinct message from bi_finding"))
    assert not [word for word in (" at most", "workbook", "cells", "bytes", "Error") if word in messages]


def test_limits_hold_and_nothing_is_left(night: Night) -> None:
    assert night.left == []
    assert 0 < night.most_mb < MOST_MB
    rules = dict(night.asked("select report_file, rule from bi_finding where report_file like 'bombe %'"))
    assert {rules[f"bombe {name}"] for name in ("draws itself", "5001 pages")} == {"report.too_large"}


def test_a_name_is_only_a_name(night: Night) -> None:
    kept = {name for (name,) in night.asked("select report_file from bi_report")}
    wanted = (n.decode("utf-8", "backslashreplace") for n in NAMES)
    assert {unicodedata.normalize("NFC", name) for name in wanted} <= kept
    assert not [c for c in night.log if c != "\n" and not c.isprintable()]
    archived = [p.name for p in (night.folder / "var" / "archive").rglob("*") if p.is_file()]
    assert all(len(name) == 64 and name.isalnum() for name in archived)
    assert {p.name for p in night.folder.iterdir() if not p.name.startswith("tmp")} <= {"ind", "var", "prefect"}
