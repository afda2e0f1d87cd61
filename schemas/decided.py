"""Decisions put to work while a report is checked: figures corrected, findings accepted or rejected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from extractors.raw import RawFigure, RawValue
from schemas.decision import Decision, Use
from schemas.draft import Draft, Problem
from schemas.labels import tidy
from schemas.report import Finding

# what names a row of a table, not one of its figures: corrected for all that is printed in the row
OF_THE_ROW = ("effort", "partnership", "department", "category")
GOALS = ("goals_met", "goals_total")
STATES = {"accept": "accepted", "reject": "rejected"}


class Desk:
    """The decisions about one report, and what each of them did to it. The last one about a finding counts."""

    def __init__(self, decisions: Sequence[Decision]) -> None:
        self._decisions = list({d.finding_key: d for d in decisions}.values())
        self._outcomes = {d.decision_id: "nothing" for d in self._decisions}

    def uses(self) -> list[Use]:
        """What each decision did."""
        return [Use(number, outcome) for number, outcome in self._outcomes.items()]

    @property
    def corrections(self) -> int:
        """How many corrections found the figure that they are about, whether they were used or not."""
        made = [d.decision_id for d in self._decisions if d.action == "correct"]
        return sum(self._outcomes[number] != "nothing" for number in made)

    def correct(self, drafts: Sequence[Draft], typed: Callable[[RawFigure], Draft]) -> Iterator[Problem]:
        """Put corrections into the drafts; those whose guard no longer holds come back as problems.

        ``typed`` reads a raw figure. A figure keeps its key, whatever is corrected.
        """
        by_key = {(draft.view, draft.key): draft for draft in drafts}
        for decision in self._decisions:
            draft = by_key.get((decision.figure, decision.figure_key or ""))
            if decision.action == "correct" and draft is not None and decision.field is not None:
                outcome = self._correct(decision, decision.field, draft, drafts, typed)
                self._outcomes[decision.decision_id] = outcome
                if outcome != "applied":
                    yield _outdated(decision, draft, outcome)

    def _correct(
        self,
        decision: Decision,
        field: str,
        draft: Draft,
        drafts: Sequence[Draft],
        typed: Callable[[RawFigure], Draft],
    ) -> str:
        wanted = typed(_with(draft.raw, field, decision.value))
        if guard_of(draft, field) != (decision.guard or None):
            return "fixed_upstream" if wanted.values[field] == draft.values[field] else "conflict"
        for other in drafts if field in OF_THE_ROW else [draft]:
            if other is draft or other.printed_row == draft.printed_row:
                corrected = typed(_with(other.raw, field, decision.value))
                other.raw, other.step = corrected.raw, corrected.step
                other.values, other.failed = corrected.values, corrected.failed
                other.corrected = True
        return "applied"

    def settle(self, found: list[Finding]) -> list[Finding]:
        """The findings, those accepted or rejected in their state; one whose guard no longer holds is open again."""
        by_key = {told.key: told for told in found}
        for decision in self._decisions:
            told = by_key.get(decision.finding_key)
            if told is None:
                continue
            if decision.action == "correct":
                outdated = self._outcomes[decision.decision_id] in ("conflict", "fixed_upstream")
                told.cause = "conflict" if outdated else None
            elif (told.value or None, told.rule_version) == (decision.guard or None, decision.rule_version):
                told.state, told.decision_id = STATES[decision.action], decision.decision_id
                self._outcomes[decision.decision_id] = "applied"
            else:
                told.cause = self._outcomes[decision.decision_id] = "conflict"
        return found

    def no_longer_raised(self, before: Sequence[Finding], after: Sequence[Finding]) -> list[Finding]:
        """The findings that there would be without the decisions: corrected, or obsolete by another correction."""
        raised = {told.key for told in after}
        applied = {d.finding_key: d.decision_id for d in self._decisions if self._outcomes[d.decision_id] == "applied"}
        return [
            replace(told, state="corrected" if told.key in applied else "obsolete", decision_id=applied.get(told.key))
            for told in before
            if told.key not in raised
        ]


def guard_of(draft: Draft, field: str) -> str | None:
    """What stands in a column of a figure in the report, by which a decision knows it again."""
    return tidy(draft.text_of(_column(draft.raw, field)))


def _column(figure: RawFigure, field: str) -> str:
    """Where a field was read from: goals are often written as `2/3` in the column of the status."""
    return "status" if field in GOALS and field not in figure.values else field


def _with(figure: RawFigure, field: str, value: str | None) -> RawFigure:
    """The figure with another text in a column; an amount is then in kroner, whatever unit the sheet is in."""
    column = _column(figure, field)
    place = figure.values[column].place if column in figure.values else figure.place
    values = {**figure.values, column: RawValue(value, place)}
    if column == "status":
        values = {name: v for name, v in values.items() if name not in GOALS}
    return replace(figure, values=values, scale=1 if field == "amount_dkk" else figure.scale)


def _outdated(decision: Decision, draft: Draft, outcome: str) -> Problem:
    found = guard_of(draft, decision.field or "")
    facts = {"was": decision.guard or "", "rule": decision.rule}
    rule = f"decision.{outcome}"
    return Problem(rule, [draft], draft.place_of(decision.field), found, decision.value, decision.field, facts)
