"""How bad a breach of each rule is: as the rule book says, or as somebody has graded it since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from schemas.rulebook import rules

OFF = "off"


@dataclass(frozen=True, slots=True)
class Grades:
    """The severity of each rule by its id: ``error``, ``warning``, or ``off`` for one that is not judged."""

    severities: Mapping[str, str]

    def of(self, rule: str) -> str:
        """The severity of a finding of the rule."""
        return self.severities[rule]

    def judges(self, rule: str) -> bool:
        """Whether reports are judged by the rule at all."""
        return self.severities[rule] != OFF

    def having(self, rule: str, severity: str) -> Grades:
        """The same, but for one rule, whatever its days of validity are."""
        return Grades({**self.severities, rule: severity})


def grades_on(day: date, regraded: Mapping[str, str] | None = None) -> Grades:
    """The grades of reports that come in on a day; ``regraded`` has the severities that are no longer the rule book's.

    A rule outside its days of validity is off, however it was graded.
    """
    changed = regraded or {}
    return Grades({r.id: changed.get(r.id, r.severity) if r.valid_on(day) else OFF for r in rules().values()})
