"""What the commands ``afrapport efforts …`` do, and what they say about it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from rich.console import RenderableType
from sqlalchemy import Engine

from flows.as_json import written
from flows.ending import NOT_COMPLETED, WRONG_USAGE, stop
from flows.opened import opened
from flows.settings import language
from flows.show import efforts as shown
from flows.show.text import show
from flows.words import words
from warehouse.effort_list import effort_rows, history, name_rows
from warehouse.not_done import why_not
from warehouse.refused import Refused
from warehouse.register import Changed, confirm, join, split, suggest, undo
from warehouse.tables.effort import ALWAYS

WRONG = ("unknown_name", "wrong_years", "nobody", "no_change")
HINTS = {"nobody": "by_hint", "no_change": "efforts_hint", "changed_since": "efforts_hint"}


def show_all(url: str, *, unconfirmed: bool, as_json: bool) -> None:
    """The efforts with their names."""
    with _register(url) as engine:
        rows = effort_rows(engine, unconfirmed=unconfirmed)
    _print(rows, shown.efforts(rows, language()), as_json)


def show_suggestions(url: str, *, as_json: bool) -> None:
    """What the names that nobody has vouched for are like."""
    with _register(url) as engine:
        found = suggest(engine)
    _print(found, shown.suggestions(found, language()), as_json)


def show_one(url: str, name: str) -> None:
    """A name: the efforts that it means, their other names, and all that was said about it."""
    with _register(url) as engine:
        rows = history(engine, name)
        show(shown.name(name_rows(engine, [name])[0], rows, language()))


def join_names(
    url: str,
    name: str,
    effort: str,
    by: str,
    reason: str | None,
    years: tuple[int | None, int | None],
    all_names: bool,
) -> None:
    """Join a name to an effort for some years, or for all."""
    first, last = years
    span = (ALWAYS[0] if first is None else first, ALWAYS[1] if last is None else last)
    _change(url, lambda engine: join(engine, name, effort, by, reason, years=span, all_names=all_names))


def split_name(url: str, name: str, by: str, reason: str | None) -> None:
    """Make a name an effort of its own again."""
    _change(url, lambda engine: split(engine, name, by, reason))


def confirm_name(url: str, name: str, by: str, reason: str | None) -> None:
    """Vouch for a name."""
    _change(url, lambda engine: confirm(engine, name, by, reason))


def undo_change(url: str, number: int, by: str) -> None:
    """Take a change back."""
    _change(url, lambda engine: undo(engine, number, by))


def _change(url: str, make: Callable[[Engine], Changed]) -> None:
    with _register(url) as engine:
        done = make(engine)
        show(shown.changed(done, name_rows(engine, done.names), language()))


def _print(rows: Sequence[Any], drawn: RenderableType, as_json: bool) -> None:
    if as_json:
        print(written([asdict(row) for row in rows]))
    else:
        show(drawn)


@contextmanager
def _register(url: str) -> Generator[Engine]:
    with opened(url) as engine:
        try:
            yield engine
        except Refused as problem:
            status = WRONG_USAGE if problem.why in WRONG else NOT_COMPLETED
            hint = HINTS.get(problem.why)
            stop("refused", status, reason=why_not(problem, language()), hint=words(language())[hint] if hint else "")
