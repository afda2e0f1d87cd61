"""The first warehouse: runs, submissions, reports, efforts, figures, findings, and the views over them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from warehouse.migrations.shapes import KEY, NUMBER, SORTED, TIME, may, must, place, texts
from warehouse.views.definitions import create_view

revision = "0001"
down_revision = None

VIEWS = ("standing_report", "bi_report", "bi_status", "bi_budget", "bi_indicator", "bi_finding")
TABLES = (
    "finding_figure",
    "finding",
    "fact_indicator",
    "fact_budget",
    "fact_status",
    "dim_effort",
    "report",
    "submission",
    "run",
)


def upgrade() -> None:
    """Make the tables, then the views."""
    make_ledger()
    make_submissions()
    make_reports()
    make_figures()
    make_findings()
    for view in VIEWS:
        op.execute(sa.text(create_view("v0001", view, op.get_bind().dialect.name)))


def downgrade() -> None:
    """Leave an empty database."""
    for view in reversed(VIEWS):
        op.execute(sa.text(f"drop view {view}"))
    for table in TABLES:
        op.drop_table(table)


def make_ledger() -> None:
    """Runs."""
    counts = ("seen", "new", "loaded", "partial", "held")
    op.create_table(
        "run",
        must("run_id", sa.Text()),
        must("started_at", TIME),
        may("ended_at", TIME),
        must("state", sa.Text()),
        *(may(f"reports_{name}", sa.Integer()) for name in counts),
        *(may(name, sa.Integer()) for name in ("figures_loaded", "figures_held", "findings_open")),
        sa.PrimaryKeyConstraint("run_id", name="pk_run"),
        words("run", "state", "running", "completed", "abandoned"),
    )


def make_submissions() -> None:
    """What was submitted."""
    op.create_table(
        "submission",
        must("submission_id", KEY),
        must("sha256", sa.Text()),
        must("file_name", sa.Text()),
        may("container", sa.Text()),
        must("size", sa.BigInteger()),
        must("received_at", TIME),
        must("run_id", sa.Text()),
        must("outcome", sa.Text()),
        sa.PrimaryKeyConstraint("submission_id", name="pk_submission"),
        sa.UniqueConstraint("sha256", name="uq_submission_sha256"),
        sa.ForeignKeyConstraint(["run_id"], ["run.run_id"], name="fk_submission_run_id"),
        words("submission", "outcome", "loaded", "partial", "held"),
    )
    op.create_index("ix_submission_run_id", "submission", ["run_id"])


def make_reports() -> None:
    """Reports and efforts."""
    op.create_table(
        "report",
        must("report_id", KEY),
        must("submission_id", KEY),
        may("kind", sa.Text()),
        must("kind_version", sa.Integer()),
        may("identity", sa.Text()),
        must("version_order", SORTED),
        may("title", sa.Text()),
        may("period_year", sa.Integer()),
        may("period_end_year", sa.Integer()),
        may("published_on", sa.Date()),
        may("case_number", sa.Text()),
        must("state", sa.Text()),
        must("figures_loaded", sa.Integer()),
        must("figures_held", sa.Integer()),
        must("loaded_at", TIME),
        sa.PrimaryKeyConstraint("report_id", name="pk_report"),
        sa.UniqueConstraint("submission_id", name="uq_report_submission_id"),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.submission_id"], name="fk_report_submission_id"),
        words("report", "state", "loaded", "partial", "held"),
    )
    op.create_index("ix_report_identity_version_order", "report", ["identity", "version_order"])
    op.create_index("ix_report_period_year", "report", ["period_year"])
    op.create_table(
        "dim_effort",
        must("effort_id", KEY),
        must("effort_key", sa.Text()),
        must("label", sa.Text()),
        sa.PrimaryKeyConstraint("effort_id", name="pk_dim_effort"),
        sa.UniqueConstraint("effort_key", name="uq_dim_effort_effort_key"),
    )


def make_figures() -> None:
    """The three tables of figures."""
    make_fact(
        "status",
        "period_year",
        "status",
        may("period_year", sa.Integer()),
        *texts("category", "department", "status"),
        may("goals_met", sa.Integer()),
        may("goals_total", sa.Integer()),
        *texts("remark", "context"),
        words("fact_status", "status", "achieved", "partly_achieved", "not_achieved", "not_relevant"),
    )
    make_fact(
        "budget",
        "year",
        "amount_ore",
        may("year", sa.Integer()),
        *texts("department", "line", "line_type", "source", "measure", "counterpart"),
        may("amount_ore", sa.BigInteger()),
        must("is_total", sa.Boolean()),
        *texts("note"),
    )
    make_fact(
        "indicator",
        "year",
        "value",
        *texts("area", "goal", "topic", "indicator", "breakdown"),
        may("year", sa.Integer()),
        *texts("period_label", "measure"),
        may("value", NUMBER),
        *texts("unit", "data_source"),
    )


def make_fact(view: str, year: str, required: str, *own: sa.schema.SchemaItem) -> None:
    """One table of figures; ``required`` is the column that a figure must have to pass."""
    table = f"fact_{view}"
    passed_has = op.f(f"ck_{table}_passed_has_{required.removesuffix('_ore')}")
    op.create_table(
        table,
        must(f"{view}_id", KEY),
        must("report_id", KEY),
        may("effort_id", KEY),
        must("figure_key", sa.Text()),
        must("state", sa.Text()),
        *texts("effort", "partnership"),
        *own,
        *place(),
        must("raw_text", sa.Text()),
        must("corrected", sa.Boolean()),
        sa.PrimaryKeyConstraint(f"{view}_id", name=f"pk_{table}"),
        sa.UniqueConstraint("report_id", "figure_key", name=f"uq_{table}_report_id_figure_key"),
        sa.ForeignKeyConstraint(["report_id"], ["report.report_id"], name=f"fk_{table}_report_id"),
        sa.ForeignKeyConstraint(["effort_id"], ["dim_effort.effort_id"], name=f"fk_{table}_effort_id"),
        words(table, "state", "passed", "held"),
        sa.CheckConstraint(f"state = 'held' or {required} is not null", name=passed_has),
    )
    op.create_index(f"ix_{table}_effort_id_{year}", table, ["effort_id", year])
    op.create_index(f"ix_{table}_effort_{year}", table, ["effort", year])


def make_findings() -> None:
    """Findings, and the figures that they are about."""
    op.create_table(
        "finding",
        must("finding_id", KEY),
        must("report_id", KEY),
        must("finding_key", sa.Text()),
        must("rule", sa.Text()),
        must("rule_version", sa.Integer()),
        *(must(name, sa.Text()) for name in ("severity", "state", "figure")),
        *texts("effort", "field", "value", "expected"),
        *(must(name, sa.Text()) for name in ("message", "how_to_fix", "message_en", "how_to_fix_en")),
        *place(),
        must("first_seen", TIME),
        sa.PrimaryKeyConstraint("finding_id", name="pk_finding"),
        sa.UniqueConstraint("report_id", "finding_key", name="uq_finding_report_id_finding_key"),
        sa.ForeignKeyConstraint(["report_id"], ["report.report_id"], name="fk_finding_report_id"),
        words("finding", "severity", "error", "warning"),
        words("finding", "figure", "report", "status", "budget", "indicator"),
        words("finding", "state", "open"),
    )
    op.create_table(
        "finding_figure",
        must("report_id", KEY),
        *(must(name, sa.Text()) for name in ("finding_key", "figure_key")),
        sa.PrimaryKeyConstraint("report_id", "finding_key", "figure_key", name="pk_finding_figure"),
        sa.ForeignKeyConstraint(
            ["report_id", "finding_key"],
            ["finding.report_id", "finding.finding_key"],
            name="fk_finding_figure_report_id_finding_key",
        ),
    )
    op.create_index("ix_finding_figure_report_id_figure_key", "finding_figure", ["report_id", "figure_key"])


def words(table: str, column: str, *allowed: str) -> sa.CheckConstraint:
    """A column that holds one of some words."""
    listed = ", ".join(f"'{word}'" for word in allowed)
    return sa.CheckConstraint(f"{column} in ({listed})", name=op.f(f"ck_{table}_{column}"))
