"""All tables in one place, for whoever compares them with a database."""

from __future__ import annotations

from sqlalchemy import MetaData

from warehouse.tables import (
    decision,
    desk_work,
    dimensions,
    effort,
    facts,
    finding,
    meta,
    open_finding,
    person,
    report,
    rule_grade,
    run,
    self_check,
    tally,
)
from warehouse.tables.base import Base
from warehouse.tables.texts import comment_all

MODULES = (
    run,
    dimensions,
    effort,
    report,
    decision,
    facts,
    finding,
    rule_grade,
    self_check,
    tally,
    open_finding,
    person,
    desk_work,
    meta,
)


def all_tables() -> MetaData:
    """The metadata, complete: every module that declares tables has been imported by now, every column has its comment.

    Raises NotDescribed for a table or column that nobody has given a text.
    """
    comment_all(Base.metadata)
    return Base.metadata
