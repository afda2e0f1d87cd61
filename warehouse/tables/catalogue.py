"""All tables in one place, for whoever compares them with a database."""

from __future__ import annotations

from sqlalchemy import MetaData

from warehouse.tables import decision, dimensions, effort, facts, finding, report, run
from warehouse.tables.base import Base

MODULES = (run, dimensions, effort, report, decision, facts, finding)


def all_tables() -> MetaData:
    """The metadata, complete: every module that declares tables has been imported by now."""
    return Base.metadata
