"""Findings of unknown efforts follow the register: closed once somebody has said what a name is, else open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, text

from warehouse.aliases import labels_of, letters_of, meanings_of
from warehouse.bulk import in_portions
from warehouse.meanings import meaning_in
from warehouse.queue import put_in_queue
from warehouse.tables.base import table_of
from warehouse.tables.finding import FindingEvent
from warehouse.tables.report import ReportRevision
from warehouse.tallies import add_tallies, last_tally

RULE = "effort.unknown"

# What a steward has decided about a finding stays: those that the register has closed have no decision beside them.
UNKNOWN_EFFORTS = """
    select d.finding_id, d.report_id, d.effort, coalesce(v.state, 'open') as state, r.period_year
    from finding d
    join report r on r.report_id = d.report_id
    left join finding_event v on v.finding_id = d.finding_id and v.revision = (
      select max(l.revision) from finding_event l where l.finding_id = d.finding_id
    )
    where d.rule = 'effort.unknown' and d.effort in :labels
      and (coalesce(v.state, 'open') = 'open' or v.state = 'obsolete' and not exists (
        select 1 from decision_use u where u.report_id = d.report_id and u.revision = v.revision
      ))
    order by d.report_id, d.finding_id"""
LAST_REVISIONS = """
    select report_id, revision + 1 as revision, state, figures_loaded, figures_held from known_report
    where report_id in :reports"""


@dataclass(frozen=True, slots=True)
class Followed:
    """How many findings a change of the register has closed, and how many it has opened again."""

    closed: int = 0
    reopened: int = 0


def close_findings(connection: Connection, letters: Iterable[str], at: datetime) -> Followed:
    """Close the findings about names that are known by now, and open again those about names that no longer are.

    A name is known to a report when somebody has said what it means in the report's year. Each report that this
    touches gets its next revision, with the same state and counts: as of an earlier time it reads as before.
    """
    labels = [label for names in labels_of(connection, sorted(letters)).values() for label in names.values()]
    wanted = list(_wanted(connection, labels))
    causes = {row.report_id: "settled" for row, _state in wanted}
    causes |= {row.report_id: "undone" for row, state in wanted if state == "open"}
    revisions = _add_revisions(connection, causes, at)
    events = [_event(row.finding_id, revisions[row.report_id], state) for row, state in wanted]
    if events:
        connection.execute(insert(table_of(FindingEvent)), events)
        _count_names(connection, revisions, wanted)
    for report in sorted(revisions):
        put_in_queue(connection, report)
    reopened = sum(state == "open" for _row, state in wanted)
    return Followed(len(wanted) - reopened, reopened)


def _count_names(connection: Connection, revisions: Mapping[int, int], wanted: Iterable[tuple[Row, str]]) -> None:
    """What passed and what failed of the names of each report, now that these findings are in another state."""
    opened = Counter[int]()
    for row, state in wanted:
        opened[row.report_id] += 1 if state == "open" else -1
    for report_id, more in opened.items():
        last = last_tally(connection, report_id, RULE)
        if last is not None:
            now = replace(last, passed=last.passed - more, failed=last.failed + more)
            add_tallies(connection, report_id, revisions[report_id], [now])


def _wanted(connection: Connection, labels: Sequence[str]) -> Iterator[tuple[Row, str]]:
    """The findings that are not in the state that the register wants them in, with that state."""
    asked = text(UNKNOWN_EFFORTS).bindparams(bindparam("labels", expanding=True))
    rows = [row for some in in_portions(labels) for row in connection.execute(asked, {"labels": list(some)})]
    meanings = meanings_of(connection, sorted({letters_of(row.effort) for row in rows}))
    for row in rows:
        meant = meaning_in(meanings.get(letters_of(row.effort), ()), row.period_year)
        state = "obsolete" if meant is not None and meant.decided_by is not None else "open"
        if state != row.state:
            yield row, state


def _add_revisions(connection: Connection, causes: dict[int, str], at: datetime) -> dict[int, int]:
    """The number of each report's next revision, now written."""
    asked = text(LAST_REVISIONS).bindparams(bindparam("reports", expanding=True))
    rows: list[dict[str, Any]] = [
        {**row, "recorded_at": at, "cause": causes[row["report_id"]]}
        for some in in_portions(list(causes))
        for row in connection.execute(asked, {"reports": list(some)}).mappings()
    ]
    if rows:
        connection.execute(insert(table_of(ReportRevision)), rows)
    return {row["report_id"]: row["revision"] for row in rows}


def _event(finding_id: int, revision: int, state: str) -> dict[str, Any]:
    cause = "undone" if state == "open" else None
    return {"finding_id": finding_id, "revision": revision, "state": state, "decision_id": None, "cause": cause}
