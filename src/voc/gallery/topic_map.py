"""The map of topics, from a store and the reason head its vectors belong to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from voc.engines import vector_key
from voc.exports.table import Table
from voc.gallery.sheet import Sheet
from voc.gallery.words import columns, few, label, named_reasons, reason, reason_look, say, shown_topics
from voc.pictures.drawing import Point
from voc.pictures.places import Floats, Places, places
from voc.pictures.topic_map import LABELLED, MapReason, MapTopic, TopicMap, draw
from voc.store.store import Store
from voc.topics.reason_head import ReasonClassifier
from voc.types import Mention, Segment, Vectors


def topic_map(store: Store, *, heads: Path, language: str) -> Sheet:
    """The map; ModelError when the head in `heads` is for another encoder than the store's vectors."""
    shown = [topic for topic in shown_topics(store) if topic.parent is None]
    model, encoder = store.topic_model()
    head = ReasonClassifier.load(heads / "reasons", encoder_revision=encoder)
    keys = named_reasons()
    said = store.mentions()
    known, stances = _stances(store, encoder, said, dim=model.centroids.shape[1])
    leanings = head.leanings(stances)[:, [head.keys.index(key) for key in keys]]
    at = places(_mean_of_each([mention.topic for mention in known], leanings, [t.id for t in shown]))
    look = {topic.id: reason_look(topic.reason) for topic in shown}
    middle = {topic.id: place for topic, place in zip(shown, at, strict=True)}
    # half-way to its topic: one remark alone points less clearly than all together
    dots = [
        (_point((place + middle[mention.topic]) / 2), look[mention.topic])
        for mention, place in zip(known, places(leanings), strict=True)
        if mention.topic in middle
    ]
    title = say(language, "トピックの地図", "Map of topics")
    drawn = TopicMap(
        title=title,
        legend=say(
            language,
            "円の大きさ＝文書数、色＝離脱理由（灰色はその他・不明）、"
            "位置＝どの理由に近いか（中央は理由がはっきりしないもの）、小さな点＝一つ一つの発言",
            "size: documents; colour: churn reason (grey: other or unknown); place: which reasons it is "
            "near (in the middle: none clearly); small dots: single remarks",
        ),
        reasons=tuple(MapReason(reason(key, language), reason_look(key)) for key in keys),
        topics=tuple(
            MapTopic(label(topic, language), topic.size, _point(place), look[topic.id])
            for topic, place in zip(shown, at, strict=True)
        ),
        segments=tuple(dots),
    )
    table = Table(
        title=say(language, "トピック", "topics"),
        columns=columns(
            language,
            ("ID", "id"),
            ("トピック", "topic"),
            ("離脱理由", "reason"),
            ("文書数", "documents"),
            ("横の位置", "x"),
            ("縦の位置", "y"),
        ),
        rows=tuple(
            (
                t.id,
                label(t, language),
                reason(t.reason, language),
                t.size,
                round(float(x), 3),
                round(-float(y), 3),
            )
            for t, (x, y) in zip(shown, at, strict=True)
        ),
    )
    notes = [*few((mention.evidence.document for mention in said), language)]
    if len(shown) > LABELLED:
        notes.append(
            say(
                language,
                f"名前は大きい順に{LABELLED}トピックまで付けています。残りは表をご覧ください。",
                f"The {LABELLED} largest topics have their names on the map; the others are in the table.",
            )
        )
    return Sheet(title, (table,), tuple(notes), draw(drawn))


def _point(place: Places) -> Point:
    x, y = place
    return float(x), float(y)


def _mean_of_each(topic_of: Sequence[str], leanings: Floats, topics: Sequence[str]) -> Floats:
    """(n_topics, n_reasons) the mean of what is said on each topic; 0 where nothing is."""
    names = np.array(topic_of, dtype=object)
    found = np.zeros((len(topics), leanings.shape[1]))
    for row, topic in enumerate(topics):
        if (own := names == topic).any():
            found[row] = leanings[own].mean(axis=0)
    return found


def _stances(
    store: Store, revision: str, said: Sequence[Mention], *, dim: int
) -> tuple[list[Mention], Vectors]:
    """The mentions whose vectors the store has, and their stances (n, dim)."""
    keys = [vector_key(_segment(mention)) for mention in said]
    found = store.get_vectors(revision, keys)
    there = [(mention, found[key][dim:]) for mention, key in zip(said, keys, strict=True) if key in found]
    if not there:
        return [], np.zeros((0, dim), np.float32)
    return [mention for mention, _ in there], np.stack([vector for _, vector in there])


def _segment(mention: Mention) -> Segment:
    of = mention.evidence
    return Segment("", of.document, of.utterance, of.start, of.end, of.quote, mention.language)
