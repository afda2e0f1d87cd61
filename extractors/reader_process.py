"""The reader process: forks a child for each file, watches it, and passes on what it answers.

Run as ``python -m extractors.reader_process FD`` by ``extractors.reading``; ends when its channel closes.
"""

from __future__ import annotations

import contextlib
import gc
import logging
import os
import pickle
import resource
import select
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from extractors import opening, recognise, second_reading
from extractors.descendants import adopt_orphans, end_children, limit_starting
from extractors.messages import ANSWER_BYTES, ReadRequest, Request, ScannedPages, Task, receive, send, send_bytes
from extractors.ocr import read as _scans  # loaded once, for all children, like the next two
from extractors.pdf import read as _pdf
from extractors.tasks import TASKS
from extractors.unreadable import Unreadable
from extractors.workbook import read as _workbook

LOADED = (_scans, _pdf, _workbook)
TOO_LARGE = "report.too_large"
NOTE_BYTES = 4_000
NEARLY_ALL = 0.6  # of the memory: the address space that is the limit is larger than what is in use
Tasks = Mapping[str, Callable[..., Any]]  # what is done with a file's bytes, by name
OUT_OF_MEMORY, FAULT = 3, 4  # how a child ends; with a fault of its own it writes a note instead of an answer


def serve(channel: socket.socket, tasks: Tasks) -> None:
    """Answers requests until the other side closes the channel."""
    while True:
        try:
            request = receive(channel)
        except (EOFError, OSError):
            return
        if not isinstance(request, Request):
            return
        answer = answer_to(request, channel, tasks)
        try:
            if isinstance(answer, Unreadable):
                send(channel, answer)
            else:
                send_bytes(channel, answer)
        except OSError:
            return


def answer_to(request: Request, channel: socket.socket, tasks: Tasks) -> bytes | Unreadable:
    """The pickled answer of a child that reads the file, or why there is none."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _child(request, writing, tasks)
    os.close(writing)
    try:
        data, why = _collect(reading, request.wall_seconds, channel)
    finally:
        os.close(reading)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        _, status, used = os.wait4(child, 0)
        end_children()
    if why is not None:
        return Unreadable(TOO_LARGE, why, "en fil, der kan læses på få minutter")
    ended = os.waitstatus_to_exitcode(status)
    if ended == FAULT:
        os.write(2, data[:NOTE_BYTES])
    swollen = used.ru_maxrss * 1024 > request.memory_bytes * NEARLY_ALL
    return data if data and ended == 0 else _cause(ended, swollen)


def _child(request: Request, writing: int, tasks: Tasks) -> None:
    """Reads the file under limits, writes the answer and ends; never returns."""
    code = FAULT
    try:
        os.setpgid(0, 0)
        _shut_in(writing)
        _limit(request)
        code, answer = _answer(request, tasks)
        with os.fdopen(writing, "wb", closefd=False) as out:  # closed by the exit: who sees it close sees the status
            out.write(answer)
    finally:
        os._exit(code)


def _answer(request: Request, tasks: Tasks) -> tuple[int, bytes]:
    try:
        return 0, pickle.dumps(_done(request, tasks), protocol=5)
    except MemoryError:
        return OUT_OF_MEMORY, b""
    except BaseException as problem:
        return FAULT, _note(problem)


def _note(problem: BaseException) -> bytes:
    """Where the reader failed, for the log; not the message, which may quote the file."""
    steps = " < ".join(
        f"{Path(f.filename).name}:{f.lineno}" for f in reversed(traceback.extract_tb(problem.__traceback__))
    )
    return f"reader: {type(problem).__name__} in {steps}\n".encode()


def _shut_in(writing: int) -> None:
    """Leaves the child nothing but the pipe for its answer, above all not the channel of the reader process.

    What a reader prints may quote the file, and without end: stdout and stderr lead nowhere.
    """
    os.closerange(3, writing)
    os.closerange(writing + 1, os.sysconf("SC_OPEN_MAX"))
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def _limit(request: Request) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (request.memory_bytes, request.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (request.cpu_seconds, request.cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # a reader writes no files; pipes are not counted
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limit_starting()


def _done(request: Request, tasks: Tasks) -> object:
    try:
        data = Path(request.path).read_bytes()
        return tasks[request.name](data, *request.arguments) if isinstance(request, Task) else _read(request, data)
    except opening.ScansFound as found:
        return ScannedPages(found.count)
    except Unreadable as problem:
        return problem
    except RecursionError:
        return Unreadable("report.corrupt", "nested too deeply")


def _read(request: ReadRequest, data: bytes) -> object:
    if request.boxes:
        return second_reading.read_boxes(data, request.boxes)
    document = opening.read_bytes(data, request.recognise)
    return (document, recognise.interpret(document)) if request.interpret else document


def _collect(reading: int, seconds: float, channel: socket.socket) -> tuple[bytes, str | None]:
    """What the child writes until it closes the pipe; and why it was given up, if it was."""
    end = time.monotonic() + seconds
    parts = bytearray()
    while True:
        ready, _, _ = select.select([reading, channel], [], [], max(end - time.monotonic(), 0))
        if not ready:
            return b"", f"not read within {seconds:.0f} s"
        if channel in ready and reading not in ready:
            return b"", "nobody waits for the answer"  # the other side closed, or breaks the order
        part = os.read(reading, 1 << 20)
        if not part:
            return bytes(parts), None
        parts += part
        if len(parts) > ANSWER_BYTES:
            return b"", "the answer is too long"


def _cause(ended: int, swollen: bool = False) -> Unreadable:
    """Why a child ended without an answer, from its exit status, or its signal as a negative number.

    A native reader that gets no more memory aborts or worse: ``swollen`` tells that it had nearly all it may have.
    """
    if -ended in (signal.SIGXCPU, signal.SIGKILL):
        return Unreadable(TOO_LARGE, "more processor time than allowed", "en fil, der kan læses på få minutter")
    if ended == OUT_OF_MEMORY or (ended < 0 and swollen):
        return Unreadable(TOO_LARGE, "more memory than allowed", "en mindre fil")
    name = signal.Signals(-ended).name if ended < 0 else f"exit {ended}"
    return Unreadable("report.corrupt", f"the reader ended with {name}")


def main(descriptor: int, tasks: Tasks = TASKS) -> None:
    """Serves the channel with that file descriptor; ``tasks`` are what is done beside reading."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that asked
    logging.disable(logging.CRITICAL)
    adopt_orphans()
    gc.freeze()
    with socket.socket(fileno=descriptor) as channel:
        serve(channel, tasks)


if __name__ == "__main__":
    main(int(sys.argv[1]))
