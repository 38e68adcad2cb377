"""Topics that stay: what is new joins them, a refit knows them again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from sklearn.metrics import adjusted_rand_score
from topics.speech import remarks, subject_of

from voc.topics import standing
from voc.topics.cluster import fit
from voc.types import Bilingual, Segment, TopicModel, Vectors


def found(segments: list[Segment], vectors: Vectors) -> TopicModel:
    return fit([segment.document for segment in segments], segments, vectors)


def where(model: TopicModel) -> dict[str, str]:
    parent = {topic.id: topic.parent or topic.id for topic in model.topics}
    return {a.segment: parent[a.topic] for a in model.assignments}


def test_new_remarks_join_the_topics_there_are() -> None:
    segments, vectors = remarks(120)
    before = found(segments[:90], vectors[:90])
    after, events = standing.extend(before, segments, vectors, fit=found)
    assert {t.id: t.label for t in after.topics} == {t.id: t.label for t in before.topics}
    assert sum(t.size for t in after.topics) == 120
    assert where(before).items() <= where(after).items()
    for topic in after.topics:
        assert len({subject_of(s) for s, t in where(after).items() if t == topic.id}) == 1
    assert {event.kind for event in events} <= {"grew"}


def test_a_new_subject_makes_a_topic_of_its_own() -> None:
    segments, vectors = remarks(120)
    known = [row for row, s in enumerate(segments) if subject_of(s.id) != "outage"]
    before = found([segments[row] for row in known], vectors[known])
    after, events = standing.extend(before, segments, vectors, fit=found)
    born = [event.topic for event in events if event.kind == "born"]
    assert born and all(event.author == "voc" for event in events)
    assert {subject_of(s) for s, t in where(after).items() if t in born} == {"outage"}
    assert {t.id for t in before.topics} <= {t.id for t in after.topics}


def test_what_no_longer_exists_is_taken_out_and_an_empty_topic_is_gone() -> None:
    segments, vectors = remarks(90)
    before = found(segments, vectors)
    kept = [row for row, s in enumerate(segments) if subject_of(s.id) != "invoice"]
    after, events = standing.extend(before, [segments[row] for row in kept], vectors[kept], fit=found)
    assert len(after.topics) < len(before.topics)
    assert "died" in {event.kind for event in events}


def test_a_refit_keeps_ids_and_labels_and_says_what_grew() -> None:
    segments, vectors = remarks(240)
    before = found(segments[:150], vectors[:150])
    named = replace(
        before, topics=tuple(replace(t, label=Bilingual(f"名{t.id}", t.id)) for t in before.topics)
    )
    after, events = standing.refit(named, segments, vectors, fit=found)
    old = {t.id: t for t in named.topics}
    again = [t for t in after.topics if t.id in old]
    assert len(again) >= 3
    assert all(t.label == old[t.id].label for t in again)
    assert {e.topic for e in events if e.kind == "grew"} <= old.keys()
    shared = where(before).keys() & where(after).keys()
    assert adjusted_rand_score([where(before)[s] for s in shared], [where(after)[s] for s in shared]) > 0.6


def test_a_pinned_topic_keeps_all_it_has_through_ten_refits_and_draws_what_is_like_it() -> None:
    segments, vectors = remarks(300)
    model = found(segments[:60], vectors[:60])
    pinned = replace(model.topics[0], pinned=True, label=Bilingual("請求", "billing"))
    model = replace(model, topics=(pinned, *model.topics[1:]))
    held = {a.segment for a in model.assignments if a.topic == pinned.id}
    for round_ in range(10):
        upto = 60 + 24 * (round_ + 1)
        model, _ = standing.refit(model, segments[:upto], vectors[:upto], fit=found)
        now = {a.segment for a in model.assignments if a.topic == pinned.id}
        assert held <= now
        held = now
    (same,) = [t for t in model.topics if t.id == pinned.id]
    assert same.label == Bilingual("請求", "billing") and same.pinned
    assert same.size > pinned.size
    assert len({subject_of(s) for s in held}) == 1


def test_events_tell_of_topics_divided_and_joined() -> None:
    segments, vectors = remarks(60)
    one = found(segments, vectors)
    first, second = one.topics[:2]
    into_one = replace(
        one,
        topics=tuple(t for t in one.topics if t.id != second.id),
        centroids=one.centroids[[at for at, t in enumerate(one.topics) if t.id != second.id]],
        assignments=tuple(
            replace(a, topic=first.id if a.topic == second.id else a.topic) for a in one.assignments
        ),
    )
    assert [(e.kind, e.detail["to"]) for e in standing.events(one, into_one) if e.topic == second.id] == [
        ("joined", [first.id])
    ]
    divided = [e for e in standing.events(into_one, one) if e.kind == "divided"]
    assert [(e.topic, set(e.detail["to"])) for e in divided] == [(first.id, {first.id, second.id})]


def test_nothing_and_bad_vectors_change_nothing() -> None:
    segments, vectors = remarks(60)
    before = found(segments, vectors)
    bad = [*segments, replace(segments[0], id="bad", document="bad")]
    after, _ = standing.extend(
        before, bad, np.vstack([vectors, np.full((1, vectors.shape[1]), np.nan)]), fit=found
    )
    assert where(after) == where(before)
    nothing, events = standing.extend(before, [], np.zeros((0, vectors.shape[1]), np.float32), fit=found)
    assert nothing.topics == () and {e.kind for e in events} == {"died"}
    fresh, _ = standing.refit(nothing, segments, vectors, fit=found)
    assert len(fresh.topics) == len(before.topics)
