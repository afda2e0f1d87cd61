"""How often each rule has found something, and what became of it."""

from __future__ import annotations

from sqlalchemy import Connection, func, select, text

from warehouse.tables.base import table_of
from warehouse.tables.open_finding import OpenFinding

OPEN = table_of(OpenFinding)
# the last event of each finding of a rule; those of replaced reports have none and wait for nobody
LAST_SAID = """
    select coalesce(v.state, 'open') as state, count(*) as findings
    from finding d
    left join finding_event v on v.finding_id = d.finding_id and v.revision = (
      select max(l.revision) from finding_event l where l.finding_id = d.finding_id)
    where d.rule = :rule group by coalesce(v.state, 'open')"""


def open_by_rule(connection: Connection) -> dict[str, int]:
    """The findings that wait, by rule."""
    asked = select(OPEN.c.rule, func.count()).group_by(OPEN.c.rule)
    return {row[0]: row[1] for row in connection.execute(asked)}


def by_state(connection: Connection, rule: str) -> dict[str, int]:
    """The findings of one rule by their state; those of a report that a newer one has replaced are ``obsolete``."""
    found = {row.state: row.findings for row in connection.execute(text(LAST_SAID), {"rule": rule})}
    waiting = connection.execute(select(func.count()).where(OPEN.c.rule == rule)).scalar_one()
    replaced = found.pop("open", 0) - waiting
    found["obsolete"] = found.get("obsolete", 0) + max(0, replaced)
    return {"open": waiting} | {state: count for state, count in sorted(found.items()) if count}
