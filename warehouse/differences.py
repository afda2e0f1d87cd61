"""Comparing a database with the tables and views that this program expects in it."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, Connection, inspect, text

from warehouse.describe import stale_texts
from warehouse.migrations.star.tables import GROWING
from warehouse.tables.catalogue import all_tables
from warehouse.views.definitions import BI_VIEWS, VIEWS

ONLY_GROWING = (*GROWING, "rule_grade", "check_tally")


def differences(connection: Connection) -> list[str]:
    """What is missing, surplus or different, one line each; empty where all is as it should be.

    The conditions (CHECK) are compared by name, since Alembic does not look at them at all.
    """
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    lines = [repr(difference) for difference in compare_metadata(context, all_tables())]
    lines += missing_views(connection) + missing_programs(connection)
    return lines + different_conditions(connection) + stale_texts(connection)


def missing_views(connection: Connection) -> list[str]:
    """Views that ought to be there and are not."""
    there = set(inspect(connection).get_view_names())
    return [f"missing view: {name}" for name in VIEWS if name not in there]


def missing_programs(connection: Connection) -> list[str]:
    """Triggers that keep facts and decisions as they are, and functions that show the past, that are not there."""
    if connection.dialect.name == "postgresql":
        triggers = {f"{table}_only_grows" for table in ONLY_GROWING}
        functions = {f"{view}_as_of" for view in BI_VIEWS} - _names(connection, "select proname from pg_proc")
        there = _names(connection, "select tgname from pg_trigger")
    else:
        triggers = {f"{table}_no_{change}" for table in ONLY_GROWING for change in ("update", "delete")}
        functions = set[str]()
        there = _names(connection, "select name from sqlite_master where type = 'trigger'")
    lines = [f"missing trigger: {name}" for name in sorted(triggers - there)]
    return lines + [f"missing function: {name}" for name in sorted(functions)]


def _names(connection: Connection, query: str) -> set[str]:
    return {name for (name,) in connection.execute(text(query))}


def different_conditions(connection: Connection) -> list[str]:
    """CHECK conditions that stand on one side only."""
    inspector = inspect(connection)
    there = set(inspector.get_table_names())
    lines = []
    for table in all_tables().sorted_tables:
        if table.name in there:
            wanted = {str(c.name) for c in table.constraints if isinstance(c, CheckConstraint)}
            found = {str(c["name"]) for c in inspector.get_check_constraints(table.name)}
            lines += [f"missing condition: {name}" for name in sorted(wanted - found)]
            lines += [f"unknown condition: {name}" for name in sorted(found - wanted)]
    return lines
