"""The report kinds that can be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from extractors.kinds import (
    budget_columns,
    budget_sheet,
    goal_fulfilment,
    housing_agreement,
    programme_report,
    safety_plan,
    status_note,
    visit_count,
)
from extractors.kinds.headers import column_names
from extractors.kinds.kind import Kind
from extractors.model import Document, Table
from extractors.raw import RawReport


@dataclass(frozen=True, slots=True)
class KindReader:
    """How a kind is read: ``interpret`` makes raw figures of a document, ``columns_of`` names a table's columns."""

    interpret: Callable[[Document, Kind], RawReport]
    columns_of: Callable[[Table, Kind], set[str]] = column_names


# A line a kind: the name of its YAML and how it is read.
KINDS: dict[str, KindReader] = {
    "status_note": KindReader(status_note.interpret),
    "goal_fulfilment": KindReader(goal_fulfilment.interpret),
    "budget_sheet": KindReader(budget_sheet.interpret, budget_columns.column_names),
    "programme_report": KindReader(programme_report.interpret),
    "housing_agreement": KindReader(housing_agreement.interpret),
    "safety_plan": KindReader(safety_plan.interpret, safety_plan.column_names),
    "visit_count": KindReader(visit_count.interpret, visit_count.column_names),
}
