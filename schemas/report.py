"""What the checks make of a report: typed figures and findings, ready to be loaded."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import Any

from extractors.place import Place
from schemas.decision import Use
from schemas.reading import Reading


@dataclass(slots=True)
class Figure:
    """One row of a figure view, typed, with its place.

    ``key`` is the natural key within the report (table, effort, column, ...), stable over new runs and
    never a row number. ``values`` holds the view's columns: money as ``Decimal`` kroner, other numbers as
    ``Decimal``, years as ``int``. ``state`` is ``passed``, ``held`` or ``rejected`` (by a steward); ``corrected``
    where a steward has changed a value.
    """

    view: str
    key: str
    values: dict[str, Any]
    place: Place
    raw_text: str
    state: str = "passed"
    corrected: bool = False


@dataclass(slots=True)
class Finding:
    """A failure as a row: which rule, about which figure, what was found and expected, where, what to do.

    ``figure`` is ``report``, ``status``, ``budget`` or ``indicator``. ``figure_keys`` are the keys of the
    figures that it is about (and, for an error, holds). ``key`` is its own natural key within the report.
    ``state`` is ``open``, or what ``decision_id`` made of it: ``corrected``, ``accepted``, ``rejected``; ``obsolete``
    where it was raised before something else was corrected. ``cause`` says why an earlier decision does not count.
    """

    rule: str
    rule_version: int
    severity: str  # error | warning
    figure: str
    key: str
    message: str
    how_to_fix: str
    message_en: str
    how_to_fix_en: str
    place: Place
    effort: str | None = None
    field: str | None = None
    value: str | None = None
    expected: str | None = None
    figure_keys: list[str] = dataclasses.field(default_factory=list)
    state: str = "open"
    decision_id: int | None = None
    cause: str | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a rule was put to a report, and what came of it; what was settled since does not count.

    ``not_applicable`` counts what it was not about though it is of the same sort (1 for a report without any), and
    ``reason`` says why, by a word of ``not_applicable`` in ``rules.yaml``.
    """

    rule: str
    rule_version: int
    passed: int = 0
    failed: int = 0
    not_applicable: int = 0
    reason: str | None = None


@dataclass(slots=True)
class CheckedReport:
    """A report as it may go into the warehouse.

    ``state`` is ``loaded`` (every figure passed), ``partial`` (some are held), ``held`` (all are) or ``rejected`` (by
    a steward). ``reading`` is what was checked; None for a file that could not be read. ``uses`` tells what decisions
    did. ``checks`` has a tally for each rule.
    ``identity`` is kind + what it is about + period: the same report submitted again has the same one.
    """

    kind: str | None
    kind_version: int
    identity: str | None
    title: str | None
    period_year: int | None
    period_end_year: int | None
    published_on: date | None
    case_number: str | None
    state: str
    figures: list[Figure] = dataclasses.field(default_factory=list)
    findings: list[Finding] = dataclasses.field(default_factory=list)
    reading: Reading | None = None
    uses: list[Use] = dataclasses.field(default_factory=list)
    checks: list[Tally] = dataclasses.field(default_factory=list)

    @property
    def passed(self) -> list[Figure]:
        """The figures that may stand in the views."""
        return [f for f in self.figures if f.state == "passed"]

    @property
    def held(self) -> list[Figure]:
        """The figures that wait for a steward."""
        return [f for f in self.figures if f.state == "held"]
