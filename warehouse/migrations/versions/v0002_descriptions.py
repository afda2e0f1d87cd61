"""A table for what tables, views and columns hold. ``warehouse.describe`` fills it: a new text needs no migration."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

UNCOMMENT = """
    select format('comment on %s %I is null', case c.relkind when 'v' then 'view' else 'table' end, c.relname)
    from pg_description d join pg_class c on c.oid = d.objoid and d.classoid = 'pg_class'::regclass
    where d.objsubid = 0 and c.relkind in ('r', 'v') and c.relnamespace = quote_ident(current_schema())::regnamespace
    union all
    select format('comment on column %I.%I is null', c.relname, a.attname)
    from pg_description d join pg_class c on c.oid = d.objoid and d.classoid = 'pg_class'::regclass
    join pg_attribute a on a.attrelid = c.oid and a.attnum = d.objsubid
    where d.objsubid > 0 and c.relkind in ('r', 'v') and c.relnamespace = quote_ident(current_schema())::regnamespace
"""


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "meta_column",
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("object_name", "column_name", "object_type")),
        sa.Column("position", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text()) for name in ("data_type", "unit")),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("about_da", "about_en")),
        sa.PrimaryKeyConstraint("object_name", "column_name", name="pk_meta_column"),
        sa.CheckConstraint("object_type in ('table', 'view')", name=op.f("ck_meta_column_object_type")),
    )


def downgrade() -> None:
    """Drop it; on PostgreSQL also the comments, which the program of before does not expect."""
    op.drop_table("meta_column")
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        for statement in connection.execute(sa.text(UNCOMMENT.replace(":", "\\:"))).scalars().all():
            connection.execute(sa.text(statement))
