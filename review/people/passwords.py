"""Passwords: how they are kept, and how one is compared with what is kept."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from review.people.refused import Refused

SHORTEST = 12  # characters; length protects, rules about signs do not
AT_ONCE, IN_LINE = 2, 10  # comparisons that run, and that run or wait: more would keep the app from everybody else
_running, _standing = BoundedSemaphore(AT_ONCE), BoundedSemaphore(IN_LINE)


class TooBusy(RuntimeError):
    """So many passwords are being compared that this one is not."""


def hash_of(password: str) -> str:
    """The argon2id hash of a new password. Raises Refused where it is too short."""
    if len(password) < SHORTEST:
        raise Refused("short")
    with _in_turn():
        return _hasher().hash(_same(password))


def is_password(stored: str | None, given: str) -> bool:
    """Whether the password is the one behind a hash; takes as long where nothing is stored. Raises TooBusy."""
    with _in_turn():
        try:
            right = _hasher().verify(stored or _nobody(), _same(given))
        except (VerificationError, InvalidHashError):
            return False
    return right and stored is not None


def make_password() -> str:
    """A password to hand to somebody, who then chooses their own: four groups that can be read aloud."""
    signs = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another
    return "-".join("".join(secrets.choice(signs) for _ in range(4)) for _ in range(4))


@contextmanager
def _in_turn() -> Generator[None]:
    if not _standing.acquire(blocking=False):
        raise TooBusy
    try:
        with _running:
            yield
    finally:
        _standing.release()


def _same(password: str) -> str:
    """Keyboards write å as one sign or as two."""
    return unicodedata.normalize("NFC", password)


@cache
def _hasher() -> PasswordHasher:
    # 19 MiB and two passes (OWASP's first choice): 30 ms here; twice the memory would let few sign-ins fill a machine
    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@cache
def _nobody() -> str:
    """A hash that no password has: whoever guesses a login that is not there waits as long."""
    return _hasher().hash(secrets.token_urlsafe(32))
