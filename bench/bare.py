"""Rows out of one warehouse and into another by the barest way: COPY of ready text, or ``executemany`` of tuples."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, text

# in the order in which they refer to each other, each with a column that later rows have a higher number in
TABLES = {
    "dim_partnership": "partnership_id",
    "dim_department": "department_id",
    "dim_area": "area_id",
    "dim_category": "category_id",
    "dim_effort": "effort_id",
    "effort_name": "name_id",
    "effort_alias": "alias_id",
    "submission": "submission_id",
    "report": "report_id",
    "report_revision": "report_id",
    "reading": "report_id",
    "fact_status": "status_id",
    "fact_budget": "budget_id",
    "fact_indicator": "indicator_id",
    "finding": "finding_id",
    "finding_figure": "report_id",
    "check_tally": "report_id",
}


def highest(engine: Engine) -> dict[str, int]:
    """Where the rows of each table end."""
    with engine.connect() as connection:
        asked = {table: f"select coalesce(max({key}), -1) from {table}" for table, key in TABLES.items()}
        return {table: connection.execute(text(query)).scalar_one() for table, query in asked.items()}


def taken(engine: Engine, table: str, after: int) -> list[Any]:
    """Rows in the form that ``put`` takes: blocks of text from PostgreSQL, tuples from SQLite."""
    query = f"select * from {table} where {TABLES[table]} > {after} order by {TABLES[table]}"
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        if engine.dialect.name == "sqlite":
            return driver.execute(query).fetchall()
        with driver.cursor() as cursor, cursor.copy(f"copy ({query}) to stdout") as copy:
            return [bytes(block) for block in copy]


def put(connection: Connection, table: str, rows: list[Any]) -> None:
    """Rows into a table that has the same columns, in the transaction that is under way."""
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        if rows:
            driver.executemany(f"insert into {table} values ({', '.join('?' * len(rows[0]))})", rows)
        return
    with driver.cursor() as cursor, cursor.copy(f"copy {table} from stdin") as copy:
        for start in range(0, len(rows), 500):
            copy.write(b"".join(rows[start : start + 500]))
