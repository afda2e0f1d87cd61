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
    for code, spans in vocabulary("departments")["names"].items():
        for span in spans:
            first: date = span.get("from") or FIRST_DAY
            row = {"department": code, "name": span["name"], "valid_from": first, "valid_to": span.get("to")}
            insert_if_new(connection, DEPARTMENTS, [row])
            same = (DEPARTMENTS.c.department == code) & (DEPARTMENTS.c.valid_from == first)
            connection.execute(update(DEPARTMENTS).where(same).values(name=row["name"], valid_to=row["valid_to"]))


def _efforts(connection: Connection) -> None:
    names = list(program_names())
    own = {key: name for _name, key, name in names}
    insert_if_new(connection, EFFORTS, [{"effort_key": k, "name": n, "confirmed": True} for k, n in own.items()])
    rows = [{"label": name, "label_key": label_key(name)} for name, _key, _own in names]
    added = insert_if_new(connection, NAMES, rows, NAMES.c.label, NAMES.c.name_id)
    keys = {name: key for name, key, _own in names}
    efforts = {row.effort_key: row for row in connection.execute(select(EFFORTS)) if row.effort_key in own}
    now = datetime.now(UTC)
    aliases = [
        {"name_id": number, "effort_id": efforts[keys[label]].effort_id, "recorded_from": now, "decided_by": PROGRAM}
        | dict(zip(("from_year", "to_year"), ALWAYS, strict=True))
        for label, number in added
    ]
    if aliases:
        connection.execute(insert(ALIASES), aliases)
    _known_before(connection, keys, {key: row.effort_id for key, row in efforts.items()}, now)


def _known_before(connection: Connection, keys: dict[str, str], efforts: dict[str, int], now: datetime) -> None:
    """Names that came in with a report before the program knew them, and of which nobody has said anything."""
    undecided = (ALIASES.c.recorded_to.is_(None)) & (ALIASES.c.decided_by.is_(None))
    letters = {label_key(name): key for name, key in keys.items()}
    asked = select(ALIASES, NAMES.c.label_key).join(NAMES, NAMES.c.name_id == ALIASES.c.name_id).where(undecided)
    for row in connection.execute(asked).mappings().all():
        key = letters.get(row["label_key"] or "")
        if key is not None and efforts[key] != row["effort_id"]:
            connection.execute(update(ALIASES).where(ALIASES.c.alias_id == row["alias_id"]).values(recorded_to=now))
            new = {name: row[name] for name in ("name_id", "from_year", "to_year")}
            new |= {"effort_id": efforts[key], "recorded_from": now, "decided_by": PROGRAM}
            connection.execute(insert(ALIASES).values(new))
    connection.execute(update(EFFORTS).where(EFFORTS.c.effort_key.in_(list(efforts))).values(confirmed=True))
