"""The commands ``afrapport settle`` and ``afrapport audit verify``."""

from __future__ import annotations

import getpass
from collections.abc import Generator
from contextlib import contextmanager
from datetime import date

from sqlalchemy import Engine

from flows.ending import NOT_COMPLETED, WRONG_USAGE, stop
from flows.night import danish_day
from flows.opened import opened
from flows.settings import language
from flows.words import words
from schemas.parsers.danish_date import parse_date
from schemas.parsers.misread import Misread
from schemas.parsers.status_word import word_of_each_status
from schemas.plain_text import plain
from warehouse import audit
from warehouse.known_register import register_of
from warehouse.read import newest_decision
from warehouse.refusals import refusal
from warehouse.renew import undo
from warehouse.settle import CannotSettle, Order, Settled, settle


def settle_finding(
    url: str,
    finding: int,
    action: str,
    *,
    value: str | None = None,
    reason: str | None = None,
    by: str | None = None,
    until: str | None = None,
    figure: str | None = None,
) -> None:
    """Decide about a finding, or take the last decision about it back (``undo``), and say what came of it."""
    who = by or getpass.getuser()
    with _settling(url) as engine:
        if action == "undo":
            number = newest_decision(engine, finding) or 0
            _say(undo(engine, number, who, danish_day(), reason, register_of(engine)), "settled_undone", who)
        else:
            order = Order(finding, action, who, reason, _as_reported(value), _day(until), figure)
            _say(settle(engine, order, danish_day(), register_of(engine)), f"settled_{action}", who)


def verify(url: str, head: str | None) -> None:
    """Look through the log of decisions; status 1 and the first entry that is wrong, where one is."""
    with opened(url) as engine:
        found = audit.verify(engine, head)
    say = words(language())
    if found.broken is not None:
        stop(f"audit_{found.reason}", NOT_COMPLETED, entry=found.broken)
    print(say["audit_whole"].format(entries=found.entries, head=found.head))


def _as_reported(value: str | None) -> str | None:
    """The codes of the views are taken for the words of the reports."""
    return word_of_each_status().get(value or "", value)


def _day(until: str | None) -> date | None:
    try:
        return parse_date(until) if until else None
    except Misread:
        stop("settle_no_day", WRONG_USAGE, until=until)


def _say(done: Settled, sentence: str, who: str) -> None:
    say = words(language())
    print(say[sentence].format(number=done.decision_id, by=plain(who)))
    if done.checked is not None:
        waiting = sum(told.state == "open" and told.severity == "error" for told in done.checked.findings)
        counts = {"loaded": len(done.checked.passed), "held": len(done.checked.held), "waiting": waiting}
        print(say["settled_report"].format(**counts))


@contextmanager
def _settling(url: str) -> Generator[Engine]:
    with opened(url) as engine:
        try:
            yield engine
        except CannotSettle as problem:
            stop("settle_refused", NOT_COMPLETED, reason=refusal(problem, language()))
