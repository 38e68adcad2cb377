"""The first schema."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None

WORDS = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Makes every table."""
    _runs_and_accounts()
    _documents()
    _findings()
    _topics_and_profiles()


def _runs_and_accounts() -> None:
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("started", TIME, nullable=False),
        sa.Column("finished", TIME),
        sa.Column("settings", sa.JSON, nullable=False),
        sa.Column("models", sa.JSON, nullable=False),
        sa.Column("counts", sa.JSON, nullable=False),
        sa.Column("problems", sa.JSON, nullable=False),
    )
    op.create_table(
        "accounts",
        sa.Column("id", WORDS, primary_key=True),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("aliases", sa.JSON, nullable=False),
        sa.Column("domains", sa.JSON, nullable=False),
        sa.Column("imported", sa.Boolean, nullable=False),
    )
    op.create_table(
        "account_facts",
        sa.Column("account", WORDS, sa.ForeignKey("accounts.id"), primary_key=True),
        sa.Column("key", WORDS, primary_key=True),
        sa.Column("value", sa.JSON),
        sa.Column("source", WORDS, nullable=False),
        sa.Column("as_of", sa.Date),
    )
    op.create_table(
        "account_keys",
        sa.Column("key", WORDS, primary_key=True),
        sa.Column("kind", WORDS, primary_key=True),
        sa.Column("account", WORDS, sa.ForeignKey("accounts.id"), primary_key=True),
        sa.Index("account_keys_account", "account"),
    )
    op.create_table(
        "account_mentions",
        sa.Column("said", WORDS, primary_key=True),
        sa.Column("account", WORDS, sa.ForeignKey("accounts.id")),
        sa.Index("account_mentions_account", "account"),
    )


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", WORDS, primary_key=True),
        sa.Column("run", sa.Integer, sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("account", WORDS, sa.ForeignKey("accounts.id")),
        sa.Column("said", WORDS, sa.ForeignKey("account_mentions.said")),
        sa.Column("time", TIME),
        sa.Column("channel", WORDS, nullable=False),
        sa.Column("language", WORDS, nullable=False),
        sa.Column("source", WORDS, nullable=False),
        sa.Column("title", WORDS),
        sa.Column("thread", WORDS),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("utterances", sa.JSON, nullable=False),
        sa.Column("fields", sa.JSON, nullable=False),
        sa.Column("problems", sa.JSON, nullable=False),
        sa.Index("documents_account_time", "account", "time"),
    )
    op.create_table(
        "analyses",
        sa.Column("document", WORDS, sa.ForeignKey("documents.id"), primary_key=True),
        sa.Column("fingerprint", WORDS, nullable=False),
        sa.Column("run", sa.Integer, sa.ForeignKey("runs.id")),
        sa.Column("reason", sa.JSON),
        sa.Index("analyses_fingerprint", "fingerprint", "document"),
    )
    op.create_table(
        "vectors",
        sa.Column("revision", WORDS, primary_key=True),
        sa.Column("key", WORDS, primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )


def _findings() -> None:
    op.create_table(
        "segments",
        sa.Column("id", WORDS, primary_key=True),
        sa.Column("document", WORDS, sa.ForeignKey("documents.id"), nullable=False),
        sa.Column("utterance", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("language", WORDS, nullable=False),
        sa.Column("speaker", WORDS),
        sa.Column("side", WORDS, nullable=False),
        sa.Column("sentiment", WORDS),
        sa.Column("score", sa.Double),
        sa.Column("confidence", sa.Double),
        sa.Index("segments_document", "document", "start"),
    )
    op.create_table(
        "signals",
        sa.Column("document", WORDS, sa.ForeignKey("documents.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("key", WORDS, nullable=False),
        sa.Column("polarity", WORDS, nullable=False),
        sa.Column("severity", WORDS, nullable=False),
        sa.Column("confidence", sa.Double, nullable=False),
        sa.Column("speaker", WORDS),
        sa.Column("side", WORDS, nullable=False),
        sa.Column("why", sa.JSON, nullable=False),
        sa.Column("ask", sa.JSON, nullable=False),
        sa.Column("evidence", sa.JSON, nullable=False),
        sa.Index("signals_key", "key"),
    )
    op.create_table(
        "promises",
        sa.Column("document", WORDS, sa.ForeignKey("documents.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("by", WORDS, nullable=False),
        sa.Column("speaker", WORDS),
        sa.Column("due", sa.Date),
        sa.Column("due_text", WORDS),
        sa.Column("status", WORDS, nullable=False),
        sa.Column("evidence", sa.JSON, nullable=False),
    )
    op.create_table(
        "people",
        sa.Column("document", WORDS, sa.ForeignKey("documents.id"), primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("side", WORDS, nullable=False),
        sa.Column("role", WORDS),
        sa.Column("last_seen", TIME),
        sa.Column("evidence", sa.JSON),
    )


def _topics_and_profiles() -> None:
    op.create_table(
        "topics",
        sa.Column("id", WORDS, primary_key=True),
        sa.Column("run", sa.Integer, sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("label_ja", WORDS, nullable=False),
        sa.Column("label_en", WORDS, nullable=False),
        sa.Column("keywords", sa.JSON, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("languages", sa.JSON, nullable=False),
        sa.Column("reason", WORDS, nullable=False),
        sa.Column("examples", sa.JSON, nullable=False),
    )
    op.create_table(
        "assignments",
        sa.Column("topic", WORDS, sa.ForeignKey("topics.id"), primary_key=True),
        sa.Column("segment", WORDS, primary_key=True),
        sa.Column("confidence", sa.Double, nullable=False),
    )
    op.create_table(
        "profiles",
        sa.Column("account", WORDS, sa.ForeignKey("accounts.id"), primary_key=True),
        sa.Column("run", sa.Integer, sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("stale", sa.Boolean, nullable=False),
        sa.Column("status", WORDS, nullable=False),
        sa.Column("risk", WORDS, nullable=False),
        sa.Column("temperature", sa.Double),
        sa.Column("last_contact", TIME),
        sa.Column("reasons", sa.JSON, nullable=False),
        sa.Column("profile", sa.JSON, nullable=False),
    )
