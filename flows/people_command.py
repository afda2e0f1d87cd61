"""What the commands ``afrapport people …`` do, and what they say about it."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Generator
from contextlib import contextmanager

from sqlalchemy import Engine

from flows.as_json import written
from flows.ending import NOT_COMPLETED, WRONG_USAGE, stop
from flows.opened import opened
from flows.settings import language
from flows.show.people import as_dicts, people_table
from flows.show.text import show
from flows.words import words
from review.people import administer
from review.people.passwords import make_password
from review.people.refused import Refused
from schemas.plain_text import plain


def show_all(url: str, *, as_json: bool) -> None:
    """Everybody, as a table or as JSON."""
    with _changing(url) as engine:
        rows = administer.everybody(engine)
    if as_json:
        print(written(as_dicts(rows)))
    elif rows:
        show(people_table(rows, language()))
    else:
        _say("people_none")


def add(url: str, login: str, name: str, role: str, *, ask: bool) -> None:
    """A new account with a password."""
    with _changing(url) as engine:
        given = _asked() if ask else make_password()
        administer.add_account(engine, login, name, role, given, _who())
    _say("people_added", login=login.strip().lower())
    if not ask:
        _say("people_password_made", password=given)


def give_role(url: str, login: str, role: str) -> None:
    """Another role."""
    with _changing(url) as engine:
        administer.set_role(engine, login, role, _who())
    _say("people_changed", login=login)


def give_password(url: str, login: str, *, ask: bool) -> None:
    """A new password."""
    with _changing(url) as engine:
        given = _asked() if ask else make_password()
        administer.set_password(engine, login, given, _who())
    _say("people_changed", login=login)
    if not ask:
        _say("people_password_made", password=given)


def set_active(url: str, login: str, *, active: bool) -> None:
    """Close an account, or open it again."""
    with _changing(url) as engine:
        administer.set_active(engine, login, active, _who())
    _say("people_changed", login=login)


@contextmanager
def _changing(url: str) -> Generator[Engine]:
    with opened(url) as engine:
        try:
            yield engine
        except Refused as refused:
            print(words(language())["people_refused"][refused.reason], file=sys.stderr)
            raise SystemExit(WRONG_USAGE) from refused


def _asked() -> str:
    """The password, asked twice of a person or read once from a pipe; never an argument, which others could see."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    say = words(language())
    first = getpass.getpass(say["people_password_ask"])
    if getpass.getpass(say["people_password_again"]) != first:
        stop("people_password_differs", NOT_COMPLETED)
    return first


def _who() -> str:
    """Who stands in the log: whoever is signed in on this machine."""
    return f"cli:{getpass.getuser()}"


def _say(sentence: str, **filled: str) -> None:
    print(words(language())[sentence].format(**{name: plain(value) for name, value in filled.items()}))
