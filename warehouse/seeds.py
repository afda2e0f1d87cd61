"""What a warehouse knows from the start: the departments, and the efforts that the program knows by name."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import Connection, insert, select, update

from schemas.efforts import program_names
from schemas.labels import label_key
from schemas.vocabulary import vocabulary
from warehouse.bulk import insert_if_new
from warehouse.tables.base import table_of
from warehouse.tables.dimensions import ALWAYS as FIRST_DAY
from warehouse.tables.dimensions import Department
from warehouse.tables.effort import ALWAYS, Effort, EffortAlias, EffortName

PROGRAM = "afrapport"  # who has decided what nobody else has
EFFORTS, NAMES, ALIASES, DEPARTMENTS = map(table_of, (Effort, EffortName, EffortAlias, Department))


def sow(connection: Connection) -> None:
    """Enter what is not there yet. What a steward has said stays as it is; a second time changes nothing."""
    _departments(connection)
    _efforts(connection)


def _departments(connection: Connection) -> None:
    there = {(row.department, row.valid_from): row for row in connection.execute(select(DEPARTMENTS))}
    for code, spans in vocabulary("departments")["names"].items():
        for span in spans:
            first: date = span.get("from") or FIRST_DAY
            row = {"department": code, "name": span["name"], "valid_from": first, "valid_to": span.get("to")}
            known = there.get((code, first))
            if known is None:
                insert_if_new(connection, DEPARTMENTS, [row])
            elif (known.name, known.valid_to) != (row["name"], row["valid_to"]):
                same = DEPARTMENTS.c.department_id == known.department_id
                connection.execute(update(DEPARTMENTS).where(same).values(row))


def _efforts(connection: Connection) -> None:
    own = {key: name for _name, key, name in program_names()}
    keys = {name: key for name, key, _own in program_names()}
    efforts = _confirmed(connection, own)
    there = set(connection.execute(select(NAMES.c.label)).scalars())
    rows = [{"label": name, "label_key": label_key(name)} for name in keys if name not in there]
    added = insert_if_new(connection, NAMES, rows, NAMES.c.label, NAMES.c.name_id)
    _mean(connection, [(number, efforts[keys[label]], *ALWAYS) for label, number in added], datetime.now(UTC))
    _known_before(connection, {label_key(name): efforts[key] for name, key in keys.items()})


def _confirmed(connection: Connection, own: dict[str, str]) -> dict[str, int]:
    """The numbers of the program's efforts; each is there, and confirmed."""
    there = {row.effort_key: row for row in connection.execute(select(EFFORTS)) if row.effort_key in own}
    rows = [{"effort_key": k, "name": name, "confirmed": True} for k, name in own.items() if k not in there]
    added = insert_if_new(connection, EFFORTS, rows, EFFORTS.c.effort_key, EFFORTS.c.effort_id)
    if doubted := [row.effort_id for row in there.values() if not row.confirmed]:
        connection.execute(update(EFFORTS).where(EFFORTS.c.effort_id.in_(doubted)).values(confirmed=True))
    return {key: row.effort_id for key, row in there.items()} | {row.effort_key: row.effort_id for row in added}


def _known_before(connection: Connection, efforts: dict[str, int]) -> None:
    """Names that came in with a report before the program knew them, and of which nobody has said anything."""
    undecided = (ALIASES.c.recorded_to.is_(None)) & (ALIASES.c.decided_by.is_(None))
    asked = select(ALIASES, NAMES.c.label_key).join(NAMES, NAMES.c.name_id == ALIASES.c.name_id).where(undecided)
    now = datetime.now(UTC)
    for row in connection.execute(asked).all():
        effort = efforts.get(row.label_key or "", row.effort_id)
        if effort != row.effort_id:
            connection.execute(update(ALIASES).where(ALIASES.c.alias_id == row.alias_id).values(recorded_to=now))
            _mean(connection, [(row.name_id, effort, row.from_year, row.to_year)], now)


def _mean(connection: Connection, meanings: list[tuple[int, int, int, int]], now: datetime) -> None:
    """Names (by number) with their effort, first and last year."""
    rows = [
        {"name_id": name, "effort_id": effort, "from_year": first, "to_year": last}
        | {"recorded_from": now, "decided_by": PROGRAM}
        for name, effort, first, last in meanings
    ]
    if rows:
        connection.execute(insert(ALIASES), rows)
