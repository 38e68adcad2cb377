"""The standing topics, which segment belongs to which, and the history of both."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

import numpy as np
from sqlalchemy import Connection, Row, delete, func, insert, select, update

from voc.errors import NotFoundError
from voc.store import tables
from voc.store.chunks import chunks
from voc.store.findings import segment
from voc.store.vectors import LITTLE_ENDIAN
from voc.types import (
    Assignment,
    Bilingual,
    Contacted,
    Evidence,
    Mention,
    Segment,
    Topic,
    TopicEdit,
    TopicEvent,
    TopicModel,
    Vectors,
)


def save(
    connection: Connection, model: TopicModel, events: Iterable[TopicEvent], *, encoder: str, run: int
) -> None:
    """Puts these topics and assignments in the place of all there were; `events` go into the history."""
    connection.execute(delete(tables.assignments))
    connection.execute(delete(tables.topics))
    if model.topics:
        pairs = zip(model.topics, model.centroids, strict=True)
        rows = [
            {**_row(topic, centroid), "position": position, "run": run, "encoder": encoder}
            for position, (topic, centroid) in enumerate(pairs)
        ]
        connection.execute(insert(tables.topics), rows)
    _assign(connection, model.assignments)
    for event in events:
        record(connection, event)


def save_edit(connection: Connection, edit: TopicEdit) -> None:
    """Makes the edit true."""
    table, belongs = tables.topics, tables.assignments
    there = connection.execute(select(table.c.id, table.c.run, table.c.encoder)).all()
    known = {row.id for row in there}
    last = connection.scalar(select(func.max(table.c.position))) or 0
    for topic, centroid in zip(edit.topics, edit.centroids, strict=True):
        if topic.id in known:
            connection.execute(update(table).where(table.c.id == topic.id).values(_row(topic, centroid)))
        else:
            last += 1
            row = {
                **_row(topic, centroid),
                "position": last,
                "run": there[0].run,
                "encoder": there[0].encoder,
            }
            connection.execute(insert(table), [row])
    for chunk in chunks(edit.assignments):
        connection.execute(delete(belongs).where(belongs.c.segment.in_([each.segment for each in chunk])))
    _assign(connection, edit.assignments)
    if edit.gone:
        connection.execute(delete(table).where(table.c.id.in_(edit.gone)))


def record(connection: Connection, event: TopicEvent) -> None:
    """A new line in the history; the time of an event without one is now."""
    row = {
        "time": event.time or datetime.now(UTC),
        "author": event.author,
        "kind": event.kind,
        "topic": event.topic,
        "detail": event.detail,
        "before": event.before,
        "undone": event.undone,
    }
    connection.execute(insert(tables.topic_history), [row])


def mark_undone(connection: Connection, number: int) -> None:
    """That line of the history says it was undone."""
    table = tables.topic_history
    connection.execute(update(table).where(table.c.number == number).values(undone=True))


def history(connection: Connection, topic: str | None) -> list[TopicEvent]:
    """All that happened to one topic, or to all, the newest first."""
    table = tables.topic_history
    query = select(table).order_by(table.c.number.desc())
    if topic is not None:
        query = query.where(table.c.topic == topic)
    return [
        TopicEvent(row.kind, row.topic, row.detail, row.before, row.author, row.time, row.number, row.undone)
        for row in connection.execute(query)
    ]


def model(connection: Connection) -> tuple[TopicModel, str]:
    """The standing topics with all that belongs to them, and the encoder of their centroids ("" of none)."""
    listed, centroids, encoder = load_with_centroids(connection)
    table = tables.assignments
    rows = connection.execute(select(table).order_by(table.c.topic, table.c.segment))
    belonging = tuple(Assignment(row.segment, row.topic, row.confidence) for row in rows)
    return TopicModel(tuple(listed), belonging, centroids, 0.0), encoder


def load_with_centroids(connection: Connection) -> tuple[list[Topic], Vectors, str]:
    """The topics in their order, their centroids (n_topics, dim), and the encoder of those."""
    rows = connection.execute(select(tables.topics).order_by(tables.topics.c.position)).all()
    if not rows:
        return [], np.zeros((0, 0), np.float32), ""
    centroids = np.stack([np.frombuffer(row.centroid, LITTLE_ENDIAN) for row in rows])
    return [_topic(row) for row in rows], centroids, rows[0].encoder


def members(connection: Connection, topics: Collection[str]) -> list[tuple[Assignment, Segment]]:
    """What belongs to these very topics (not to their sub-topics), by topic and segment."""
    belongs, table = tables.assignments, tables.segments
    found = []
    for chunk in chunks(sorted(topics)):
        rows = connection.execute(
            select(table, belongs.c.topic, belongs.c.confidence)
            .join(belongs, belongs.c.segment == table.c.id)
            .where(belongs.c.topic.in_(chunk))
            .order_by(belongs.c.topic, table.c.id)
        )
        found += [(Assignment(row.id, row.topic, row.confidence), segment(row)) for row in rows]
    return found


def mentions(connection: Connection, topic: str | None = None) -> Iterator[Mention]:
    """All that is said on one topic and its sub-topics, or on all that are not hidden, in time order."""
    belongs, said, documents, topics = tables.assignments, tables.segments, tables.documents, tables.topics
    query = (
        select(
            said,
            belongs.c.topic,
            belongs.c.confidence.label("sure"),
            topics.c.parent,
            topics.c.hidden,
            documents.c.account,
            documents.c.channel,
            documents.c.time,
        )
        .join(belongs, belongs.c.segment == said.c.id)
        .join(topics, topics.c.id == belongs.c.topic)
        .join(documents, documents.c.id == said.c.document)
        .order_by(documents.c.time.nulls_last(), said.c.id)
    )
    if topic is not None:
        query = query.where((topics.c.id == topic) | (topics.c.parent == topic))
    hidden = (
        {row.id for row in connection.execute(select(topics.c.id).where(topics.c.hidden))}
        if topic is None
        else set()
    )
    for row in connection.execute(query):
        top = row.parent or row.topic
        if top in hidden or row.topic in hidden:
            continue
        yield Mention(
            topic=top,
            subtopic=row.topic if row.parent else None,
            account=row.account,
            channel=row.channel,
            tone=row.score,
            confidence=row.sure,
            language=row.language,
            evidence=Evidence(row.document, row.utterance, row.text, row.start, row.end, row.time),
        )


def load(connection: Connection) -> list[Topic]:
    """The topics in the order they were saved in."""
    table = tables.topics
    return [_topic(row) for row in connection.execute(select(table).order_by(table.c.position))]


def get(connection: Connection, topic: str) -> Topic:
    """The topic with that id; NotFoundError when there is none."""
    row = connection.execute(select(tables.topics).where(tables.topics.c.id == topic)).first()
    if row is None:
        message = f"there is no topic {topic!r}; see what there is with: voc topics list"
        raise NotFoundError(message, "no_topic", topic=topic)
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
        .join(tables.topics, tables.topics.c.id == belongs.c.topic)
        .where((belongs.c.topic == topic) | (tables.topics.c.parent == topic))
        .order_by(belongs.c.confidence.desc(), documents.c.time.desc().nulls_last(), segments.c.id)
        .limit(limit * 5)  # the same short answer comes many times
    )
    first_said: dict[str, tuple[str | None, Evidence]] = {}
    for row in rows:
        evidence = Evidence(row.document, row.utterance, row.text, row.start, row.end, row.time)
        first_said.setdefault(row.text, (row.account, evidence))
    return list(first_said.values())[:limit]


def contacted(connection: Connection) -> list[Contacted]:
    """The current documents that have a time, in its order."""
    table = tables.documents
    rows = connection.execute(
        select(table.c.id, table.c.account, table.c.time)
        .where(table.c.current, table.c.time.is_not(None))
        .order_by(table.c.time, table.c.id)
    )
    return [Contacted(row.id, row.account, row.time) for row in rows]


def _assign(connection: Connection, given: Iterable[Assignment]) -> None:
    for chunk in chunks(given):
        belonging = [
            {"topic": each.topic, "segment": each.segment, "confidence": float(each.confidence)}
            for each in chunk
        ]
        connection.execute(insert(tables.assignments), belonging)


def _row(topic: Topic, centroid: Vectors) -> dict[str, Any]:
    return {
        "id": topic.id,
        "label_ja": topic.label.ja,
        "label_en": topic.label.en,
        "keywords": topic.keywords,
        "size": topic.size,
        "languages": topic.languages,
        "reason": topic.reason,
        "examples": topic.examples,
        "parent": topic.parent,
        "pinned": topic.pinned,
        "hidden": topic.hidden,
        "centroid": centroid.astype(LITTLE_ENDIAN).tobytes(),
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
        parent=row.parent,
        pinned=row.pinned,
        hidden=row.hidden,
    )
