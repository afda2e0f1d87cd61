"""Who may read: on PostgreSQL the role ``afrapport_bi`` sees the ``bi_*`` views, and nothing else.

A function named ``bi_*`` may be run too. It works with the rights of whoever calls it, so one that reads a table must
be ``security definer`` and set its own ``search_path``.
"""

from __future__ import annotations

import logging

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from warehouse.reader_rights import RIGHTS

READER = "afrapport_bi"
logger = logging.getLogger(__name__)

MAY_MAKE_ROLES = "select rolsuper or rolcreaterole from pg_roles where rolname = current_user"
MAKE_ROLE = "select format('create role %I nologin', cast(:reader as text))"
NO_ROLE = "BI tools cannot read the warehouse yet. As an administrator run: %s; then `afrapport warehouse upgrade`."
OTHER_RIGHTS = "The role of the BI tools has not the rights that it should have. As an administrator run: %s."


def admit_readers(connection: Connection) -> None:
    """Give the reading role its rights, in the transaction that is under way; writes only what differs.

    What this connection may not do is no failure: a warning says what an administrator has to run. Nothing happens on
    SQLite, where the rights are those of the file.
    """
    if connection.dialect.name != "postgresql":
        return
    if not _has_role(connection) and connection.execute(text(MAY_MAKE_ROLES)).scalar():
        _run(connection, MAKE_ROLE)
    if not _has_role(connection):
        logger.warning(NO_ROLE, "; ".join(_asked(connection, MAKE_ROLE)))
        return
    for query in RIGHTS:
        _run(connection, query)
    if left := [statement for query in RIGHTS for statement in _asked(connection, query)]:
        logger.warning(OTHER_RIGHTS, "; ".join(left))


def _has_role(connection: Connection) -> bool:
    found = connection.execute(text("select 1 from pg_roles where rolname = :reader"), {"reader": READER})
    return found.first() is not None


def _asked(connection: Connection, query: str) -> list[str]:
    """The statements that a query answers."""
    return list(connection.execute(text(query), {"reader": READER}).scalars())


def _run(connection: Connection, query: str) -> None:
    """Run the statements that a query answers. One that is refused does not spoil the transaction."""
    for statement in _asked(connection, query):
        try:
            with connection.begin_nested():
                connection.execute(text(statement.replace(":", "\\:")))
        except DBAPIError as problem:
            logger.info("refused: %s (%s)", statement, str(problem.orig).strip())
