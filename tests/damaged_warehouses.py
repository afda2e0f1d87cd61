"""What can go wrong with a warehouse behind the program's back, and which expectations have to find it."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, text

from warehouse.engine import begin_write
from warehouse_samples import unlock

Failing = dict[tuple[str, str], str]  # suite.expectation and object: severity

PLANTED = "Jens Hansen"  # stands where a status should; no result may quote it
STANDING = "report_id in (select report_id from standing_report) and state = 'passed'"
ONE_STATUS = f"status_id = (select min(status_id) from fact_status where {STANDING})"
ONE_AMOUNT = f"budget_id = (select min(budget_id) from fact_budget where {STANDING} and not is_total and page > 0)"
ONE_VALUE = f"indicator_id = (select min(indicator_id) from fact_indicator where {STANDING} and unit = 'percent')"

# each group goes into one warehouse; what is found there is what the group says, and nothing else
GROUPS: dict[str, tuple[list[str], Failing]] = {
    "figures": (
        [
            f"update fact_status set status = '{PLANTED}' where {ONE_STATUS}",
            f"update fact_budget set page = null where {ONE_AMOUNT}",
            f"update fact_indicator set value = '120' where {ONE_VALUE}",
            f"update fact_indicator set raw_text = ' ' where {ONE_VALUE}",
            f"update fact_indicator set x0 = 900, x1 = 1 where {ONE_VALUE}",
            f"update fact_budget set year_id = 2150 where {ONE_AMOUNT}",
        ],
        {
            ("values.status_known", "fact_status"): "critical",
            ("provenance.place_known", "fact_budget"): "critical",
            ("values.share_possible", "bi_indicator"): "critical",
            ("provenance.text_known", "fact_indicator"): "critical",
            ("provenance.box_possible", "fact_indicator"): "warning",
            ("values.year_possible", "fact_budget"): "critical",
        },
    ),
    "orphans": (
        [
            f"update fact_status set revision = 99 where {ONE_STATUS}",
            f"update fact_indicator set area_id = 999999 where {ONE_VALUE}",
            "update finding_figure set figure_key = 'nowhere' where figure_key = ("
            "select min(figure_key) from finding_figure)",
            "update finding set revision = 99 where finding_id = (select min(finding_id) from finding)",
            "update check_tally set revision = 99 where rule = 'budget.negative' and report_id = ("
            "select min(report_id) from check_tally)",
            "insert into finding_event (finding_id, revision, state) values (999999, 0, 'open')",
        ],
        {
            ("references.revision_known", "fact_status"): "critical",
            ("references.members_known", "fact_indicator"): "critical",
            ("references.figure_known", "finding_figure"): "critical",
            ("references.revision_known", "finding"): "critical",
            ("references.revision_known", "check_tally"): "critical",
            ("references.finding_known", "finding_event"): "critical",
            ("totals.queue_as_found", "open_finding"): "warning",
            ("totals.shown_as_counted", "standing_report"): "critical",
        },
    ),
    "doubles": (
        [
            "insert into effort_alias (name_id, effort_id, from_year, to_year, recorded_from) "
            "select name_id, effort_id, from_year, to_year, recorded_from from effort_alias where name_id = ("
            f"select name_id from fact_budget where {ONE_AMOUNT})",
            "insert into dim_effort (effort_key, name, confirmed) select effort_key, name, confirmed from dim_effort "
            "where effort_id = (select max(effort_id) from dim_effort)",
            "update submission set sha256 = (select min(sha256) from submission)",
        ],
        {
            ("references.name_means_one_effort", "fact_budget"): "critical",
            ("references.name_means_one_effort", "fact_indicator"): "critical",
            ("totals.shown_as_counted", "standing_report"): "critical",
            ("totals.amounts_add_up", "bi_budget"): "critical",
            ("keys.effort_key_unique", "dim_effort"): "critical",
            ("keys.content_unique", "submission"): "critical",
        },
    ),
    "counts": (
        [
            "update report_revision set figures_loaded = figures_loaded + 1 where report_id = ("
            + ("select min(report_id) from standing_report)"),
            "update report_revision set figures_held = figures_held + 100000 where report_id = ("
            + (
                "select min(report_id) from report where kind = 'status_note' and period_year = ("
                "select max(period_year) from report where kind = 'status_note'))"
            ),
            "insert into audit (entry_id, recorded_at, actor, action, subject, detail, previous_hash, hash) "
            f"values (1, (select min(started_at) from run), '{PLANTED}', 'decide', 'x', '{{}}', 'x', 'x')",
            "update run set ended_at = '2020-01-01T00:00:00.000000Z'",
            "delete from open_finding where finding_id = (select min(finding_id) from open_finding)",
        ],
        {
            ("totals.loaded_as_counted", "report_revision"): "critical",
            ("totals.held_as_counted", "report_revision"): "critical",
            ("totals.ledger_as_counted", "run"): "warning",
            ("totals.queue_as_found", "open_finding"): "warning",
            ("volumes.figures_as_in_earlier_years", "report"): "warning",
            ("audit.chain_whole", "audit"): "critical",
            ("freshness.run_completed_lately", "run"): "warning",
        },
    ),
    "views": (
        [
            "create or replace view standing_report as select k.report_id, k.revision, r.kind as report_kind, "
            "r.submission_id from known_report k join report r on r.report_id = k.report_id "
            "where k.state in ('loaded', 'partial')",
            "alter table run rename column reports_new to renamed",
        ],
        {
            ("keys.newest_version_stands", "standing_report"): "critical",
            ("totals.ledger_as_counted", "run"): "warning",
        },
    ),
}
UNIQUE = {"dim_effort": "effort_key", "submission": "sha256"}


def damage(engine: Engine, statements: list[str]) -> None:
    """Run the statements with everything out of the way that the database would refuse them for."""
    with begin_write(engine) as connection:
        unlock(connection)
    with engine.connect() as connection:
        (_unlock_postgresql if engine.dialect.name == "postgresql" else _unlock_sqlite)(connection)
        for statement in statements:
            _run(connection, statement)
        connection.commit()


def _run(connection: Connection, statement: str) -> None:
    anew = "create or replace view "
    if connection.dialect.name == "sqlite" and statement.startswith(anew):
        connection.execute(text(f"drop view {statement.removeprefix(anew).split()[0]}"))
        statement = statement.replace(anew, "create view ")
    connection.execute(text(statement))


def _unlock_postgresql(connection: Connection) -> None:
    connection.execute(text("set session_replication_role = replica"))  # no foreign key is looked at
    for table, column in UNIQUE.items():
        connection.execute(text(f"alter table {table} drop constraint uq_{table}_{column}"))
    for table, condition in (("fact_status", "status"), ("fact_indicator", "passed_has_value")):
        connection.execute(text(f"alter table {table} drop constraint ck_{table}_{condition}"))


def _unlock_sqlite(connection: Connection) -> None:
    # with the last a view may lose a column that it reads
    for switch in ("foreign_keys = off", "ignore_check_constraints = on", "legacy_alter_table = on"):
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute(f"pragma {switch}")
    for table in UNIQUE:  # a constraint cannot be dropped, a copy of the table has none
        made = connection.execute(text(f"select sql from sqlite_master where name = '{table}'")).scalar_one()
        lines = [line for line in made.splitlines() if "UNIQUE" not in line]
        connection.execute(text(f"create table copy as select * from {table}"))
        connection.execute(text(f"drop table {table}"))
        connection.exec_driver_sql("\n".join(lines).replace(", \n)", "\n)"))
        connection.execute(text(f"insert into {table} select * from copy"))
        connection.execute(text("drop table copy"))
