"""What the register does not do, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class Refused(Exception):
    """A change of the register that cannot be made; nothing was written.

    ``why`` is a word for whoever puts it into a sentence: ``unknown_name`` (``near`` has names that are like it),
    ``wrong_years``, ``nobody`` (who decides has no name), ``personal`` (the reason holds a personal number),
    ``joined_already``, ``own_already``, ``confirmed_already``, ``no_change``, ``undone_already``, ``changed_since``.
    ``facts`` has what the sentence may tell.
    """

    def __init__(self, why: str, near: Sequence[str] = (), **facts: Any) -> None:
        super().__init__(why)
        self.why, self.near, self.facts = why, near, facts
