"""Sub-topics: what a large topic consists of. reason -> topic -> sub-topic."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from voc.topics.cluster import fit
from voc.types import Assignment, Segment, Topic, TopicModel, Vectors

LARGE = 30  # documents of a topic that may have sub-topics
SHARE = 10  # a sub-topic holds a tenth of its topic or more


def divide(model: TopicModel, segments: Sequence[Segment], vectors: Vectors) -> TopicModel:
    """`model` with sub-topics where a topic is large and not all of one piece.

    `vectors` (n_segments, dim) are those of `segments`. What fits no sub-topic stays with the topic.
    """
    row_of = {segment.id: row for row, segment in enumerate(segments)}
    rows: dict[str, list[int]] = defaultdict(list)
    for assignment in model.assignments:
        rows[assignment.topic].append(row_of[assignment.segment])
    topics: list[Topic] = []
    centroids = []
    below: dict[str, str] = {}  # segment -> sub-topic
    labels = {label for topic in model.topics for label in (topic.label.ja, topic.label.en)}
    for topic, centroid in zip(model.topics, model.centroids, strict=True):
        topics.append(topic)
        centroids.append(centroid)
        if topic.size < LARGE or topic.parent is not None:
            continue
        parts = fit(
            [],
            [segments[row] for row in rows[topic.id]],
            vectors[rows[topic.id]],
            min_size=max(5, topic.size // SHARE),
            taken=labels,
        )
        if len(parts.topics) < 2:
            continue
        name = {part.id: _id(topic.id, part.id) for part in parts.topics}
        for part, middle in zip(parts.topics, parts.centroids, strict=True):
            topics.append(replace(part, id=name[part.id], parent=topic.id, reason=topic.reason))
            centroids.append(middle)
            labels |= {part.label.ja, part.label.en}
        below |= {a.segment: name[a.topic] for a in parts.assignments}
    return replace(
        model,
        topics=tuple(topics),
        centroids=np.array(centroids, np.float32).reshape(-1, model.centroids.shape[1]),
        assignments=tuple(
            Assignment(a.segment, below.get(a.segment, a.topic), a.confidence) for a in model.assignments
        ),
    )


def _id(parent: str, part: str) -> str:
    """Another than that of a topic made of the same texts."""
    return "t-" + hashlib.sha256(f"{parent}/{part}".encode()).hexdigest()[:8]
