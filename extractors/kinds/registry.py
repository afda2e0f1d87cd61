"""The report kinds that can be read."""

from __future__ import annotations

from collections.abc import Callable

from extractors.kinds import budget_sheet, goal_fulfilment, status_note
from extractors.kinds.kind import Kind
from extractors.model import Document
from extractors.raw import RawReport

Interpret = Callable[[Document, Kind], RawReport]

# A line a kind: the name of its YAML and what turns a document into its raw figures.
KINDS: dict[str, Interpret] = {
    "status_note": status_note.interpret,
    "goal_fulfilment": goal_fulfilment.interpret,
    "budget_sheet": budget_sheet.interpret,
}
