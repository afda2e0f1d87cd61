"""A warehouse in which every text that came from outside, or from a person, is one that a careless page would obey."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, Table, text
from sqlalchemy.types import Text

from payloads import PAYLOADS
from warehouse.engine import begin_write
from warehouse.tables.base import Base
from warehouse.tables.types import UtcTime

EVERYTHING = " ".join(PAYLOADS)
# the program's own words: codes, keys, hashes, and what pages look things up by
OWN = {
    *("state", "severity", "rule", "kind", "report_kind", "role", "action", "cause", "outcome", "container", "answer"),
    *("login", "subject", "language", "password_hash", "token_hash", "csrf_token", "sha256", "identity", "guard"),
    *("finding_key", "figure_key", "figure", "field", "status", "measure", "unit", "source", "run_id"),
    *(
        "label_key",
        "cell",
        "sheet",
        "partnership",
        "area",
        "category",
        "department",
        "suite",
        "expectation",
        "examples",
    ),
}
UNTOUCHED = {"audit", "meta_column", "expectation_result", "run", "publication", "sign_in_attempt"}


def poison(engine: Engine) -> set[str]:
    """Put the texts into every such column; returns the columns that hold one now. SQLite only."""
    reached = set()
    with begin_write(engine) as connection:
        for name in connection.execute(text("select name from sqlite_master where type = 'trigger'")).scalars().all():
            connection.exec_driver_sql(f'drop trigger "{name}"')
        for table in Base.metadata.sorted_tables:
            if table.name not in UNTOUCHED:
                reached |= _poison_table(connection, table)
    return reached


def _poison_table(connection: Connection, table: Table) -> set[str]:
    reached = set()
    for shift, column in enumerate(table.columns):
        if not isinstance(column.type, Text) or isinstance(column.type, UtcTime) or column.name in OWN:
            continue
        if column.primary_key or column.foreign_keys:
            continue
        rows = connection.exec_driver_sql(f'select rowid from "{table.name}"').scalars().all()
        for number, row in enumerate(rows):
            # every seventh holds all of them; the number keeps apart what must be unique
            bad = EVERYTHING if number % 7 == 0 else PAYLOADS[(number + 11 * shift) % len(PAYLOADS)]
            connection.exec_driver_sql(
                f'update "{table.name}" set "{column.name}" = ? where rowid = ?', (f"{bad} {number}", row)
            )
        reached |= {f"{table.name}.{column.name}"} if rows else set()
    return reached
