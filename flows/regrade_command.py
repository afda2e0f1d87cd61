"""The command ``afrapport rules regrade``."""

from __future__ import annotations

import getpass

from flows.ending import NOT_COMPLETED, WRONG_USAGE, stop
from flows.known_rule import known_rule
from flows.opened import opened
from flows.settings import language
from flows.show.rules import short
from flows.words import words
from schemas.parsers.danish_date import parse_date
from schemas.parsers.misread import Misread
from schemas.plain_text import plain
from warehouse import regrade as warehouse
from warehouse.not_done import not_done, why_not

PROBLEMS_OF_USAGE = ("regrade_past", "regrade_no_name")


def regrade(url: str, name: str, severity: str, *, by: str | None, reason: str | None, since: str | None) -> None:
    """Write down how severe a rule is from now on, and say what that does and does not do."""
    rule = known_rule(name)
    try:
        first = parse_date(since) if since else None
    except Misread:
        stop("refused", WRONG_USAGE, reason=not_done("regrade_no_day", language(), day=since), hint="")
    who = by if by is not None else getpass.getuser()
    try:
        with opened(url) as engine:
            done = warehouse.regrade(engine, warehouse.Regrade(rule.id, severity, who, reason, first))
    except warehouse.CannotRegrade as problem:
        status = WRONG_USAGE if problem.sentence in PROBLEMS_OF_USAGE else NOT_COMPLETED
        hint = words(language())["by_hint"] if problem.sentence == "regrade_no_name" else ""
        stop("refused", status, reason=why_not(problem, language()), hint=hint)
    say = words(language())
    before, after = (short(s, language()) for s in (done.before, done.after))
    told = {"rule": rule.id, "before": before, "after": after, "day": done.valid_from, "by": plain(who)}
    print(say["regraded"].format(number=done.grade_id, **told))
    print(say["regrade_loaded_stay"].format(rule=rule.id, severity=severity))
