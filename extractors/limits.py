"""How much the reading of one file may cost, by the environment."""

from __future__ import annotations

import os

DEFAULTS = {
    "AFRAPPORT_READ_CPU_SECONDS": 120,
    "AFRAPPORT_READ_WALL_SECONDS": 150,
    "AFRAPPORT_READ_MEMORY_MB": 1024,
}


class WrongLimit(ValueError):
    """A limit in the environment that is no whole number above zero; ``name`` is its variable."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is no whole number above zero")
        self.name = name


def cpu_seconds() -> int:
    """Processor time of one file; a scanned page adds to it."""
    return _limit("AFRAPPORT_READ_CPU_SECONDS")


def wall_seconds() -> int:
    """Time by the clock for one file; a scanned page adds to it."""
    return _limit("AFRAPPORT_READ_WALL_SECONDS")


def memory_bytes() -> int:
    """Address space of the process that reads a file."""
    return _limit("AFRAPPORT_READ_MEMORY_MB") * 1024 * 1024


def check_limits() -> None:
    """Raises WrongLimit where one cannot be used: better before a night than for each of its files."""
    for name in DEFAULTS:
        _limit(name)


def _limit(name: str) -> int:
    given = os.environ.get(name, "").strip()
    if not given:
        return DEFAULTS[name]
    if not given.isascii() or not given.isdigit() or not 0 < int(given) < 10**6:
        raise WrongLimit(name)
    return int(given)
