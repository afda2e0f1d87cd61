"""How many figures are held back from what is shown: they stand in no view, and wait in the queue."""

from __future__ import annotations

from sqlalchemy import Connection, text

from review.figures.asked import Asked

# a figure that is held has an error open about it; a report that was superseded has no open findings
HELD = """
    select count(*) from (
      select y.year, p.partnership, e.effort_key, {department} as department, r.kind as report_kind
      from fact_{view} f
      join effort_name n on n.name_id = f.name_id
      join known_alias a on a.name_id = f.name_id and f.year_id between a.from_year and a.to_year
      join dim_effort e on e.effort_id = a.effort_id
      join dim_year y on y.year_id = f.year_id
      join dim_partnership p on p.partnership_id = f.partnership_id
      join report r on r.report_id = f.report_id
      {join}
      where f.state = 'held'
        and exists (select 1 from open_finding o where o.report_id = f.report_id and o.severity = 'error')
        and not exists (
          select 1 from fact_{view} later
          where later.revision > 0 and later.report_id = f.report_id and later.figure_key = f.figure_key
            and later.revision > f.revision
        )
    ) h where {conditions}"""
DEPARTMENT = "join dim_department d on d.department_id = f.department_id"


def held(connection: Connection, view: str, asked: Asked) -> int:
    """How many figures of ``status``, ``budget`` or ``indicator`` these filters would show if they had passed."""
    by_department = view != "indicator"
    conditions, values = asked.conditions(department=by_department)
    names = {"department": "d.department", "join": DEPARTMENT} if by_department else {"department": "null", "join": ""}
    return connection.execute(text(HELD.format(view=view, conditions=conditions, **names)), values).scalar_one()
