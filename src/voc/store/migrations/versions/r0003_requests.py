"""Requests and questions, and what happens to people."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"

WORDS = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Both are empty until the documents are analysed anew, which the next analysis does."""
    op.create_table(
        "requests",
        sa.Column("document", WORDS, sa.ForeignKey("documents.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("by", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("speaker", WORDS),
        sa.Column("status", WORDS, nullable=False),
        sa.Column("evidence", sa.JSON, nullable=False),
        sa.Column("answer", sa.JSON),
    )
    op.add_column("people", sa.Column("event", WORDS))
