"""The tables. Their history is in ``migrations/``; this file is what they are after the last of it.

One row of `documents` is never changed once written, but for the account it belongs to and its place
among the versions of one mail or conversation. What the models make of a document lies in tables of
its own, replaced whole when it is analysed anew.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    true,
)
from sqlalchemy.types import TypeDecorator, TypeEngine

from voc.store.codec import storable, to_plain, utc

HEAD = "0005"  # the newest revision in migrations/versions
REVISION_TABLE = "voc_revision"

metadata = MetaData()


class Words(TypeDecorator[str]):
    """Text without the characters databases refuse, compared by code point on every database."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return Text(collation="C") if dialect.name == "postgresql" else Text()

    def process_bind_param(self, value: str | None, _: Dialect) -> str | None:
        return None if value is None else storable(value)


class Time(TypeDecorator[datetime]):
    """A moment: kept in UTC, given back in UTC with its time zone; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _: Dialect) -> datetime | None:
        return None if value is None else utc(value)

    def process_result_value(self, value: datetime | None, _: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Plain(TypeDecorator[Any]):
    """JSON of anything ``codec.to_plain`` knows; None is NULL."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Any, _: Dialect) -> Any:
        return to_plain(value)


runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Words, nullable=False),
    Column("started", Time, nullable=False),
    Column("finished", Time),
    Column("settings", Plain, nullable=False),
    Column("models", Plain, nullable=False),
    Column("counts", Plain, nullable=False),
    Column("problems", Plain, nullable=False),
)

accounts = Table(
    "accounts",
    metadata,
    Column("id", Words, primary_key=True),
    Column("name", Words, nullable=False),
    Column("aliases", Plain, nullable=False),
    Column("domains", Plain, nullable=False),
    Column("imported", Boolean, nullable=False),  # False: made up from what a document said
)

account_facts = Table(
    "account_facts",
    metadata,
    Column("account", ForeignKey("accounts.id"), primary_key=True),
    Column("key", Words, primary_key=True),
    Column("value", Plain),
    Column("source", Words, nullable=False),
    Column("as_of", Date),
)

# What an imported account answers to, in the form names are compared in.
account_keys = Table(
    "account_keys",
    metadata,
    Column("key", Words, primary_key=True),
    Column("kind", Words, primary_key=True),  # id, name, alias, domain
    Column("account", ForeignKey("accounts.id"), primary_key=True),
    Index("account_keys_account", "account"),
)

# Every account as documents said it, and whom we take it for: an import asks again for all of them.
account_mentions = Table(
    "account_mentions",
    metadata,
    Column("said", Words, primary_key=True),
    Column("account", ForeignKey("accounts.id")),  # NULL: nobody's, such as a free-mail address
    Index("account_mentions_account", "account"),
)

documents = Table(
    "documents",
    metadata,
    Column("id", Words, primary_key=True),
    Column("run", ForeignKey("runs.id"), nullable=False),
    Column("account", ForeignKey("accounts.id")),
    Column("said", ForeignKey("account_mentions.said")),
    Column("time", Time),
    Column("channel", Words, nullable=False),
    Column("language", Words, nullable=False),
    Column("source", Words, nullable=False),
    Column("title", Words),
    Column("thread", Words),
    Column("text", Words, nullable=False),
    Column("utterances", Plain, nullable=False),
    Column("fields", Plain, nullable=False),
    Column("problems", Plain, nullable=False),
    Column("original", Words),  # the same for all versions of one mail or conversation
    Column("revised", Time),
    Column("current", Boolean, nullable=False, server_default=true()),  # False: a newer version counts
    Index("documents_account_time", "account", "time"),
    Index("documents_original", "original"),
)

# One row per current document from the start; the index finds those still to do without reading the rest.
analyses = Table(
    "analyses",
    metadata,
    Column("document", ForeignKey("documents.id"), primary_key=True),
    Column("fingerprint", Words, nullable=False),  # of models and rules; "" is not analysed yet
    Column("run", ForeignKey("runs.id")),
    Column("reason", Plain),
    Index("analyses_fingerprint", "fingerprint", "document"),
)

segments = Table(
    "segments",
    metadata,
    Column("id", Words, primary_key=True),
    Column("document", ForeignKey("documents.id"), nullable=False),
    Column("utterance", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Words, nullable=False),
    Column("language", Words, nullable=False),
    Column("speaker", Words),
    Column("side", Words, nullable=False),
    Column("sentiment", Words),  # label; NULL: not scored
    Column("score", Double),
    Column("confidence", Double),
    Index("segments_document", "document", "start"),
)

signals = Table(
    "signals",
    metadata,
    Column("document", ForeignKey("documents.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("key", Words, nullable=False),
    Column("polarity", Words, nullable=False),
    Column("severity", Words, nullable=False),
    Column("confidence", Double, nullable=False),
    Column("speaker", Words),
    Column("side", Words, nullable=False),
    Column("why", Plain, nullable=False),
    Column("ask", Plain, nullable=False),
    Column("evidence", Plain, nullable=False),
    Index("signals_key", "key"),
)

promises = Table(
    "promises",
    metadata,
    Column("document", ForeignKey("documents.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("by", Words, nullable=False),
    Column("speaker", Words),
    Column("due", Date),
    Column("due_text", Words),
    Column("status", Words, nullable=False),
    Column("evidence", Plain, nullable=False),
)

requests = Table(
    "requests",
    metadata,
    Column("document", ForeignKey("documents.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("by", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("speaker", Words),
    Column("status", Words, nullable=False),
    Column("evidence", Plain, nullable=False),
    Column("answer", Plain),
)

people = Table(
    "people",
    metadata,
    Column("document", ForeignKey("documents.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Words, nullable=False),
    Column("side", Words, nullable=False),
    Column("role", Words),
    Column("last_seen", Time),
    Column("evidence", Plain),
    Column("event", Words),
)

vectors = Table(
    "vectors",
    metadata,
    Column("revision", Words, primary_key=True),  # of the encoder
    Column("key", Words, primary_key=True),
    Column("data", LargeBinary, nullable=False),  # little-endian float32
)

topics = Table(
    "topics",
    metadata,
    Column("id", Words, primary_key=True),
    Column("run", ForeignKey("runs.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("label_ja", Words, nullable=False),
    Column("label_en", Words, nullable=False),
    Column("keywords", Plain, nullable=False),
    Column("size", Integer, nullable=False),
    Column("languages", Plain, nullable=False),
    Column("reason", Words, nullable=False),
    Column("examples", Plain, nullable=False),
    Column("parent", Words),
    Column("pinned", Boolean, nullable=False),
    Column("hidden", Boolean, nullable=False),
    Column("centroid", LargeBinary, nullable=False),  # little-endian float32
    Column("encoder", Words, nullable=False),  # revision of the encoder of the centroid
    Index("topics_parent", "parent"),
)

# What people and new data did to topics; `before` is what an undo needs. Rows stay when topics go.
topic_history = Table(
    "topic_history",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("time", Time, nullable=False),
    Column("author", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("topic", Words, nullable=False),
    Column("detail", Plain, nullable=False),
    Column("before", Plain, nullable=False),
    Column("undone", Boolean, nullable=False),
    Index("topic_history_topic", "topic"),
)

# `segment` is no foreign key: a document analysed anew gets its segments back under the same ids.
assignments = Table(
    "assignments",
    metadata,
    Column("topic", ForeignKey("topics.id"), primary_key=True),
    Column("segment", Words, primary_key=True),
    Column("confidence", Double, nullable=False),
    Index("assignments_segment", "segment"),
)

# `topic` is no foreign key: an action outlives a topic that new data does away with.
actions = Table(
    "actions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),  # action a-12 has 12
    Column("account", ForeignKey("accounts.id")),
    Column("topic", Words),
    Column("title", Words, nullable=False),
    Column("owner", Words),
    Column("due", Date, nullable=False),
    Column("done", Date),  # NULL: open
    Column("created", Time, nullable=False),
    Column("note", Words),
    Column("evidence", Plain),
    Index("actions_account", "account"),
    Index("actions_topic", "topic"),
)

# What people did to actions; `detail` is field -> [before, after]. Rows stay when actions go.
action_history = Table(
    "action_history",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("time", Time, nullable=False),
    Column("author", Words, nullable=False),
    Column("kind", Words, nullable=False),
    Column("action", Integer, nullable=False),
    Column("detail", Plain, nullable=False),
    Index("action_history_action", "action"),
)

# What people decided to be the reason of a cancellation; the newest row of each counts.
reason_choices = Table(
    "reason_choices",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("time", Time, nullable=False),
    Column("author", Words, nullable=False),
    Column("document", Words, nullable=False),  # id, or what all versions of one mail share: `original`
    Column("reason", Words),  # NULL: taken back
    Index("reason_choices_document", "document"),
)

# The columns beside `profile` are copies of what is in it, for lists.
profiles = Table(
    "profiles",
    metadata,
    Column("account", ForeignKey("accounts.id"), primary_key=True),
    Column("run", ForeignKey("runs.id"), nullable=False),
    Column("stale", Boolean, nullable=False),
    Column("status", Words, nullable=False),
    Column("risk", Words, nullable=False),
    Column("temperature", Double),
    Column("last_contact", Time),
    Column("reasons", Plain, nullable=False),
    Column("profile", Plain, nullable=False),
)
