"""The arithmetic certificate of a report in the warehouse, each statement with its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from sqlalchemy import Connection

from extractors.place import Place
from review.report.figures import SeenFigure
from schemas.certificate import Tie, certificate
from schemas.efforts import Register
from warehouse.recheck import reading_of_report


@dataclass(frozen=True, slots=True)
class Sort:
    """The statements of one sort: the rule that judges them, how many there are, tie, and tie only when rounded."""

    rule: str
    count: int
    tied: int
    rounded: int


@dataclass(frozen=True, slots=True)
class Certificate:
    """All statements, those that do not tie (or cannot be known) first."""

    ties: Sequence[Tie]
    sorts: Sequence[Sort]

    @property
    def tied(self) -> int:
        """How many tie."""
        return sum(bool(tie.ties) for tie in self.ties)

    @property
    def wrong(self) -> list[Tie]:
        """What does not tie, or cannot be known."""
        return [tie for tie in self.ties if not tie.ties]


def certificate_of(connection: Connection, report_id: int, register: Register) -> Certificate | None:
    """The certificate from what was read in the report; None where nothing could be read."""
    reading = reading_of_report(connection, report_id)
    if reading is None:
        return None
    ties = certificate(reading, register)
    by_rule = dict.fromkeys(tie.rule for tie in ties)
    return Certificate(ties, [_sort(rule, [tie for tie in ties if tie.rule == rule]) for rule in by_rule])


def marks_by_place(seen: Iterable[SeenFigure]) -> dict[Place, str]:
    """The figures' marks by where they stand; the first of those that share a place."""
    found: dict[Place, str] = {}
    for each in seen:
        found.setdefault(each.figure.place, each.mark)
    return found


def address_of(report_id: int, place: Place, marks: dict[Place, str]) -> str | None:
    """Where a place is shown: the figure that stands there, or the page with a box around it; None for the file."""
    if (mark := marks.get(place)) is not None:
        return f"/rapporter/{report_id}/sider?tal={mark}#b-{mark}"
    if place.sheet is not None:
        cell = {"celle": place.cell} if place.cell else {}
        return f"/rapporter/{report_id}/sider?{urlencode({'ark': place.sheet} | cell)}#kilde"
    if place.page is None:
        return None
    box = {} if place.bbox is None else {"boks": ",".join(f"{edge:.2f}" for edge in place.bbox)}
    return f"/rapporter/{report_id}/sider?{urlencode({'side': place.page} | box)}#kilde"


def _sort(rule: str, ties: Sequence[Tie]) -> Sort:
    rounded = sum(bool(tie.ties and tie.difference) for tie in ties)
    return Sort(rule, len(ties), sum(bool(tie.ties) for tie in ties), rounded)
