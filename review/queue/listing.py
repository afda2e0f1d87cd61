"""A page of the queue: its findings with what is told of each, how many there are, and where it goes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, Subquery, bindparam, func, literal, select, text, tuple_

from review.queue.rows import Source, source_of
from review.queue.wanted import OPEN, Wanted
from review.remembered import remembered
from review.whole_number import whole_number

PAGE = 40
TOLD = text("""
    select f.finding_id, f.report_id, f.rule, f.severity, f.figure, f.effort, f.value, f.message, f.message_en,
      f.page, f.sheet, f.cell, f.first_seen, s.file_name as report_file, r.period_year, p.name as taken_by,
      p.person_id as taken_by_id, q.amount_ore, q.figures, e.state as decided_state, d.decided_by, d.decided_at
    from finding f
    join report r on r.report_id = f.report_id
    join submission s on s.submission_id = r.submission_id
    left join open_finding q on q.finding_id = f.finding_id
    left join assignment a on a.finding_id = f.finding_id
    left join person p on p.person_id = a.person_id
    left join finding_event e on e.finding_id = f.finding_id and e.revision = (
      select max(l.revision) from finding_event l where l.finding_id = f.finding_id)
    left join decision d on d.decision_id = e.decision_id
    where f.finding_id in :numbers""").bindparams(bindparam("numbers", expanding=True))
Key = tuple[int, int, int, int]  # band, weight, figures, finding_id: where a finding stands in the queue


@dataclass(frozen=True, slots=True)
class Counts:
    """How many findings there are under the filters, by severity and by rule."""

    errors: int
    warnings: int
    rules: dict[str, int]

    @property
    def total(self) -> int:
        """All of them."""
        return self.errors + self.warnings


def counted(connection: Connection, wanted: Wanted, person_id: int) -> Counts:
    """Count what is wanted. Who has taken what is not remembered: that changes without a report changing."""
    if wanted.mine:
        return _counted(connection, wanted, person_id)
    return remembered(connection, ("queue", wanted), lambda: _counted(connection, wanted, person_id))


def _counted(connection: Connection, wanted: Wanted, person_id: int) -> Counts:
    asked = source_of(wanted).asked(wanted, person_id, "rule", "severity").subquery()
    grouped = select(asked.c.rule, asked.c.severity, func.count().label("many")).group_by(
        asked.c.rule, asked.c.severity
    )
    rows = connection.execute(grouped).all()
    by_rule: dict[str, int] = {}
    for row in rows:
        by_rule[row.rule] = by_rule.get(row.rule, 0) + row.many
    errors, warnings = (sum(r.many for r in rows if r.severity == severity) for severity in ("error", "warning"))
    return Counts(errors, warnings, dict(sorted(by_rule.items())))


def listed(
    connection: Connection, wanted: Wanted, person_id: int, after: Key | None = None, most: int = PAGE
) -> tuple[list[dict[str, Any]], Key | None]:
    """The findings after a key in their order, and the key after which there are more (None where there are not)."""
    keys = list(keys_after(connection, wanted, person_id, after, most + 1))
    shown = keys[:most]
    rows = told(connection, [key[3] for key in shown], wanted, person_id)
    return rows, shown[-1] if len(keys) > most else None


def told(connection: Connection, numbers: Sequence[int], wanted: Wanted, person_id: int) -> list[dict[str, Any]]:
    """What the queue tells of findings, in the order in which they are asked for; ``equal``: how many more that are
    open, and under the filters, say the same of the same.
    """
    rows = {row["finding_id"]: dict(row) for row in connection.execute(TOLD, {"numbers": list(numbers)}).mappings()}
    asked = source_of(Wanted()).asked(replace(wanted, state=OPEN), person_id, "rule", "value").subquery()
    many = _equal(connection, asked, {(row["rule"], row["value"]) for row in rows.values()})
    for row in rows.values():
        row["equal"] = max(many.get((row["rule"], row["value"]), 1) - 1, 0)
    return [rows[number] for number in numbers if number in rows]


def keys_after(connection: Connection, wanted: Wanted, person_id: int, after: Key | None, most: int) -> Iterator[Key]:
    """Where the findings stand that come after a key; all of them where it is None."""
    return _keys(connection, wanted, person_id, after, most, forward=True)


def keys_before(connection: Connection, wanted: Wanted, person_id: int, before: Key, most: int) -> Iterator[Key]:
    """Where those stand that come before it, the nearest first."""
    return _keys(connection, wanted, person_id, before, most, forward=False)


def key_of(connection: Connection, wanted: Wanted, finding_id: int) -> Key | None:
    """Where a finding stands among those of the wanted state, whatever the filters; None where it is not one."""
    source = source_of(wanted)
    asked = source.asked(Wanted(state=wanted.state), 0, "band", "weight", "figures", "finding_id")
    row = connection.execute(asked.where(source["finding_id"] == finding_id)).first()
    return None if row is None else _key(row)


def as_text(key: Key | None) -> str | None:
    """A key for the address of the next page."""
    return None if key is None else ".".join(map(str, key))


def from_text(text: str) -> Key | None:
    """The key in an address; None where there is none, or none of ours."""
    parts = [number for part in text.split(".") if (number := whole_number(part)) is not None]
    if len(parts) != 4 or text.count(".") != 3:
        return None
    band, weight, figures, finding_id = parts
    return (band, weight, figures, finding_id)


def _keys(
    connection: Connection, wanted: Wanted, person_id: int, start: Key | None, most: int, forward: bool
) -> Iterator[Key]:
    source = source_of(wanted)
    asked = source.asked(wanted, person_id, "band", "weight", "figures", "finding_id")
    bands = (0, 1) if wanted.state == OPEN else (0,)
    for band in bands if forward else reversed(bands):
        if start is not None and (band < start[0] if forward else band > start[0]):
            continue
        found = asked.where(source["band"] == band) if wanted.state == OPEN else asked
        if start is not None and band == start[0]:
            here, there = tuple_(*source.order), tuple_(*map(literal, start[1:]))
            found = found.where(here < there if forward else here > there)
        sorted_by = [column.desc() if forward else column for column in _varying(source, wanted)]
        for row in connection.execute(found.order_by(*sorted_by).limit(most)):
            yield _key(row)
            most -= 1
        if most <= 0:
            return


def _varying(source: Source, wanted: Wanted) -> Iterable[Any]:
    """What sorts; PostgreSQL takes a constant there for the number of a column."""
    return source.order if wanted.state == OPEN else (source["weight"], source["finding_id"])


def _key(row: Row) -> Key:
    return (row.band, row.weight, row.figures, row.finding_id)


def _equal(
    connection: Connection, asked: Subquery, pairs: set[tuple[str, str | None]]
) -> dict[tuple[str, str | None], int]:
    many = select(asked.c.rule, asked.c.value, func.count().label("many")).group_by(asked.c.rule, asked.c.value)
    valued = [pair for pair in pairs if pair[1] is not None]
    blank = [rule for rule, value in pairs if value is None]
    found = []
    if valued:
        found += connection.execute(many.where(tuple_(asked.c.rule, asked.c.value).in_(valued))).all()
    if blank:
        found += connection.execute(many.where(asked.c.rule.in_(blank), asked.c.value.is_(None))).all()
    return {(row.rule, row.value): row.many for row in found}
