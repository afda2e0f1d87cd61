"""A reader process whose parser misbehaves as the file tells it to; run by ``test_reading_mock``.

A file that says ``parser: hang`` makes it hang, and so on; any other file is read as it should be.
"""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Callable

from extractors import opening, reader_process
from extractors.model import Document

BOMB = 40  # processes: enough to see that all are ended, and no harm to the machine that tests
read_bytes = opening.read_bytes


def hang() -> None:
    """Neither works nor ends."""
    time.sleep(10_000)


def spin() -> None:
    """Works for ever."""
    while True:
        pass


def abort() -> None:
    """Ends as a native library does that finds itself broken."""
    os.abort()


def leave() -> None:
    """Ends well and says nothing."""
    os._exit(0)


def flood() -> None:
    """Prints without end on stdout and stderr, then hangs."""
    for _ in range(2_000):
        os.write(1, b"x" * 65_536)
        os.write(2, b"hemmeligt " * 6_553)
    hang()


def swell() -> None:
    """Takes memory until there is none."""
    kept = []
    while True:
        kept.append(bytearray(32 << 20))


def bomb() -> None:
    """Starts processes that leave its group and session and start others."""
    for n in range(BOMB):
        if os.fork() == 0:
            os.setsid()
            if n % 2 and os.fork() != 0:
                os._exit(0)
            hang()
    hang()


def close_pipe() -> None:
    """Closes every file it has, and so the pipe for the answer, and goes on."""
    os.closerange(3, 256)
    hang()


def half_message() -> None:
    """Writes the beginning of an answer and ends as if all were well."""
    for descriptor in range(3, 64):
        try:
            os.write(descriptor, b"\x80\x05\x95\x00\x10")
        except OSError:
            continue
    os._exit(0)


def stop_itself() -> None:
    """Stops, as in a debugger."""
    os.kill(os.getpid(), signal.SIGSTOP)


def raise_exit() -> None:
    """Ends by an exception that is no error."""
    raise SystemExit(0)


TRICKS: dict[str, Callable[[], None]] = {
    f.__name__: f
    for f in (hang, spin, abort, leave, flood, swell, bomb, close_pipe, half_message, stop_itself, raise_exit)
}


def play(data: bytes, recognise: bool = False) -> Document:
    """What the file says is done; else it is read."""
    if named := re.match(rb"parser: (\w+)", data):
        TRICKS[named[1].decode()]()
    return read_bytes(data, recognise)


if __name__ == "__main__":
    setattr(opening, "read_bytes", play)  # noqa: B010 - to a type checker a function is never replaced
    reader_process.main(int(sys.argv[1]))
