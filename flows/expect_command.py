"""The command ``afrapport warehouse expect``: the warehouse checks itself, and tells."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alembic.util import CommandError
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from flows.as_json import written
from flows.ending import NOT_COMPLETED, stop
from flows.settings import Settings, fresh_hours
from flows.warehouse_command import opened
from flows.words import words
from schemas.examine import without_content
from schemas.plain_text import plain
from warehouse.expectations.last_check import last_check
from warehouse.expectations.outcome import SelfCheck
from warehouse.expectations.self_check import self_check
from warehouse.schema_version import SchemaMismatch, require_current


def expect(chosen: Settings, *, as_json: bool, page: Path | None, last: bool) -> None:
    """Check the warehouse and tell; ends with status 1 where publication is stopped.

    ``last``: nothing is checked, only what was found the last time is told.
    """
    with opened(chosen.warehouse) as engine:
        require_current(engine)
        found = _last(engine) if last else _check(engine)
        if page:
            _write_page(engine, found, page, chosen.language)
        if as_json:
            print(written(_plain(found)))
        else:
            _show(engine, found, page, chosen.language)
    if found.state == "stopped":
        raise SystemExit(NOT_COMPLETED)


def _last(engine: Engine) -> SelfCheck:
    return last_check(engine) or stop("expect_none", NOT_COMPLETED)


def _check(engine: Engine) -> SelfCheck:
    try:
        return self_check(engine, datetime.now(UTC), fresh_hours())
    except (SQLAlchemyError, SchemaMismatch, CommandError):
        raise
    except Exception as problem:
        stop("expect_failed", NOT_COMPLETED, reason=without_content(problem))


def _plain(found: SelfCheck) -> dict[str, Any]:
    own = asdict(found)
    outcomes = own.pop("outcomes")
    return own | {"state": found.state, "reason": found.reason, "outcomes": outcomes}


def _write_page(engine: Engine, found: SelfCheck, page: Path, language: str) -> None:
    from flows.show.self_check_page import self_check_page

    shown = self_check_page(engine, found, language)
    try:
        page.write_text(shown, encoding="utf-8")
    except OSError as problem:
        stop("expect_page_failed", NOT_COMPLETED, place=page, reason=problem.strerror or type(problem).__name__)


def _show(engine: Engine, found: SelfCheck, page: Path | None, language: str) -> None:
    from flows.show.self_check import self_check as drawn
    from flows.show.text import show

    show(drawn(engine, found, language))
    if page:
        print(words(language)["expect_page"].format(place=plain(page)))
