"""Follow-up actions and their history, and what people decide to be the reason of a cancellation."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"

WORDS = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """All are empty until people write something."""
    op.create_table(
        "actions",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("account", WORDS, sa.ForeignKey("accounts.id")),
        sa.Column("topic", WORDS),
        sa.Column("title", WORDS, nullable=False),
        sa.Column("owner", WORDS),
        sa.Column("due", sa.Date, nullable=False),
        sa.Column("done", sa.Date),
        sa.Column("created", TIME, nullable=False),
        sa.Column("note", WORDS),
        sa.Column("evidence", sa.JSON),
    )
    op.create_index("actions_account", "actions", ["account"])
    op.create_index("actions_topic", "actions", ["topic"])
    op.create_table(
        "action_history",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("time", TIME, nullable=False),
        sa.Column("author", WORDS, nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("action", sa.Integer, nullable=False),
        sa.Column("detail", sa.JSON, nullable=False),
    )
    op.create_index("action_history_action", "action_history", ["action"])
    op.create_table(
        "reason_choices",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("time", TIME, nullable=False),
        sa.Column("author", WORDS, nullable=False),
        sa.Column("document", WORDS, nullable=False),
        sa.Column("reason", WORDS),
    )
    op.create_index("reason_choices_document", "reason_choices", ["document"])
