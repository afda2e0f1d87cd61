"""The figures of a report as a steward sees them: each with its state and what was found about it."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from schemas.report import Figure
from warehouse.figures import figures_of

STATES = (
    "held",
    "warned",
    "corrected",
    "rejected",
    "passed",
)  # the worst first: it counts where several stand together
ABOUT = """
    select ff.figure_key, k.finding_id, k.severity, k.state, d.rule, d.message, d.message_en
    from finding_figure ff
    join known_finding k on k.report_id = ff.report_id and k.finding_key = ff.finding_key
    join finding d on d.finding_id = k.finding_id
    where ff.report_id = :report order by k.severity, k.finding_id"""


@dataclass(frozen=True, slots=True)
class SeenFigure:
    """A figure with its ``state`` (one of STATES) and its findings, open and settled.

    ``mark`` names it in addresses: the same as long as the report has the figure, whatever is decided about it.
    """

    figure: Figure
    state: str
    mark: str
    findings: Sequence[Any]


def seen_figures(connection: Connection, report_id: int) -> list[SeenFigure]:
    """All figures of a report, in the order of reading within each view."""
    about: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(text(ABOUT), {"report": report_id}):
        about[row.figure_key].append(row)
    return [_seen(figure, about.get(figure.key, [])) for figure in figures_of(connection, report_id)]


def counted(seen: Iterable[SeenFigure]) -> dict[str, int]:
    """How many figures are in each state."""
    found = Counter(each.state for each in seen)
    return {state: found[state] for state in STATES}


def mark_of(figure: Figure) -> str:
    """A short name for a figure, that may stand in an address and in an element's id."""
    return hashlib.sha256(f"{figure.view}\0{figure.key}".encode()).hexdigest()[:12]


def _seen(figure: Figure, findings: Sequence[Any]) -> SeenFigure:
    return SeenFigure(figure, _state(figure, findings), mark_of(figure), findings)


def _state(figure: Figure, findings: Sequence[Any]) -> str:
    if figure.state in ("held", "rejected"):
        return figure.state
    if figure.corrected:
        return "corrected"
    warned = any(row.severity == "warning" and row.state == "open" for row in findings)
    return "warned" if warned else "passed"
