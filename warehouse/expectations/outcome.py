"""What became of one expectation, and of all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

MOST_KEYS = 5
CODEWORD = re.compile(r"[a-z][a-z_]{0,39}")  # such as the name of a report kind; nobody's name, no text of a report

Key = dict[str, int | str]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether it holds, what was seen and what should be. ``failing`` counts rows, None where it could not be asked.

    ``keys`` name some of the rows that fail, by numbers and code words: no value of a figure and no text stands there.
    """

    suite: str
    expectation: str
    object: str
    severity: str
    success: bool
    observed: str
    expected: str
    failing: int | None = None
    keys: tuple[Key, ...] = field(default=())

    @property
    def stops(self) -> bool:
        """Whether it stops publication."""
        return self.severity == "critical" and not self.success


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """All outcomes of one self-check. ``run_id`` is the last run that was completed by then."""

    check_id: str
    checked_at: datetime
    run_id: str | None
    outcomes: tuple[Outcome, ...]

    @property
    def failed(self) -> list[Outcome]:
        """What does not hold, critical ones first."""
        return sorted((it for it in self.outcomes if not it.success), key=lambda it: not it.stops)

    @property
    def state(self) -> str:
        """``stopped`` where a critical expectation does not hold, else ``published``."""
        return "stopped" if any(it.stops for it in self.outcomes) else "published"

    @property
    def reason(self) -> str | None:
        """The critical expectations that do not hold."""
        return "; ".join(f"{it.suite}.{it.expectation} ({it.object})" for it in self.failed if it.stops) or None


def only_keys(rows: Iterable[Mapping[str, Any]]) -> tuple[Key, ...]:
    """The first few rows, with their numbers and code words alone, each once."""
    found: list[Key] = []
    for row in rows:
        key = {name: value for name, value in row.items() if _is_key(value)}
        if key and key not in found:
            found.append(key)
        if len(found) == MOST_KEYS:
            break
    return tuple(found)


def _is_key(value: object) -> bool:
    if isinstance(value, int) and not isinstance(value, bool):
        return True
    return isinstance(value, str) and CODEWORD.fullmatch(value) is not None
