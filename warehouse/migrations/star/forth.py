"""Carrying a warehouse of flat figures over into the star."""

from __future__ import annotations

import unicodedata
from datetime import date

import sqlalchemy as sa

from warehouse.migrations.star.tables import DIMENSIONS

DAY = {"postgresql": "date", "sqlite": "text"}
OLD = (
    "finding_figure",
    "finding",
    "fact_indicator",
    "fact_budget",
    "fact_status",
    "dim_effort",
    "report",
    "submission",
)
FACTS = {
    "status": (("category", "department"), "period_year", "status, goals_met, goals_total, remark, context"),
    "budget": (
        ("department",),
        "year",
        "line, line_type, source, measure, counterpart, amount_ore, is_total, note",
    ),
    "indicator": (
        ("area",),
        "year",
        "goal, topic, indicator, breakdown, period_label, measure, value, unit, data_source",
    ),
}
PLACE = "page, x0, top, x1, bottom, sheet, cell"
SAYS = (
    "finding_key, rule, rule_version, severity, figure, effort, field, value, expected, "
    f"message, how_to_fix, message_en, how_to_fix_en, {PLACE}, first_seen"
)
DATED = "title, period_year, period_end_year, published_on, case_number, loaded_at"


def set_aside(connection: sa.Connection) -> None:
    """Copy the old tables to ``old_…`` and drop them: the new ones take their names."""
    for table in OLD:
        connection.execute(sa.text(f"create table old_{table} as select * from {table}"))
        connection.execute(sa.text(f"drop table {table}"))


def fill(connection: sa.Connection) -> None:
    """Everything that was set aside, into the new tables."""
    add_years(connection)
    add_members(connection)
    add_efforts(connection)
    add_reports(connection)
    for view, (dimensions, year, own) in FACTS.items():
        add_facts(connection, view, dimensions, year, own)
    add_findings(connection)
    for table in OLD:
        connection.execute(sa.text(f"drop table old_{table}"))
    count_on(connection)


def add_years(connection: sa.Connection) -> None:
    """The years 1900 to 2199, and the one that nobody named."""
    insert = sa.text("insert into dim_year (year_id, year, first_day, last_day) values (:id, :year, :first, :last)")
    days = sa.bindparam("first", type_=sa.Date()), sa.bindparam("last", type_=sa.Date())
    rows = [{"id": y, "year": y, "first": date(y, 1, 1), "last": date(y, 12, 31)} for y in range(1900, 2200)]
    connection.execute(insert.bindparams(*days), [{"id": -1, "year": None, "first": None, "last": None}, *rows])


def add_members(connection: sa.Connection) -> None:
    """Partnerships, departments, areas and categories that figures name."""
    for name in DIMENSIONS:
        views = [v for v, (own, _year, _columns) in FACTS.items() if name in own or name == "partnership"]
        named = " union ".join(
            f"select distinct {name} from old_fact_{view} where {name} is not null" for view in views
        )
        run(
            connection,
            f"insert into dim_{name} ({name}_id, valid_from) values (-1, '1900-01-01')",
            f"insert into dim_{name} ({name}, valid_from) "
            f"select {name}, cast('1900-01-01' as {DAY[connection.dialect.name]}) from ({named}) x order by 1",
        )


def add_efforts(connection: sa.Connection) -> None:
    """Efforts under their old numbers, every name that a report gave them, and what it means."""
    connection.execute(sa.text("insert into dim_effort (effort_id, confirmed) values (-1, false)"))
    connection.execute(
        sa.text(
            "insert into dim_effort (effort_id, effort_key, name, confirmed) "
            "select effort_id, effort_key, label, false from old_dim_effort"
        )
    )
    connection.execute(sa.text("insert into effort_name (name_id) values (-1)"))
    named = " union ".join(
        f"select distinct effort, effort_id from old_fact_{v} where effort is not null" for v in FACTS
    )
    pairs = connection.execute(sa.text(f"select effort, effort_id from ({named}) x order by 1, 2")).all()
    add_names(connection, {label: effort for label, effort in pairs if effort is not None})


def add_names(connection: sa.Connection, meant: dict[str, int]) -> None:
    """Names with the effort that each means in every year."""
    if meant:
        names = [{"label": label, "key": letters(label)} for label in meant]
        connection.execute(sa.text("insert into effort_name (label, label_key) values (:label, :key)"), names)
    numbers = {row.label: row.name_id for row in connection.execute(sa.text("select label, name_id from effort_name"))}
    rows = [{"name": numbers[label], "effort": effort} for label, effort in meant.items()]
    connection.execute(
        sa.text(
            "insert into effort_alias (name_id, effort_id, from_year, to_year, recorded_from) "
            "values (:name, :effort, -1, 9999, :since)"
        ),
        [row | {"since": "1970-01-01T00:00:00.000000Z"} for row in [{"name": -1, "effort": -1}, *rows]],
    )


def letters(label: str) -> str:
    """Letters, digits and ``+`` of a label in lower case: what names were compared by when this was written."""
    folded = unicodedata.normalize("NFC", label.casefold())
    return "".join(c for c in folded if c.isalpha() or c.isdecimal() or c == "+")


def add_reports(connection: sa.Connection) -> None:
    """Submissions and reports under their old numbers, each report with its first revision."""
    run(
        connection,
        "insert into submission (submission_id, sha256, file_name, container, size, received_at, run_id) "
        "select submission_id, sha256, file_name, container, size, received_at, run_id from old_submission",
        "insert into report (report_id, submission_id, kind, kind_version, identity, version_order, "
        f"{DATED}) select report_id, submission_id, kind, kind_version, identity, version_order, {DATED} "
        "from old_report",
        "insert into report_revision (report_id, revision, recorded_at, cause, state, figures_loaded, figures_held) "
        "select report_id, 0, loaded_at, 'loaded', state, figures_loaded, figures_held from old_report",
    )


def add_facts(connection: sa.Connection, view: str, dimensions: tuple[str, ...], year: str, own: str) -> None:
    """The figures of one view, names and labels turned into numbers."""
    named = ("partnership", *dimensions)
    joins = "".join(f" left join dim_{d} on dim_{d}.{d} = f.{d}" for d in named)
    numbers = ", ".join(f"coalesce(dim_{d}.{d}_id, -1)" for d in named)
    run(
        connection,
        f"insert into fact_{view} (report_id, revision, figure_key, state, corrected, raw_text, name_id, year_id, "
        f"{', '.join(f'{d}_id' for d in named)}, {own}, {PLACE}) "
        f"select f.report_id, 0, f.figure_key, f.state, f.corrected, f.raw_text, coalesce(n.name_id, -1), "
        f"coalesce(f.{year}, -1), {numbers}, {own}, {PLACE} "
        f"from old_fact_{view} f left join effort_name n on n.label = f.effort{joins} order by f.{view}_id",
    )


def add_findings(connection: sa.Connection) -> None:
    """Findings under their old numbers, and the figures that they are about; all of them are open."""
    run(
        connection,
        f"insert into finding (finding_id, report_id, revision, {SAYS}) "
        f"select finding_id, report_id, 0, {SAYS} from old_finding",
        "insert into finding_figure (report_id, finding_key, figure_key) "
        "select report_id, finding_key, figure_key from old_finding_figure",
    )


def count_on(connection: sa.Connection) -> None:
    """PostgreSQL numbers new rows after the ones that were given a number here; SQLite does so by itself."""
    if connection.dialect.name == "postgresql":
        for table in ("dim_effort", "submission", "report", "finding"):
            number = f"{table.removeprefix('dim_')}_id"
            next_one = f"greatest(1, (select max({number}) + 1 from {table}))"
            run(connection, f"select setval(pg_get_serial_sequence('{table}', '{number}'), {next_one}, false)")


def run(connection: sa.Connection, *statements: str) -> None:
    """Run statements one after the other."""
    for statement in statements:
        connection.execute(sa.text(statement))
