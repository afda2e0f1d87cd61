"""How many figures are held back from what is shown: they stand in no view, and wait in the queue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, bindparam, text

from review.figures.asked import Asked
from review.figures.effort_walk import keys_like
from review.remembered import remembered

# a figure that is held has an error open about it; a report that was superseded has no open findings
HELD = """
    select count(*), min(f.report_id), max(f.report_id) from fact_{view} f
    {joins}
    where f.state = 'held' and {conditions}
      and exists (select 1 from open_finding o where o.report_id = f.report_id and o.severity = 'error')
      and not exists (
        select 1 from fact_{view} later
        where later.revision > 0 and later.report_id = f.report_id and later.figure_key = f.figure_key
          and later.revision > f.revision
      )"""
# what a filter needs: only that is joined, since each join is made for thousands of figures
EFFORT = """
    join known_alias a on a.name_id = f.name_id and f.year_id between a.from_year and a.to_year
    join dim_effort e on e.effort_id = a.effort_id"""
JOINS = {
    "effort": ("e.effort_key", EFFORT),
    "partnership": ("p.partnership", "join dim_partnership p on p.partnership_id = f.partnership_id"),
    "department": ("d.department", "join dim_department d on d.department_id = f.department_id"),
    "kind": ("r.kind", "join report r on r.report_id = f.report_id"),
    "year": ("y.year", "join dim_year y on y.year_id = f.year_id"),
}


@dataclass(frozen=True, slots=True)
class HeldBack:
    """How many figures are held back, and the report that they are all of, where it is one."""

    figures: int
    report: int | None


def held(connection: Connection, views: Sequence[str], asked: Asked) -> HeldBack:
    """The figures of ``status``, ``budget`` or ``indicator`` that these filters would show if they had passed.

    To look at ten thousand of them takes a while, and they change seldom: so what was counted is remembered.
    """
    plain = replace(asked, part="")
    found = [
        remembered(connection, ("held", view, plain), lambda view=view: _counted(connection, view, plain))
        for view in views
    ]
    reports = {report for figures, first, last in found if figures for report in (first, last)}
    return HeldBack(sum(figures for figures, _, _ in found), reports.pop() if len(reports) == 1 else None)


def _counted(connection: Connection, view: str, asked: Asked) -> tuple[int, int | None, int | None]:
    """How many there are, and the first and the last report that they are of."""
    names = {name: column for name, (column, _) in JOINS.items()}
    if view == "indicator":
        del names["department"]
    conditions, values = asked.where(names)
    needed = [join for name, (_, join) in JOINS.items() if name in names and getattr(asked, name)]
    if asked.search:
        conditions, needed = f"{conditions} and e.effort_key in :keys", [*needed, EFFORT]
    counted = text(HELD.format(view=view, joins="\n".join(dict.fromkeys(needed)), conditions=conditions))
    if asked.search:
        counted = counted.bindparams(bindparam("keys", keys_like(connection, asked.search), expanding=True))
    figures, first, last = connection.execute(counted, values).one()
    return figures, first, last
