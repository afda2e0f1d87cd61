"""What a query is answered with."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from warehouse.tables.types import utc_text


@dataclass(frozen=True, slots=True)
class Answer:
    """Names of the columns, as often as they come, and the rows.

    Days and times are ISO text on both databases, times in UTC; exact decimals are Decimal where the database has them.
    What is no number though the database calls it one (``inf``) is text.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    @property
    def twice(self) -> list[str]:
        """Names that more than one column has."""
        return sorted({name for name in self.columns if self.columns.count(name) > 1})


def answered(columns: Iterable[str], rows: Iterable[Sequence[Any]]) -> Answer:
    """The answer from what a driver gives."""
    return Answer(tuple(columns), [tuple(map(_as_text, row)) for row in rows])


def _as_text(value: Any) -> Any:
    if isinstance(value, datetime):
        return utc_text(value) if value.tzinfo else value.isoformat()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value.isoformat() if isinstance(value, date | time) else value
