"""Run by alembic: brings the connection it is handed to the newest revision, inside its transaction."""

from __future__ import annotations

from alembic import context

from voc.store.tables import REVISION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=REVISION_TABLE,
)
context.run_migrations()
