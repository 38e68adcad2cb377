"""Topics that stay, and their history."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"

WORDS = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")


def upgrade() -> None:
    """Topics from before have no centroid to keep them by: the next analysis finds them anew."""
    op.execute("DELETE FROM assignments")
    op.execute("DELETE FROM topics")
    op.add_column("topics", sa.Column("parent", WORDS))
    op.add_column("topics", sa.Column("pinned", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("topics", sa.Column("hidden", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("topics", sa.Column("centroid", sa.LargeBinary, nullable=False, server_default=""))
    op.add_column("topics", sa.Column("encoder", WORDS, nullable=False, server_default=""))
    op.create_index("topics_parent", "topics", ["parent"])
    op.create_index("assignments_segment", "assignments", ["segment"])
    op.create_table(
        "topic_history",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("author", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("topic", WORDS, nullable=False),
        sa.Column("detail", sa.JSON, nullable=False),
        sa.Column("before", sa.JSON, nullable=False),
        sa.Column("undone", sa.Boolean, nullable=False),
    )
    op.create_index("topic_history_topic", "topic_history", ["topic"])
