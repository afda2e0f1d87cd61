"""What earlier reports gave for the efforts and years of a report."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, text

from extractors.place import Place
from schemas.checks.restated import Earlier, Key, Stated, key_of, topic_key

# The names are those that the asking report gives its efforts; the register knows what the earlier one called them.
# Another version of the same report is none that it could contradict. Figures that are held back say nothing.
EARLIER = """
    select own.label as effort, f.year_id as year, p.partnership, g.area, f.topic, f.indicator, f.breakdown,
      f.period_label, f.measure, f.unit, f.value, f.raw_text, f.report_id, u.file_name as report_file,
      f.page, f.sheet, f.cell
    from (
      select distinct n.label, a.effort_id, o.year_id
      from fact_indicator o
      join known_alias a on a.name_id = o.name_id and o.year_id between a.from_year and a.to_year
      join effort_name n on n.name_id = o.name_id
      where o.report_id = :report and o.year_id > 0
    ) own
    join report mine on mine.report_id = :report
    join known_alias t on t.effort_id = own.effort_id and own.year_id between t.from_year and t.to_year
    join fact_indicator f on f.name_id = t.name_id and f.year_id = own.year_id and f.state = 'passed'
    join standing_report s on s.report_id = f.report_id and f.revision <= s.revision
    join submission u on u.submission_id = s.submission_id
    join report r on r.report_id = f.report_id and r.identity <> mine.identity
      and (coalesce(r.period_year, 0), r.version_order) < (coalesce(mine.period_year, 0), mine.version_order)
    join dim_partnership p on p.partnership_id = f.partnership_id
    join dim_area g on g.area_id = f.area_id
    where not exists (
      select 1 from fact_indicator later
      where later.revision > 0 and later.report_id = f.report_id and later.figure_key = f.figure_key
        and later.revision > f.revision and later.revision <= s.revision
    )
    order by coalesce(r.period_year, 0) desc, r.version_order desc, f.figure_key"""


def earlier_values(connection: Connection, report_id: int) -> Earlier:
    """The last value before a report for each key and topic that its efforts have in its years.

    Earlier is by period, then by what orders versions: not by which was loaded first.
    """
    found: dict[Key, dict[str, tuple[int, list[Stated]]]] = defaultdict(dict)
    for found_row in connection.execute(text(EARLIER), {"report": report_id}).mappings():
        row = dict(found_row)
        key, topic = key_of(row), topic_key(row["topic"])
        if key is not None:
            newest, stated = found[key].setdefault(topic, (row["report_id"], []))
            if newest == row["report_id"]:
                stated.append(_stated(row, topic))
    return {key: [s for _, stated in topics.values() for s in stated] for key, topics in found.items()}


def _stated(row: dict[str, Any], topic: str) -> Stated:
    place: dict[str, Any] = {name: row[name] for name in ("page", "sheet", "cell")}
    return Stated(Decimal(str(row["value"])), row["raw_text"], topic, row["report_file"], Place(**place))
