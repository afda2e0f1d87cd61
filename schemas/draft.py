"""A figure while it is being checked, and what the checks have to say about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from extractors.place import Place
from extractors.raw import RawFigure
from schemas.parsers.misread import Misread


@dataclass(slots=True)
class Draft:
    """One raw figure with its typed values.

    ``failed`` has the parsing failure of each column that could not be read; such a column holds None and is
    not judged any further. ``step`` is the worth of the last digit shown of an amount, in kroner.
    """

    raw: RawFigure
    values: dict[str, Any]
    failed: dict[str, Misread] = field(default_factory=dict)
    step: Decimal = Decimal(1)
    key: str = ""
    held: bool = False
    rejected: bool = False
    corrected: bool = False

    @property
    def view(self) -> str:
        """``status``, ``budget`` or ``indicator``."""
        return self.raw.view

    @property
    def amount(self) -> Decimal | None:
        """The amount in kroner; None where there is none or it cannot be read."""
        return self.values.get("amount_dkk")

    @property
    def printed_row(self) -> tuple[int, int]:
        """The row of the report that the figure stands in: figures printed side by side share it."""
        return (self.raw.table, self.raw.row)

    def place_of(self, column: str | None) -> Place:
        """Where a column of the figure stands; the figure's own place where that is not known."""
        value = self.raw.values.get(column or "")
        return value.place if value is not None and value.place is not None else self.raw.place

    def text_of(self, column: str) -> str | None:
        """What stood in a column, as text."""
        value = self.raw.values.get(column)
        return value.text if value is not None else None


@dataclass(slots=True)
class Problem:
    """A failed check before it is put into words: a rule, the figures that it is about, what was found.

    ``drafts`` are the figures that an error holds back; the first one gives the finding its effort and its key.
    ``facts`` are the fields of the rule's sentences that are particular to the check. ``against`` is what it was
    compared with, where another one would be another finding: a decision about the one says nothing of the other.
    """

    rule: str
    drafts: Sequence[Draft]
    place: Place
    found: str | None = None
    expected: str | None = None
    column: str | None = None
    facts: dict[str, str] = field(default_factory=dict)
    against: str | None = None
