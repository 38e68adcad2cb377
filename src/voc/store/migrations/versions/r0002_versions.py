"""Versions of one mail or conversation."""

from __future__ import annotations

import hashlib
import json

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"

WORDS = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """What there is counts; mails are versions of themselves as read from now on, so none counts twice."""
    op.add_column("documents", sa.Column("original", WORDS))
    op.add_column("documents", sa.Column("revised", sa.DateTime(timezone=True)))
    current = sa.Column("current", sa.Boolean, nullable=False, server_default=sa.true())
    op.add_column("documents", current)
    op.create_index("documents_original", "documents", ["original"])
    _name_originals()


def _name_originals() -> None:
    connection = op.get_bind()
    table = sa.table(
        "documents",
        sa.column("id", WORDS),
        sa.column("title", WORDS),
        sa.column("fields", sa.JSON),
        sa.column("time", sa.DateTime(timezone=True)),
        sa.column("original", WORDS),
        sa.column("revised", sa.DateTime(timezone=True)),
    )
    for row in connection.execute(sa.select(table.c.id, table.c.title, table.c.fields)).all():
        if message_id := row.fields.get("message_id"):
            named = [None, None, message_id, (row.title or "").casefold()]
            digest = hashlib.sha256(json.dumps(named, ensure_ascii=False).encode()).hexdigest()[:32]
            values = {"original": digest, "revised": table.c.time}
            connection.execute(sa.update(table).where(table.c.id == row.id).values(values))
