"""A star of dimensions and facts with revisions; the register of efforts; decisions and their audit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from warehouse.migrations.star import back, forth
from warehouse.migrations.star.growing import append_only, release
from warehouse.migrations.star.tables import new_tables
from warehouse.migrations.versions import v0001_first_warehouse as first
from warehouse.views.definitions import create_function, create_view

revision = "0003"
down_revision = "0002"

BI_VIEWS = ("bi_report", "bi_status", "bi_budget", "bi_indicator", "bi_finding")
VIEWS = ("known_report", "standing_report", "known_alias", "known_finding", *BI_VIEWS)


def upgrade() -> None:
    """Set the old tables aside, make the new ones, and carry everything over."""
    connection = op.get_bind()
    drop_views(first.VIEWS)
    forth.set_aside(connection)
    tables = new_tables()
    tables.create_all(connection)
    forth.fill(connection)
    append_only(connection)
    make_views("v0003", VIEWS)
    if connection.dialect.name == "postgresql":
        for view in BI_VIEWS:
            op.execute(sa.text(create_function("v0003", view)))


def downgrade() -> None:
    """Back to figures without history: what stands is kept; decisions and the register's history are lost."""
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        for view in BI_VIEWS:
            op.execute(sa.text(f"drop function {view}_as_of"))
    drop_views(VIEWS)
    back.set_aside(connection)
    release(connection)
    back.make(connection, make_old_tables)
    make_views("v0001", first.VIEWS)


def make_old_tables() -> None:
    """The tables of the first warehouse, but for the ledger of runs, which has stayed."""
    first.make_submissions()
    first.make_reports()
    first.make_figures()
    first.make_findings()


def make_views(folder: str, names: tuple[str, ...]) -> None:
    """Create views, each after those that it reads."""
    for name in names:
        op.execute(sa.text(create_view(folder, name, op.get_bind().dialect.name)))


def drop_views(names: tuple[str, ...]) -> None:
    """Drop views, each before those that it reads."""
    for name in reversed(names):
        op.execute(sa.text(f"drop view {name}"))
