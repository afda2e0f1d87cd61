"""The link that lets in whoever started the app on a machine without accounts."""

from __future__ import annotations

import hmac
import secrets
from threading import Lock


class StartKey:
    """A word that opens once. ``afrapport serve`` prints it; starting that again makes a new one."""

    def __init__(self) -> None:
        self.word = secrets.token_urlsafe(24)
        self._lock, self._used = Lock(), False

    def take(self, given: str) -> bool:
        """Whether this is the word, and it has not been used before; from now on it has."""
        if not hmac.compare_digest(given.encode(), self.word.encode()):
            return False
        with self._lock:
            fresh, self._used = not self._used, True
        return fresh
