"""Alembic's way in: runs the migrations on the connection that ``warehouse.migrate`` has opened."""

from __future__ import annotations

from alembic import context

from warehouse.tables.catalogue import all_tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=all_tables(),
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
