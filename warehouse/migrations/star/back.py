"""From the star back to flat figures: what stands is kept, its history is not."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa

from warehouse.migrations.star.forth import DATED, FACTS, PLACE, SAYS, run
from warehouse.migrations.star.tables import new_tables

KEPT = ("finding_figure", "finding", "submission")
LAST = "revision = (select max(l.revision) from {0} l where l.report_id = f.report_id{1})"
SAME_FIGURE = " and l.figure_key = f.figure_key"


def set_aside(connection: sa.Connection) -> None:
    """Copies of what is to be kept, in the old words."""
    for table in KEPT:
        run(connection, f"create table new_{table} as select * from {table}")
    run(
        connection,
        "create table new_report as select f.*, v.state, v.figures_loaded, v.figures_held from report f "
        f"join report_revision v on v.report_id = f.report_id and v.{LAST.format('report_revision', '')}",
        "create table new_dim_effort as select effort_id, effort_key, name as label from dim_effort "
        "where effort_key is not null",
    )
    for view, (dimensions, year, own) in FACTS.items():
        run(connection, _flat(view, dimensions, year, own))


def _flat(view: str, dimensions: tuple[str, ...], year: str, own: str) -> str:
    named = ("partnership", *dimensions)
    joins = "".join(f" join dim_{d} on dim_{d}.{d}_id = f.{d}_id" for d in named)
    labels = ", ".join(f"dim_{d}.{d}" for d in named)
    return (
        f"create table new_fact_{view} as select f.{view}_id, f.report_id, f.figure_key, "
        "case when f.state = 'passed' then 'passed' else 'held' end as state, f.corrected, f.raw_text, "
        f"n.label as effort, case when a.effort_id = -1 then null else a.effort_id end as effort_id, "
        f"y.year as {year}, {labels}, {own}, {PLACE} "
        f"from fact_{view} f join effort_name n on n.name_id = f.name_id join dim_year y on y.year_id = f.year_id "
        "join effort_alias a on a.name_id = f.name_id and a.recorded_to is null "
        f"and f.year_id between a.from_year and a.to_year{joins} "
        f"where f.{LAST.format(f'fact_{view}', SAME_FIGURE)}"
    )


def drop(connection: sa.Connection) -> None:
    """Take the tables of the star away, but for the ledger of runs, which was there before."""
    tables = new_tables()
    tables.drop_all(connection, [table for table in tables.sorted_tables if table.name != "run"])


def fill(connection: sa.Connection) -> None:
    """What was kept, into the old tables."""
    outcome = "(select r.state from new_report r where r.submission_id = s.submission_id)"
    run(
        connection,
        "insert into submission (submission_id, sha256, file_name, container, size, received_at, run_id, outcome) "
        "select submission_id, sha256, file_name, container, size, received_at, run_id, "
        f"case {outcome} when 'rejected' then 'held' else {outcome} end from new_submission s",
        f"insert into report (report_id, submission_id, kind, kind_version, identity, version_order, {DATED}, state, "
        "figures_loaded, figures_held) select report_id, submission_id, kind, kind_version, identity, version_order, "
        f"{DATED}, case state when 'rejected' then 'held' else state end, figures_loaded, figures_held from new_report",
        "insert into dim_effort (effort_id, effort_key, label) "
        "select effort_id, effort_key, coalesce(label, effort_key) from new_dim_effort",
        f"insert into finding (finding_id, report_id, state, {SAYS}) "
        f"select finding_id, report_id, 'open', {SAYS} from new_finding",
        "insert into finding_figure (report_id, finding_key, figure_key) "
        "select report_id, finding_key, figure_key from new_finding_figure",
    )
    for view, (dimensions, year, own) in FACTS.items():
        named = ", ".join(("partnership", *dimensions))
        columns = (
            f"{view}_id, report_id, figure_key, state, corrected, raw_text, effort, effort_id, {year}, {named}, "
            f"{own}, {PLACE}"
        )
        run(connection, f"insert into fact_{view} ({columns}) select {columns} from new_fact_{view}")
    for table in (*KEPT, "report", "dim_effort", *(f"fact_{view}" for view in FACTS)):
        run(connection, f"drop table new_{table}")


def make(connection: sa.Connection, old_tables: Callable[[], None]) -> None:
    """The old tables, filled; ``old_tables`` makes them."""
    drop(connection)
    old_tables()
    fill(connection)
