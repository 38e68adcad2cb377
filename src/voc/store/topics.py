"""The current topics and which segment belongs to which; a new set replaces the old one whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from voc.errors import NotFoundError
from voc.store import tables
from voc.store.chunks import chunks
from voc.types import Assignment, Bilingual, Evidence, Topic


def save(
    connection: Connection, topics: Sequence[Topic], assignments: Iterable[Assignment], run: int
) -> None:
    """Puts these topics and assignments in the place of all there were."""
    connection.execute(delete(tables.assignments))
    connection.execute(delete(tables.topics))
    if topics:
        rows = [_row(topic, position, run) for position, topic in enumerate(topics)]
        connection.execute(insert(tables.topics), rows)
    for chunk in chunks(assignments):
        belonging = [
            {"topic": each.topic, "segment": each.segment, "confidence": float(each.confidence)}
            for each in chunk
        ]
        connection.execute(insert(tables.assignments), belonging)


def load(connection: Connection) -> list[Topic]:
    """The topics in the order they were saved in."""
    table = tables.topics
    return [_topic(row) for row in connection.execute(select(table).order_by(table.c.position))]


def get(connection: Connection, topic: str) -> Topic:
    """The topic with that id; NotFoundError when there is none."""
    row = connection.execute(select(tables.topics).where(tables.topics.c.id == topic)).first()
    if row is None:
        raise NotFoundError(f"there is no topic {topic!r}; see what there is with: voc topics list")
    return _topic(row)


def assignments(connection: Connection, topic: str) -> list[Assignment]:
    """The segments of a topic, the surest first."""
    table = tables.assignments
    rows = connection.execute(
        select(table).where(table.c.topic == topic).order_by(table.c.confidence.desc(), table.c.segment)
    )
    return [Assignment(row.segment, row.topic, row.confidence) for row in rows]


def quotes(connection: Connection, topic: str, limit: int) -> list[tuple[str | None, Evidence]]:
    """Up to `limit` different things said on a topic, each with its account, surest and latest first."""
    belongs, segments, documents = tables.assignments, tables.segments, tables.documents
    rows = connection.execute(
        select(segments, documents.c.account, documents.c.time)
        .join(belongs, belongs.c.segment == segments.c.id)
        .join(documents, documents.c.id == segments.c.document)
        .where(belongs.c.topic == topic)
        .order_by(belongs.c.confidence.desc(), documents.c.time.desc().nulls_last(), segments.c.id)
        .limit(limit * 5)  # the same short answer comes many times
    )
    first_said: dict[str, tuple[str | None, Evidence]] = {}
    for row in rows:
        evidence = Evidence(row.document, row.utterance, row.text, row.start, row.end, row.time)
        first_said.setdefault(row.text, (row.account, evidence))
    return list(first_said.values())[:limit]


def _row(topic: Topic, position: int, run: int) -> dict[str, Any]:
    return {
        "id": topic.id,
        "run": run,
        "position": position,
        "label_ja": topic.label.ja,
        "label_en": topic.label.en,
        "keywords": topic.keywords,
        "size": topic.size,
        "languages": topic.languages,
        "reason": topic.reason,
        "examples": topic.examples,
    }


def _topic(row: Row[Any]) -> Topic:
    return Topic(
        id=row.id,
        label=Bilingual(row.label_ja, row.label_en),
        keywords={language: tuple(terms) for language, terms in row.keywords.items()},
        size=row.size,
        languages=row.languages,
        reason=row.reason,
        examples=tuple(row.examples),
    )
