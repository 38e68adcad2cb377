"""Versions of one mail or conversation."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"

WORDS = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """What there is counts, and is a version of nothing."""
    op.add_column("documents", sa.Column("original", WORDS))
    op.add_column("documents", sa.Column("revised", sa.DateTime(timezone=True)))
    current = sa.Column("current", sa.Boolean, nullable=False, server_default=sa.true())
    op.add_column("documents", current)
    op.create_index("documents_original", "documents", ["original"])
