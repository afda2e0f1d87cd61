"""The settings that a command was started with, if they can be used."""

from __future__ import annotations

from pathlib import Path

from flows.ending import WRONG_USAGE, stop
from flows.settings import Settings, settings


def chosen(inbox: Path | None, url: str | None, needs_inbox: bool = True) -> Settings:
    """The settings; ends the program with a sentence where there is no such inbox, or no such kind of warehouse."""
    given = settings(inbox, url)
    if needs_inbox and not given.inbox.is_dir():
        stop("no_inbox", WRONG_USAGE, name=given.inbox)
    from sqlalchemy.exc import ArgumentError

    from warehouse.engine import open_warehouse

    try:
        open_warehouse(given.warehouse).dispose()
    except (ArgumentError, ValueError):
        stop("bad_warehouse", WRONG_USAGE)
    return given
