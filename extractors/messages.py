"""What the reader process is asked and what it answers, over a socket."""

from __future__ import annotations

import io
import pickle
import socket
import struct
from dataclasses import dataclass, field, replace
from typing import Any

from extractors import limits
from extractors.place import Place

SCAN_CPU_SECONDS, SCAN_WALL_SECONDS = 10, 90  # more for each scanned page; the recognition is a process of its own
TASK_CPU_SECONDS, TASK_WALL_SECONDS = 10, 30  # somebody waits for it
ANSWER_BYTES = 256 * 1024 * 1024

# The only classes that an answer may hold: it comes from a process that has read a stranger's file.
ALLOWED = {
    ("extractors.messages", "ReadRequest"),
    ("extractors.messages", "ScannedPages"),
    ("extractors.messages", "Task"),
    ("extractors.model", "Cell"),
    ("extractors.model", "Document"),
    ("extractors.model", "Hidden"),
    ("extractors.model", "Line"),
    ("extractors.model", "Table"),
    ("extractors.picture.page", "Drawn"),
    ("extractors.picture.stretches", "Stretch"),
    ("extractors.place", "Place"),
    ("extractors.raw", "Drift"),
    ("extractors.raw", "RawFigure"),
    ("extractors.raw", "RawReport"),
    ("extractors.raw", "RawValue"),
    ("extractors.raw", "StatedCount"),
    ("extractors.raw", "StatedFinancing"),
    ("extractors.unreadable", "Unreadable"),
    ("extractors.workbook.window", "Band"),
    ("extractors.workbook.window", "SheetName"),
    ("extractors.workbook.window", "SheetWindow"),
    ("datetime", "date"),
    ("datetime", "datetime"),
    ("decimal", "Decimal"),
}


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """A file to be read, and whether its figures are wanted too.

    Where there are ``boxes`` only these places are wanted, from the second reader.
    """

    path: str
    interpret: bool
    boxes: tuple[Place, ...] = ()
    cpu_seconds: int = field(default_factory=limits.cpu_seconds)
    wall_seconds: int = field(default_factory=limits.wall_seconds)
    memory_bytes: int = field(default_factory=limits.memory_bytes)
    recognise: bool = False

    def with_time_for(self, scans: ScannedPages) -> ReadRequest:
        """The same request with the time that the text recognition of some pages may take."""
        return replace(
            self,
            cpu_seconds=self.cpu_seconds + SCAN_CPU_SECONDS * scans.count,
            wall_seconds=self.wall_seconds + SCAN_WALL_SECONDS * scans.count,
            recognise=True,
        )


@dataclass(frozen=True, slots=True)
class Task:
    """Something else to be done with a file than to read it whole: what, by its name, and with what plain values."""

    path: str
    name: str
    arguments: tuple[Any, ...] = ()
    cpu_seconds: int = TASK_CPU_SECONDS
    wall_seconds: int = TASK_WALL_SECONDS
    memory_bytes: int = field(default_factory=limits.memory_bytes)


Request = ReadRequest | Task


@dataclass(frozen=True, slots=True)
class ScannedPages:
    """The answer where a file has pages that are pictures: how many, so that it is asked again with time for them."""

    count: int


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> object:
        if (module, name) not in ALLOWED:
            raise pickle.UnpicklingError(f"{module}.{name} has no place in an answer")
        return super().find_class(module, name)


def loads(data: bytes) -> object:
    """An object out of bytes that hold nothing but the classes of a document; raises ``UnpicklingError`` otherwise."""
    try:
        return _Unpickler(io.BytesIO(data)).load()
    except Exception as problem:  # a broken pickle may raise nearly anything
        raise pickle.UnpicklingError(str(problem)) from problem


def send(channel: socket.socket, message: object) -> None:
    """Sends one message."""
    send_bytes(channel, pickle.dumps(message, protocol=5))


def send_bytes(channel: socket.socket, data: bytes) -> None:
    """Sends one message that is pickled already."""
    channel.sendall(struct.pack(">Q", len(data)))
    channel.sendall(data)


def receive(channel: socket.socket) -> object:
    """The next message; raises ``EOFError`` where the other side is gone, ``UnpicklingError`` like ``loads``."""
    (size,) = struct.unpack(">Q", _exactly(channel, 8))
    if size > ANSWER_BYTES:
        raise EOFError("the answer is too long")
    return loads(_exactly(channel, size))


def _exactly(channel: socket.socket, count: int) -> bytes:
    parts = bytearray()
    while len(parts) < count:
        part = channel.recv(min(count - len(parts), 1 << 20))
        if not part:
            raise EOFError("the other side closed")
        parts += part
    return bytes(parts)
