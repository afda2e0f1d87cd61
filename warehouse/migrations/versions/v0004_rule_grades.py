"""A table for rules whose severity somebody has decided, which can only be added to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from warehouse.migrations.shapes import TIME, catalogue, key, may, must, words
from warehouse.migrations.star.growing import let_only_grow

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table and its triggers."""
    made = catalogue()
    sa.Table(
        "rule_grade",
        made,
        key("grade_id"),
        must("rule", sa.Text()),
        must("rule_version", sa.Integer()),
        must("severity", sa.Text()),
        must("valid_from", sa.Date()),
        must("decided_at", TIME),
        must("decided_by", sa.Text()),
        may("reason", sa.Text()),
        words("severity", "error", "warning", "off"),
    )
    connection = op.get_bind()
    made.create_all(connection)
    let_only_grow(connection, "rule_grade")


def downgrade() -> None:
    """Drop it, and the triggers with it: every rule is as severe again as the program says."""
    op.drop_table("rule_grade")
