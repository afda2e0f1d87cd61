"""Whether what is published may have changed since it was last looked at."""

from __future__ import annotations

from sqlalchemy import Connection, text

Stamp = tuple[int, int | None, int | None]
# loading and deciding add a revision, a change of the register adds meanings of names
STAMP = """
    select (select count(*) from report_revision), (select max(report_id) from report),
      (select max(alias_id) from effort_alias)"""


def stamp_of(connection: Connection) -> Stamp:
    """Something that is the same as long as the views answer the same."""
    revisions, report, alias = connection.execute(text(STAMP)).one()
    return revisions, report, alias
