"""On PostgreSQL: what keeps a query to the ``bi_*`` views, whoever has signed in."""

from __future__ import annotations

import psycopg
from psycopg import sql as written

from warehouse.query.refusal import Refused
from warehouse.readers import READER

# the role may be there for another database, with no rights in this one yet
MAY_BE_READER = """
    select 1 from pg_roles where rolname = %s and pg_has_role(oid, 'member')
      and has_table_privilege(oid, 'bi_report', 'select')
"""
# what a query names, as PostgreSQL itself has understood it; its own catalogue is not listed there
NAMED = """
    select distinct c.relname from pg_rewrite r
    join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid and d.refclassid = 'pg_class'::regclass
    join pg_class c on c.oid = d.refobjid
    where r.ev_class = 'pg_temp.asked'::regclass and c.oid <> r.ev_class
      and not (c.relname ~ '^bi_' and c.relkind = 'v')
"""


def keep_to_views(driver: psycopg.Connection, sql: str) -> None:
    """From here on the transaction reads only. It has the rights of the reading role where it may take them; where it
    may not, the query is looked through: raises Refused where it names anything but the views.
    """
    if driver.execute(MAY_BE_READER, [READER]).fetchone():
        driver.execute("set transaction read only")
        driver.execute(written.SQL("set local role {}").format(written.Identifier(READER)))
        return
    if others := _others_named(driver, sql):
        raise Refused(", ".join(others))
    driver.execute("set transaction read only")


def _others_named(driver: psycopg.Connection, sql: str) -> list[str]:
    """What the query would read besides the views. It is made into a view, which runs nothing and is not kept."""
    with driver.transaction(force_rollback=True), driver.cursor() as cursor:
        # prepared: by the protocol that takes one statement only; encoded: psycopg wants literal SQL otherwise
        cursor.execute(f"create temp view asked as select exists (\n{sql}\n)".encode(), prepare=True)
        return sorted(name for (name,) in cursor.execute(NAMED).fetchall())
