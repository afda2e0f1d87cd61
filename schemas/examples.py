"""What a finding of each rule may look like: the rule's own sentences, filled with made-up values."""

from __future__ import annotations

from extractors.place import Place
from extractors.raw import RawFigure
from schemas.columns import VIEWS
from schemas.draft import Draft, Problem
from schemas.findings import finding
from schemas.report import Finding
from schemas.rulebook import Rule

PLACE = Place(2)
EFFORT = "Ny Start"
ANY_VIEW = "budget"  # what stands for the figure of a rule that can be broken by figures of every view


def example(rule: Rule, severity: str) -> Finding:
    """A finding as the rule would raise it with that severity, put into words as a real one is."""
    facts = dict(rule.example)
    found, expected = facts.pop("found", None), facts.pop("expected", None)
    drafts = [] if rule.figure == "report" else [_draft(rule)]
    column = rule.column or (judged_column(rule) if drafts else None)
    return finding(Problem(rule.id, drafts, PLACE, found, expected, column, facts), severity)


def judged_column(rule: Rule) -> str | None:
    """The column that a rule is about; None for one that is about a report."""
    if rule.figure == "report":
        return None
    return rule.column or {"budget": "amount_dkk", "indicator": "value"}.get(_view(rule), "status")


def _draft(rule: Rule) -> Draft:
    return Draft(RawFigure(_view(rule), {}, PLACE, "", 1, 1), {"effort": EFFORT})


def _view(rule: Rule) -> str:
    return rule.figure if rule.figure in VIEWS else ANY_VIEW
