"""A change of accounts that may not be made."""

from __future__ import annotations


class Refused(ValueError):
    """``reason``: ``login``, ``name``, ``role``, ``short``, ``taken``, ``unknown``, ``first_lead``, ``last_lead``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
