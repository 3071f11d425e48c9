"""Run by Alembic: upgrades over the connection `Database.prepare` hands in."""

from alembic import context

from lsp_core.store.tables import Row

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    render_as_batch=True,
    compare_type=True,
)
context.run_migrations()
