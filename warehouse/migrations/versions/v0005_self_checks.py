"""Tables for what the warehouse finds about itself, and for whether its figures may be published."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from warehouse.migrations.shapes import TIME, catalogue, key, may, must, texts, words

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make both tables."""
    made = catalogue()
    sa.Table("run", made, sa.Column("run_id", sa.Text(), primary_key=True))  # there already
    add_results(made)
    add_publications(made)
    made.create_all(op.get_bind())


def downgrade() -> None:
    """Drop them, with what was found."""
    op.drop_table("publication")
    op.drop_table("expectation_result")


def add_results(made: sa.MetaData) -> None:
    """What became of each expectation."""
    sa.Table(
        "expectation_result",
        made,
        *(sa.Column(n, sa.Text(), primary_key=True) for n in ("check_id", "suite", "expectation", "object")),
        must("position", sa.Integer()),
        must("checked_at", TIME),
        must("severity", sa.Text()),
        must("success", sa.Boolean()),
        *(must(name, sa.Text()) for name in ("observed", "expected")),
        may("failing", sa.Integer()),
        must("examples", sa.Text()),
        words("severity", "critical", "warning"),
        sa.Index(None, "suite", "expectation", "object", "checked_at"),
    )


def add_publications(made: sa.MetaData) -> None:
    """Whether the figures may be published."""
    sa.Table(
        "publication",
        made,
        key("publication_id"),
        must("decided_at", TIME),
        may("run_id", sa.Text(), "run.run_id"),
        *texts("check_id"),
        must("state", sa.Text()),
        *texts("reason"),
        words("state", "published", "stopped"),
    )
