"""For the commands about rules: the warehouse opened, the rule found, and a sentence for whatever is wrong."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path

from sqlalchemy import Engine, make_url
from sqlalchemy.exc import SQLAlchemyError

from flows.ending import NOT_COMPLETED, WRONG_USAGE, stop
from schemas.examine import without_content
from schemas.rulebook import Rule, rules
from warehouse.engine import open_warehouse
from warehouse.revisions import head
from warehouse.schema_version import SchemaMismatch, require_current


@contextmanager
def opened(url: str) -> Generator[Engine]:
    """The warehouse; ends the program with a sentence where there is none, or where it fails. Makes none."""
    try:
        if not is_there(url):
            raise SchemaMismatch(None, head())
        engine = open_warehouse(url)
        try:
            require_current(engine)
            yield engine
        finally:
            engine.dispose()
    except SchemaMismatch as problem:
        stop("other_schema", NOT_COMPLETED, reason=problem)
    except SQLAlchemyError as problem:
        stop("warehouse_failed", NOT_COMPLETED, reason=without_content(problem))


def is_there(url: str) -> bool:
    """Whether there may be a warehouse: an SQLite file that is not there is not made by looking into it."""
    address = make_url(url)
    on_disk = address.get_backend_name() == "sqlite" and not str(address.database).startswith("file:")
    return not on_disk or Path(str(address.database)).is_file()


def known_rule(name: str) -> Rule:
    """The rule of that name; ends the program with those that are like it where there is none."""
    if name not in rules():
        near = get_close_matches(name, rules(), n=3, cutoff=0.5)
        stop("rule_unknown", WRONG_USAGE, rule=name, near=", ".join(near) or "afrapport rules list")
    return rules()[name]
