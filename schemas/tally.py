"""How often each rule was put to a report: what it judged, what passed, what it was not about, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from schemas.counting import Scope, Subject
from schemas.draft import Problem
from schemas.grades import OFF, Grades
from schemas.report import Tally
from schemas.rulebook import rule
from schemas.scopes import SCOPES

# one finding of these may be about many figures, or several about one: the figures are counted
_BY_FIGURE = ("figure.error_cell", "figure.label_doubtful", "figure.ocr_unconfirmed", "budget.unreadable")


def tallies(subject: Subject, problems: Iterable[Problem], grades: Grades) -> list[Tally]:
    """A tally for every rule, in the order of the rule book; ``problems`` are those of the rules that are in use."""
    broken: dict[str, list[Problem]] = defaultdict(list)
    for problem in problems:
        broken[problem.rule].append(problem)
    return [
        tally(name, judged(subject), broken[name]) if grades.judges(name) else _not_in_use(name, judged(subject))
        for name, judged in SCOPES.items()
    ]


def tallies_of_unread(failed: str) -> list[Tally]:
    """The tallies of a file that could not be read: nothing else was ever asked."""
    return [
        Tally(name, rule(name).version, failed=1)
        if name == failed
        else Tally(name, rule(name).version, 0, 0, 1, "unread")
        for name in SCOPES
    ]


def _not_in_use(name: str, scope: Scope) -> Tally:
    return Tally(name, rule(name).version, not_applicable=scope.judged + scope.others, reason=OFF)


def tally(name: str, scope: Scope, problems: Sequence[Problem]) -> Tally:
    """The tally of one rule."""
    failed = len({id(d) for p in problems for d in p.drafts}) if name in _BY_FIGURE else len(problems)
    # a rule about the report as a whole is one check, however many columns it misses
    failed = min(failed, max(1, scope.judged)) if rule(name).figure == "report" else failed
    passed = max(0, scope.judged - failed)
    return Tally(name, rule(name).version, passed, failed, scope.others, scope.reason if scope.others else None)
