"""A file is read by a child that may hang, swell, abort or be killed: the night goes on and nothing stays behind."""

from __future__ import annotations

import contextlib
import datetime
import os
import pickle
import resource
import signal
import socket
import struct
import subprocess
import sys
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest

from documents import hostile
from extractors import messages, reader_process, reading
from extractors.messages import ReadRequest, loads, receive, send
from extractors.model import Cell, Document, Table
from extractors.place import Place
from extractors.reading import Reader, ReaderFailed, Readers, read_file, read_report
from extractors.unreadable import Unreadable
from schemas.examine import examine

MEGABYTE = 1 << 20
ROOT = Path(__file__).parents[1]


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "brev.pdf"
    path.write_bytes(hostile.letter("Kære udvalg"))
    return path


@pytest.fixture
def reader() -> Iterator[Reader]:
    one = Reader()
    yield one
    one.close()
    assert one.process.poll() is not None


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> Iterator[Readers]:
    own = Readers()
    monkeypatch.setattr(reading, "READERS", own)
    yield own
    own.close()


def refusal(reader: Reader, request: ReadRequest) -> Unreadable:
    with pytest.raises(Unreadable) as caught:
        reader.ask(request)
    return caught.value


def children(pid: int) -> list[int]:
    return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def wait_for(what: Callable[[], object], seconds: float = 15.0) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def runs(pid: int) -> bool:
    """Whether a process is there and has not ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_a_file_that_draws_itself_for_ever_costs_its_limit_and_no_more(
    reader: Reader, tmp_path: Path, letter: Path
) -> None:
    path = tmp_path / "ring.pdf"
    path.write_bytes(hostile.calls_itself())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert refusal(reader, ReadRequest(str(path), False, cpu_seconds=1, wall_seconds=60)).rule == "report.too_large"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024  # KB
    assert isinstance(reader.ask(ReadRequest(str(letter), False)), Document)
    assert children(reader.process.pid) == []


def test_a_file_that_swells_is_stopped_at_the_limit(reader: Reader, letter: Path) -> None:
    why = refusal(reader, ReadRequest("/dev/zero", False, memory_bytes=400 * MEGABYTE, cpu_seconds=20))
    assert (why.rule, why.detail) == ("report.too_large", "more memory than allowed")
    assert isinstance(reader.ask(ReadRequest(str(letter), False)), Document)


def test_a_reader_that_waits_for_ever_is_given_up(reader: Reader, tmp_path: Path, letter: Path) -> None:
    os.mkfifo(tmp_path / "venter.pdf")
    started = time.monotonic()
    why = refusal(reader, ReadRequest(str(tmp_path / "venter.pdf"), False, wall_seconds=1))
    assert (why.rule, why.detail) == ("report.too_large", "not read within 1 s")
    assert time.monotonic() - started < 10
    assert children(reader.process.pid) == []
    assert isinstance(reader.ask(ReadRequest(str(letter), False)), Document)


def test_when_the_asker_is_gone_nothing_is_left_running(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "venter.pdf")
    one = Reader()
    send(one.channel, ReadRequest(str(tmp_path / "venter.pdf"), False))
    wait_for(lambda: children(one.process.pid))
    [child] = children(one.process.pid)
    one.close()
    assert one.process.poll() is not None
    wait_for(lambda: not runs(child))


def test_a_killed_child_is_an_answer(reader: Reader, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "venter.pdf")
    send(reader.channel, ReadRequest(str(tmp_path / "venter.pdf"), False))
    wait_for(lambda: children(reader.process.pid))
    os.kill(children(reader.process.pid)[0], signal.SIGABRT)
    answer = receive(reader.channel)
    assert isinstance(answer, Unreadable)
    assert (answer.rule, answer.detail) == ("report.corrupt", "the reader ended with SIGABRT")


def test_a_killed_reader_process_is_replaced(readers: Readers, letter: Path) -> None:
    readers.start()
    [first] = readers._idle
    os.kill(first.process.pid, signal.SIGKILL)
    first.process.wait()
    with pytest.raises(ReaderFailed):  # not the file's fault
        read_file(letter)
    assert read_file(letter).page_count == 1
    assert first not in readers._idle


READ_ONE = """
import sys
from pathlib import Path
from extractors.reading import read_file
try:
    read_file(Path(sys.argv[1]))
except Exception as problem:
    print(problem.rule)
"""


@pytest.mark.parametrize("into_file", [False, True])
def test_a_fault_of_the_reader_is_told_to_the_log(tmp_path: Path, into_file: bool) -> None:
    log = tmp_path / "log.txt"
    with log.open("w") as file:
        done = subprocess.run(
            [sys.executable, "-c", READ_ONE, str(tmp_path / "væk.pdf")],
            stdout=subprocess.PIPE,
            stderr=file if into_file else subprocess.PIPE,
            text=True,
            env={"PYTHONPATH": str(ROOT)},
            timeout=60,
        )
    said = log.read_text() if into_file else done.stderr
    assert done.stdout == "report.corrupt\n"
    assert "FileNotFoundError in" in said
    assert "væk.pdf" not in said  # the log quotes no names: they may be those of persons


def test_two_threads_get_their_own_answers(readers: Readers, tmp_path: Path) -> None:
    paths = [tmp_path / f"{n}.pdf" for n in range(6)]
    for n, path in enumerate(paths):
        path.write_bytes(hostile.letter(f"Brev nummer {n}"))
    with ThreadPoolExecutor(2) as pool:
        texts = [document.lines[0].text for document in pool.map(read_file, paths)]
    assert texts == [f"Brev nummer {n}" for n in range(6)]
    idle = [r.process for r in readers._idle]
    assert 1 <= len(idle) <= 2
    readers.close()
    assert all(p.poll() is not None for p in idle)


def test_a_report_comes_with_its_document(readers: Readers, letter: Path) -> None:
    document, raw = read_report(letter)
    assert (document.lines[0].text, raw.kind, raw.figures) == ("Kære udvalg", None, [])


CAUSES = {
    -signal.SIGXCPU: "report.too_large",
    -signal.SIGKILL: "report.too_large",
    -signal.SIGABRT: "report.corrupt",
    -signal.SIGSEGV: "report.corrupt",
    reader_process.OUT_OF_MEMORY: "report.too_large",
    reader_process.FAULT: "report.corrupt",
    0: "report.corrupt",  # ended well and said nothing
}


@pytest.mark.parametrize(("ended", "rule"), CAUSES.items())
def test_how_a_child_ended_says_why(ended: int, rule: str) -> None:
    assert reader_process._cause(ended).rule == rule


def test_a_native_reader_that_ends_for_want_of_memory_is_told_from_a_broken_file() -> None:
    assert reader_process._cause(-signal.SIGABRT, swollen=True).detail == "more memory than allowed"
    assert reader_process._cause(0, swollen=True).rule == "report.corrupt"


def test_a_lost_reader_holds_no_report(readers: Readers, letter: Path) -> None:
    readers.start()
    [first] = readers._idle
    os.kill(first.process.pid, signal.SIGKILL)
    first.process.wait()
    with pytest.raises(ReaderFailed):
        examine(letter)
    assert [f.rule for f in examine(letter).checked.findings] == ["report.unrecognised"]


def test_an_answer_that_is_no_document_is_the_files_fault() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs, contextlib.closing(Reader()) as reader:
        process_channel, reader.channel = reader.channel, ours
        for answer in (pickle.dumps(len), b"\x80\x05no pickle", b""):
            messages.send_bytes(theirs, answer)
            with pytest.raises(Unreadable, match="no document"):
                reader.ask(ReadRequest("x.pdf", False))
        process_channel.close()


def test_an_endless_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader_process, "ANSWER_BYTES", 1000)
    reading_end, writing_end = os.pipe()
    ours, theirs = socket.socketpair()
    with ours, theirs:
        os.write(writing_end, b"x" * 1001)
        assert reader_process._collect(reading_end, 5, theirs) == (b"", "the answer is too long")
    os.close(reading_end)
    os.close(writing_end)


def test_a_message_that_claims_to_be_endless_is_not_awaited() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.sendall(struct.pack(">Q", messages.ANSWER_BYTES + 1))
        with pytest.raises(EOFError):
            receive(ours)
        theirs.close()
        with pytest.raises(EOFError):
            receive(ours)


class Trap:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("true",)


REFUSED = (Trap(), OrderedDict(), Path("x"), len, datetime.timedelta(1))


@pytest.mark.parametrize("thing", REFUSED, ids=lambda t: type(t).__name__)
def test_an_answer_holds_nothing_but_a_document(thing: object) -> None:
    with pytest.raises(pickle.UnpicklingError):
        loads(pickle.dumps(thing))


def test_a_document_survives_the_way() -> None:
    cell = Cell(
        0, 1, "Løn", Place(sheet="Ark1", cell="B1"), native=Decimal("1.5"), parts=[Place(1, 0.0, 1.0, 2.0, 3.0)]
    )
    dated = Cell(1, 0, "5. marts", Place(1), native=datetime.date(2021, 3, 5))
    document = Document("xlsx", [Table([cell, dated], [Place(sheet="Ark1")])])
    assert loads(pickle.dumps(document, protocol=5)) == document
    left, right = socket.socketpair()
    with left, right:
        send(left, Unreadable("report.empty", "0 bytes", "noget"))
        answer = receive(right)
    assert isinstance(answer, Unreadable)
    assert (answer.rule, answer.detail, answer.expected) == ("report.empty", "0 bytes", "noget")
