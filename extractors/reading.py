"""Files read in a process of their own, which may die of a bad file without harm to the night.

A native reader can hang, swell or abort, and an abort is no exception. So each file is read by a child process
under limits. The children are forked from one reader process that has the readers loaded: a fork takes
milliseconds, a new interpreter takes a second.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import socket
import subprocess
import sys
import threading
from collections.abc import Generator, Sequence
from pathlib import Path

from extractors.messages import ReadRequest, Request, ScannedPages, Task, receive, send
from extractors.model import Document
from extractors.place import Place
from extractors.raw import RawReport
from extractors.unreadable import Unreadable


class ReaderFailed(RuntimeError):
    """The reader process itself is gone: not a fault of the file, which can be read another time."""


class Reader:
    """One reader process, running ``module``; reads one file at a time."""

    module = "extractors.reader_process"

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        root = str(Path(__file__).resolve().parents[1])
        path = os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])
        with theirs:
            self.process = subprocess.Popen(  # noqa: S603 - our own interpreter, no shell, no outside text
                [sys.executable, "-m", self.module, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": path},
            )
        self.channel = ours

    def ask(self, request: Request) -> object:
        """The answer to a request; raises ``Unreadable`` where the child died or the file is bad."""
        send(self.channel, request)
        try:
            answer = receive(self.channel)
        except pickle.UnpicklingError as problem:
            raise Unreadable("report.corrupt", "the answer of the reader is no document") from problem
        if isinstance(answer, Unreadable):
            raise answer
        return answer

    def close(self) -> None:
        """Ends the process; it ends by itself when the channel closes."""
        self.channel.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(5)
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


class Readers:
    """Reader processes that are idle; a thread that finds none starts another."""

    def __init__(self) -> None:
        self._idle: list[Reader] = []
        self._lock = threading.Lock()

    def start(self) -> None:
        """Starts a reader process now, so that it is loaded when the first file comes."""
        with self._lock:
            if not self._idle:
                self._idle.append(Reader())

    @contextlib.contextmanager
    def one(self) -> Generator[Reader, None, None]:
        """A reader process for the time of one file; one that failed is not used again."""
        with self._lock:
            reader = self._idle.pop() if self._idle else Reader()
        try:
            yield reader
        except (EOFError, OSError):
            reader.close()
            raise
        except BaseException:
            self._give_back(reader)
            raise
        self._give_back(reader)

    def _give_back(self, reader: Reader) -> None:
        with self._lock:
            self._idle.append(reader)

    def close(self) -> None:
        """Ends all of them."""
        with self._lock:
            idle, self._idle = self._idle, []
        for reader in idle:
            reader.close()


READERS = Readers()
atexit.register(READERS.close)


def read_file(path: Path) -> Document:
    """The document in a file.

    Raises ``Unreadable`` where there is none or the limits do not suffice, ``ReaderFailed`` where it is not
    the file's fault.
    """
    answer = _ask(ReadRequest(str(path), interpret=False))
    if not isinstance(answer, Document):
        raise TypeError(type(answer).__name__)
    return answer


def read_report(path: Path) -> tuple[Document, RawReport]:
    """The document in a file and its raw figures; raises ``Unreadable`` like ``read_file``."""
    answer = _ask(ReadRequest(str(path), interpret=True))
    if not (isinstance(answer, tuple) and isinstance(answer[0], Document) and isinstance(answer[1], RawReport)):
        raise TypeError(type(answer).__name__)
    return answer[0], answer[1]


def read_again(path: Path, places: Sequence[Place]) -> list[str]:
    """What another reader finds at some places of a PDF, in their order; blank where it finds nothing.

    Raises ``Unreadable`` like ``read_file``: that reader needs more time and memory than the first.
    """
    answer = _ask(ReadRequest(str(path), interpret=False, boxes=tuple(places)))
    if not (isinstance(answer, list) and len(answer) == len(places) and all(isinstance(a, str) for a in answer)):
        raise TypeError(type(answer).__name__)
    return answer


def do_task(task: Task) -> object:
    """What the reader process makes of a file for one of ``extractors.tasks``; raises ``Unreadable`` likewise."""
    return _ask(task)


def _ask(request: Request) -> object:
    try:
        with READERS.one() as reader:
            answer = reader.ask(request)
            if isinstance(answer, ScannedPages) and isinstance(request, ReadRequest):
                return reader.ask(request.with_time_for(answer))
            return answer
    except (EOFError, OSError) as problem:
        raise ReaderFailed("the reader process ended") from problem
