"""What somebody has just done, as the next page says it, with the way to undo it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, text

from review.finding.figure_names import name_of_other
from review.finding.told import told_of
from review.visit import Visit
from warehouse.settle_many import decisions_of

ONE, BATCH = "gjort", "bundt"  # what the address calls a decision, and several made at once
STANDING = text("""
    select d.decision_id, d.action, d.value, d.figure_key, d.decided_by, u.decision_id as undone_by, f.finding_id,
      f.effort, s.file_name
    from decision d
    join finding f on f.report_id = d.report_id and f.finding_key = d.finding_key
    join report r on r.report_id = f.report_id
    join submission s on s.submission_id = r.submission_id
    left join decision u on u.undoes = d.decision_id
    where d.decision_id in :numbers and d.action <> 'undo'""").bindparams(bindparam("numbers", expanding=True))


@dataclass(frozen=True, slots=True)
class Done:
    """``undo`` is where the form that takes it back is sent, ``finding_id`` the finding that it was about."""

    sentence: str
    undo: str
    finding_id: int | None = None


def done_of(visit: Visit, connection: Connection) -> Done | None:
    """What the address says has been done, if the person has done it and it still stands."""
    batch, one = (visit.asked_number(name) or 0 for name in (BATCH, ONE))
    numbers = decisions_of(connection, batch) if batch else [one]
    rows = connection.execute(STANDING, {"numbers": numbers}).all()
    rows = [row for row in rows if row.undone_by is None and row.decided_by == visit.person.name]
    if not rows:
        return None
    if batch:
        many = visit.language.say("%(count)s fund er afgjort på én gang.", count=len(rows))
        return Done(many, f"/fund/bundt/{batch}/fortryd")
    return Done(_sentence(visit, connection, rows[0]), f"/fund/{rows[0].finding_id}/fortryd", rows[0].finding_id)


def _sentence(visit: Visit, connection: Connection, row) -> str:
    told = told_of(connection, row.finding_id) if row.action == "correct" else None
    other = name_of_other(told, row.figure_key, visit.language) if told is not None else ""
    what = ", ".join(name for name in (row.effort or row.file_name, other) if name)
    say, facts = visit.language.say, {"what": what, "value": row.value}
    if row.action == "correct":
        return say("»%(what)s« er rettet til »%(value)s«.", **facts)
    if row.action == "accept":
        return say("»%(what)s« er godkendt, som det står.", **facts)
    return say("»%(what)s« er afvist og kommer ikke med.", **facts)
