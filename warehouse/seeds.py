"""What a warehouse knows from the start: the departments, and the efforts that the program knows by name."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import Connection, insert, select, update

from schemas.efforts import program_names
from schemas.labels import label_key
from schemas.vocabulary import vocabulary
from warehouse.aliases import ALIASES, EFFORTS, NAMES, alias_row, give_meanings, mark_confirmed, meanings_of
from warehouse.bulk import insert_if_new
from warehouse.meanings import Meaning
from warehouse.register_lock import hold_register
from warehouse.tables.base import table_of
from warehouse.tables.dimensions import ALWAYS as FIRST_DAY
from warehouse.tables.dimensions import Department
from warehouse.tables.effort import ALWAYS

PROGRAM = "afrapport"  # who has decided what nobody else has
DEPARTMENTS = table_of(Department)


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
    hold_register(connection)
    efforts = _numbers(connection, {key: name for _name, key, name in program_names()})
    meant = {label_key(name): efforts[key] for name, key, _own in program_names()}
    now = datetime.now(UTC)
    _vouch_for_known_before(connection, meant, now)
    there = set(connection.execute(select(NAMES.c.label)).scalars())
    rows = [{"label": n, "label_key": label_key(n)} for n, _key, _own in program_names() if n not in there]
    same = meanings_of(connection, [row["label_key"] for row in rows])
    added = insert_if_new(connection, NAMES, rows, NAMES.c.label, NAMES.c.name_id)
    means = [
        alias_row(number, meaning, now)
        for label, number in added
        for meaning in same.get(label_key(label)) or [_said(meant[label_key(label)])]
    ]
    if means:
        connection.execute(insert(ALIASES), means)
    mark_confirmed(connection)


def _numbers(connection: Connection, own: dict[str, str]) -> dict[str, int]:
    """The numbers of the program's efforts, by key; each is there."""
    there = dict(connection.execute(select(EFFORTS.c.effort_key, EFFORTS.c.effort_id)).tuples().all())
    rows = [{"effort_key": k, "name": name, "confirmed": True} for k, name in own.items() if k not in there]
    added = insert_if_new(connection, EFFORTS, rows, EFFORTS.c.effort_key, EFFORTS.c.effort_id)
    return there | {row.effort_key: row.effort_id for row in added}


def _vouch_for_known_before(connection: Connection, meant: dict[str, int], now: datetime) -> None:
    """Names that came in with a report before the program knew them, and of which nobody has ever said anything."""
    asked = select(NAMES.c.label_key, ALIASES.c.decided_by).join(ALIASES, ALIASES.c.name_id == NAMES.c.name_id)
    rows = connection.execute(asked).all()
    looked_at = {row.label_key for row in rows if row.decided_by is not None}
    new = {row.label_key for row in rows} & meant.keys() - looked_at
    if new:
        give_meanings(connection, {letters: [_said(meant[letters])] for letters in sorted(new)}, now)


def _said(effort: int) -> Meaning:
    return Meaning(*ALWAYS, effort, PROGRAM)
