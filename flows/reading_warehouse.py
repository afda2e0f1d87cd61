"""For commands that only read the warehouse: opening it, and a sentence for whatever is wrong with it."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import NoReturn

from sqlalchemy import Engine
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from flows.ending import NOT_COMPLETED, WRONG_USAGE, stop
from schemas.examine import without_content
from warehouse.readonly import open_readonly
from warehouse.revisions import known_revisions
from warehouse.schema_version import SchemaMismatch


@contextmanager
def reading(url: str) -> Generator[Engine]:
    """The warehouse, opened to be read; ends the program with a sentence where there is none, or where it fails."""
    engine = _opened(url)
    try:
        yield engine
    except SQLAlchemyError as problem:
        stop("warehouse_unread", NOT_COMPLETED, reason=without_content(problem))
    finally:
        engine.dispose()


def has_warehouse(url: str) -> bool:
    """Whether there is a warehouse at all, of whatever structure."""
    try:
        open_readonly(url).dispose()
    except SchemaMismatch as problem:
        return problem.found is not None
    except (ArgumentError, ValueError, SQLAlchemyError):
        return True  # nobody can tell; whoever opens it is told what is wrong
    return True


def _opened(url: str) -> Engine:
    try:
        return open_readonly(url)
    except (ArgumentError, ValueError):
        stop("bad_warehouse", WRONG_USAGE)
    except SchemaMismatch as problem:
        _stop_for_structure(problem)
    except SQLAlchemyError as problem:
        stop("warehouse_unread", NOT_COMPLETED, reason=without_content(problem))


def _stop_for_structure(problem: SchemaMismatch) -> NoReturn:
    if problem.found is None:
        stop("warehouse_none", NOT_COMPLETED)
    sentence = "warehouse_older" if problem.found in known_revisions() else "warehouse_newer"
    stop(sentence, NOT_COMPLETED, found=problem.found, needed=problem.needed)
