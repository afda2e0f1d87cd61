"""How often each rule was put to a report. Reports that are there have no counts until they are checked again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from warehouse.migrations.shapes import KEY, TIME, catalogue, may, must
from warehouse.migrations.star.growing import let_only_grow
from warehouse.views.definitions import create_function, create_view

revision = "0006"
down_revision = "0005"

VIEW = "bi_check"


def upgrade() -> None:
    """Make the table with its triggers, and the view of it."""
    connection = op.get_bind()
    made = catalogue()
    sa.Table(
        "report_revision",  # there already
        made,
        sa.Column("report_id", KEY, primary_key=True),
        sa.Column("revision", sa.Integer(), primary_key=True),
    )
    add_tallies(made).create(connection)
    let_only_grow(connection, "check_tally")
    dialect = connection.dialect.name
    op.execute(sa.text(create_view("v0006", VIEW, dialect)))
    if dialect == "postgresql":
        op.execute(sa.text(create_function("v0006", VIEW)))


def downgrade() -> None:
    """Drop both: what was counted is lost."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(sa.text(f"drop function {VIEW}_as_of"))
    op.execute(sa.text(f"drop view {VIEW}"))
    op.drop_table("check_tally")


def add_tallies(made: sa.MetaData) -> sa.Table:
    """What became of each rule in each report."""
    return sa.Table(
        "check_tally",
        made,
        sa.Column("report_id", KEY, primary_key=True, autoincrement=False),
        sa.Column("rule", sa.Text(), primary_key=True),
        *(sa.Column(name, sa.Integer(), primary_key=True, autoincrement=False) for name in ("revision", "recount")),
        may("recounted_at", TIME),
        *(must(name, sa.Integer()) for name in ("rule_version", "passed", "failed", "not_applicable")),
        may("reason", sa.Text()),
        sa.ForeignKeyConstraint(["report_id", "revision"], ["report_revision.report_id", "report_revision.revision"]),
    )
