"""The rule book: what is checked, how severe it is here, and grading a rule anew once it is known what that does."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from review.formats import day
from review.jobs import DONE, TooManyJobs
from review.page import Page
from review.roles import LEAD, READER
from review.rules import trial
from review.rules.counts import by_state, open_by_rule
from review.visit import Visit
from schemas.examples import example
from schemas.grades import OFF
from schemas.parsers.danish_date import parse_date
from schemas.parsers.misread import Misread
from schemas.rule_words import looks_at, possible_severities, validity, versions, word
from schemas.rulebook import Rule, rules
from warehouse.grades import counts, grade_rows, grades_at
from warehouse.not_done import why_not
from warehouse.regrade import CannotRegrade, Regrade, regrade

LEVELS = ("value", "row", "table", "report", "across", "warehouse")
MOST_CAUGHT = 30


def show(visit: Visit) -> Response:
    """Every rule by its level, as severe as it is here."""
    with visit.desk.engine.connect() as connection:
        grades, waiting = grades_at(connection, visit.desk.clock()), open_by_rule(connection)
    ordered = sorted(rules().values(), key=lambda rule: LEVELS.index(rule.level))
    levels = [(level, list(some)) for level, some in groupby(ordered, key=lambda rule: rule.level)]
    return visit.show("rules/rules.html", levels=levels, grades=grades, waiting=waiting, short=_short(visit))


def show_rule(visit: Visit) -> Response:
    """All about one rule."""
    return _rule_page(visit, _rule(visit))


def ask(visit: Visit) -> Response:
    """What grading a rule anew would do: how far the trial has come, or what it came to."""
    rule, severity = _wanted(visit, visit.asked("alvor"))
    job = trial.find(visit.desk, visit.person.person_id, rule.id, severity)
    values = {"rule": rule, "severity": severity, "job": job, "problem": None} | _tried(job)
    if visit.by_htmx:
        return visit.show("rules/progress.html", 200, **values, short=_short(visit))
    return _trial_page(visit, values)


def begin(visit: Visit) -> Response:
    """Try it on all reports."""
    rule, severity = _wanted(visit, visit.sent("alvor"))
    trial.stop(visit.desk, visit.person.person_id, rule.id, severity)
    try:
        trial.begin(visit.desk, visit.person.person_id, rule.id, severity)
    except TooManyJobs:
        said = visit.language.say("Der bliver prøvet så meget lige nu. Prøv igen om lidt.")
        return visit.go(f"/regler/{rule.id}", said)
    return visit.go(f"/regler/{rule.id}/proeve?alvor={severity}")


def stop(visit: Visit) -> Response:
    """Nobody waits for the trial any more."""
    rule, severity = _wanted(visit, visit.sent("alvor"))
    trial.stop(visit.desk, visit.person.person_id, rule.id, severity)
    return visit.go(f"/regler/{rule.id}", visit.language.say("Prøven er stoppet. Der er intet ændret."))


def take(visit: Visit) -> Response:
    """Grade the rule anew, for reports that come in from a day on."""
    rule, severity = _wanted(visit, visit.sent("alvor"))
    try:
        done = regrade(visit.desk.engine, _order(visit, rule, severity))
    except CannotRegrade as problem:
        job = trial.find(visit.desk, visit.person.person_id, rule.id, severity)
        said = why_not(problem, visit.language.code)
        return _trial_page(visit, {"rule": rule, "severity": severity, "job": job, "problem": said} | _tried(job), 422)
    trial.stop(visit.desk, visit.person.person_id, rule.id, severity)
    told = {"rule": rule.id, "severity": _short(visit)(done.after), "day": day(done.valid_from, visit.language)}
    return visit.go(f"/regler/{rule.id}", visit.language.say("Fra %(day)s er %(rule)s »%(severity)s«.", **told))


def _order(visit: Visit, rule: Rule, severity: str) -> Regrade:
    """Raises CannotRegrade for a day that is none, and where nobody has said why."""
    reason = visit.sent("reason")
    if not reason:
        raise CannotRegrade("regrade_no_reason")
    return Regrade(rule.id, severity, visit.person.name, reason[:500], _day(visit.sent("fra")))


def _day(written: str) -> date | None:
    try:
        return parse_date(written) if written else None
    except Misread:
        raise CannotRegrade("regrade_no_day", day=written) from None


def _rule_page(visit: Visit, rule: Rule) -> Response:
    with visit.desk.engine.connect() as connection:
        grades = grades_at(connection, visit.desk.clock())
        decided = [(row, counts(row)) for row in grade_rows(connection, rule.id)]
        found = by_state(connection, rule.id)
    now, code = grades.of(rule.id), visit.language.code
    return visit.show(
        "rules/rule.html",
        rule=rule,
        now=now,
        told=example(rule, rule.severity if now == OFF else now),
        facts=_facts(rule, code),
        versions=list(versions(rule, code)),
        decided=decided,
        to_come=_to_come(decided, visit.desk.today()),
        found=found,
        others=[severity for severity in possible_severities(rule) if severity != now],
        short=_short(visit),
    )


def _to_come(decided: list[tuple[Any, bool]], today: date) -> Any:
    """The next grade that counts from a day that has not come; None where there is none."""
    later = [row for row, applies in decided if applies and row.valid_from > today]
    return min(later, key=lambda row: (row.valid_from, -row.grade_id)) if later else None


def _facts(rule: Rule, code: str) -> list[tuple[str, str]]:
    words = {"level": word("level", rule.level, code), "looks_at": looks_at(rule, code).replace("`", "")}
    return [(word("label", name, code), value) for name, value in (words | {"valid": validity(rule, code)}).items()]


def _trial_page(visit: Visit, values: dict[str, Any], status: int = 200) -> Response:
    with visit.desk.engine.connect() as connection:
        now = grades_at(connection, visit.desk.clock()).of(values["rule"].id)
    sent = {"reason": visit.sent("reason"), "day": visit.sent("fra")}
    more = {"now": now, "short": _short(visit), "sent": sent, "most": MOST_CAUGHT}
    return visit.show("rules/trial.html", status, **(values | more))


def _tried(job) -> dict[str, Any]:
    return {"tried": job.result if job is not None and job.state == DONE else None}


def _wanted(visit: Visit, severity: str) -> tuple[Rule, str]:
    """The rule of the address and a severity that it can have; a page that is not there for any other."""
    rule = _rule(visit)
    if rule.fixed or severity not in possible_severities(rule):
        raise HTTPException(404)
    return rule, severity


def _rule(visit: Visit) -> Rule:
    found = rules().get(visit.request.path_params["rule"])
    if found is None:
        raise HTTPException(404)
    return found


def _short(visit: Visit):
    """A severity in one word."""
    return lambda severity: word("severity", severity, visit.language.code).partition(":")[0]


PAGES = (
    Page("/regler", show, READER),
    Page("/regler/{rule}", show_rule, READER),
    Page("/regler/{rule}/proeve", ask, LEAD),
    Page("/regler/{rule}/proeve", begin, LEAD, ("POST",)),
    Page("/regler/{rule}/stop", stop, LEAD, ("POST",)),
    Page("/regler/{rule}/alvor", take, LEAD, ("POST",)),
)
