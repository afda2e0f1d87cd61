"""The command ``afrapport query``: SQL over the views, now or as they were known then."""

from __future__ import annotations

from datetime import datetime

from flows.ending import NOT_COMPLETED, WRONG_USAGE, stop
from flows.reading_warehouse import reading
from flows.settings import language
from warehouse.query.answer import Answer
from warehouse.query.ask import SECONDS, ask
from warehouse.query.moment import NoSuchTime, moment
from warehouse.query.refusal import Failed, Refused, TooSlow, WrongQuery


def query(url: str, sql: str, as_of: str | None, *, as_json: bool) -> None:
    """Ask and show the rows; ends with a sentence where there is no answer."""
    then = _moment(as_of) if as_of is not None else None
    found = _asked(url, sql, then)
    if as_json:
        _print_json(found)
        return
    from flows.show.answer import answer
    from flows.show.text import show

    show(answer(found, then, language()))


def _moment(as_of: str) -> datetime:
    try:
        return moment(as_of)
    except NoSuchTime:
        stop("bad_time", WRONG_USAGE, time=as_of)


def _asked(url: str, sql: str, then: datetime | None) -> Answer:
    with reading(url) as engine:
        try:
            return ask(engine, sql, then)
        except WrongQuery as problem:
            stop("wrong_query", WRONG_USAGE, reason=problem)
        except Refused as problem:
            stop("query_refused", WRONG_USAGE, reason=problem)
        except Failed as problem:
            stop("warehouse_unread", NOT_COMPLETED, reason=problem)
        except TooSlow:
            stop("query_too_slow", NOT_COMPLETED, seconds=SECONDS)


def _print_json(found: Answer) -> None:
    from flows.as_json import written

    if found.twice:
        stop("columns_twice", WRONG_USAGE, names=", ".join(found.twice))
    print(written([dict(zip(found.columns, row, strict=True)) for row in found.rows]))
