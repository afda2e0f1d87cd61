"""The figures of one report as they are now, also where it is superseded or held and stands in no view."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, Table, and_, bindparam, select

from extractors.place import Place
from schemas.columns import VIEWS
from schemas.report import Figure
from warehouse.members import DIMENSIONS
from warehouse.rows import FACTS, PLACE, YEAR
from warehouse.tables.base import table_of
from warehouse.tables.dimensions import Year
from warehouse.tables.effort import Effort, EffortAlias, EffortName

YEARS, NAMES, ALIASES, EFFORTS = map(table_of, (Year, EffortName, EffortAlias, Effort))
# what a figure says, by view: the columns that a report fills, then what else its table knows of it
SAYS = {
    view: [column.name for column in VIEWS[view]]
    + [name for name in ("reported_unit", "price_level") if name in FACTS[view].c]
    for view in FACTS
}


def figures_of(connection: Connection, report_id: int, keys: Sequence[str] | None = None) -> list[Figure]:
    """Every figure of a report (or those with these keys) in its last state, passed or held or rejected, in the order
    of reading.

    ``values`` has all columns of the view, amounts and measured values as exact Decimal, ``effort_key`` by the
    register as it is now.
    """
    asked: dict[str, Any] = {"report": report_id} | ({} if keys is None else {"keys": keys})
    return [
        _figure(view, row) for view in FACTS for row in connection.execute(_asked(view, keys is None), asked).mappings()
    ]


@cache
def _asked(view: str, all_keys: bool) -> Select[Any]:
    # kept: to put the question together takes longer than to answer it for a few figures
    table = FACTS[view]
    later = table.alias("later")
    is_last = ~(
        select(later.c.report_id)
        .where(later.c.report_id == table.c.report_id, later.c.figure_key == table.c.figure_key)
        .where(later.c.revision > table.c.revision)
        .exists()
    )
    labels = {name: members for name, members in DIMENSIONS.items() if f"{name}_id" in table.c}
    named = [members.c[name] for name, members in labels.items()]
    year, effort = YEARS.c.year.label(YEAR[view]), NAMES.c.label.label("effort")
    asked = select(table, year, effort, EFFORTS.c.effort_key, *named).select_from(_with_effort(table))
    for name, members in labels.items():
        asked = asked.join(members, members.c[f"{name}_id"] == table.c[f"{name}_id"])
    if not all_keys:
        asked = asked.where(table.c.figure_key.in_(bindparam("keys", expanding=True)))
    return asked.where(table.c.report_id == bindparam("report"), is_last).order_by(next(iter(table.primary_key)))


def _with_effort(table: Table) -> Any:
    # outer: a figure is a figure also where the register has no meaning for its name in its year
    in_year = table.c.year_id.between(ALIASES.c.from_year, ALIASES.c.to_year)
    holds = and_(ALIASES.c.name_id == table.c.name_id, in_year, ALIASES.c.recorded_to.is_(None))
    return (
        table.join(YEARS, YEARS.c.year_id == table.c.year_id)
        .join(NAMES, NAMES.c.name_id == table.c.name_id)
        .outerjoin(ALIASES, holds)
        .outerjoin(EFFORTS, EFFORTS.c.effort_id == ALIASES.c.effort_id)
    )


def _figure(view: str, row: RowMapping) -> Figure:
    money = {} if row.get("amount_ore") is None else {"amount_dkk": Decimal(row["amount_ore"]).scaleb(-2)}
    return Figure(
        view=view,
        key=row["figure_key"],
        values={name: row.get(name) for name in SAYS[view]} | money,
        place=Place(**{name: row[name] for name in PLACE}),
        raw_text=row["raw_text"],
        state=row["state"],
        corrected=row["corrected"],
    )
