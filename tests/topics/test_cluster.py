"""Topics of remarks: one space for both languages, sensible on any input, the same every time."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from topics.speech import DIM, remarks, subject_of

from voc.errors import SettingError
from voc.topics.cluster import fit, term_weights
from voc.types import Segment, TopicModel


def fitted(count: int, **options: object) -> TopicModel:
    segments, vectors = remarks(count, **options)  # type: ignore[arg-type]
    return fit([segment.document for segment in segments], segments, vectors)


def test_a_topic_holds_what_is_said_about_one_thing_in_both_languages() -> None:
    model = fitted(240)
    for topic in model.topics:
        assert len({subject_of(a.segment) for a in model.assignments if a.topic == topic.id}) == 1
        assert set(topic.languages) == {"ja", "en"}
    assert model.coverage == 1


def test_few_documents_make_few_topics() -> None:
    model = fitted(18)
    assert [topic.size for topic in model.topics] == [6, 6, 6]
    assert all(set(topic.languages) == {"ja", "en"} for topic in model.topics)


def test_labels_are_the_customers_own_words() -> None:
    model = fitted(18)
    named = {
        subject_of(next(a.segment for a in model.assignments if a.topic == topic.id)): topic
        for topic in model.topics
    }
    assert "請求書" in named["invoice"].label.ja and "invoice" in named["invoice"].label.en
    assert "返事" in named["support"].label.ja and "support" in named["support"].label.en.lower()
    assert "固まる" in named["outage"].keywords["ja"] and "freeze" in named["outage"].keywords["en"]


def test_topics_come_with_their_centroids_the_largest_first() -> None:
    segments, vectors = remarks(240)
    model = fit([], segments, vectors)
    assert model.centroids.shape == (len(model.topics), DIM)
    assert np.allclose(np.linalg.norm(model.centroids, axis=1), 1, atol=1e-5)
    assert all(one.size >= other.size for one, other in pairwise(model.topics))
    at = {topic.id: row for row, topic in enumerate(model.topics)}
    row_of = {segment.id: row for row, segment in enumerate(segments)}
    for assignment in model.assignments:
        own = vectors[row_of[assignment.segment]] @ model.centroids[at[assignment.topic]]
        assert own > 0.3
        assert 0 < assignment.confidence <= 1


def test_examples_are_documents_of_the_topic() -> None:
    model = fitted(240)
    document_of = {segment.id: segment.document for segment in remarks(240)[0]}
    for topic in model.topics:
        own = {document_of[a.segment] for a in model.assignments if a.topic == topic.id}
        assert topic.size == len(own)
        assert set(topic.examples) <= own
        assert len(set(topic.examples)) == len(topic.examples) <= 5


@pytest.mark.parametrize(
    "words", ["特になし", "はい", "ありがとうございました！", "n/a", "Thanks!", "…", "", "   "]
)
def test_what_says_nothing_has_no_topic(words: str) -> None:
    segments, vectors = remarks(18)
    silent = [replace(segments[0], id=f"s{at}:0-1", document=f"s{at}", text=words) for at in range(6)]
    model = fit([], segments + silent, np.concatenate([vectors, np.repeat(vectors[:1], 6, axis=0)]))
    assert {a.segment for a in model.assignments}.isdisjoint(segment.id for segment in silent)
    assert model.coverage == pytest.approx(18 / 24)


def test_documents_without_segments_count_as_not_covered() -> None:
    segments, vectors = remarks(18)
    model = fit([*(segment.document for segment in segments), "empty-1", "empty-2"], segments, vectors)
    assert model.coverage == pytest.approx(18 / 20)


def test_nothing_at_all_is_not_enough_evidence() -> None:
    model = fit([], [], np.zeros((0, DIM), np.float32))
    assert (model.topics, model.assignments, model.coverage) == ((), (), 0)
    assert model.not_enough_evidence


def test_three_documents_about_three_things_are_not_enough_evidence() -> None:
    model = fitted(3, languages=("ja",))
    assert model.topics == ()
    assert "3 texts" in model.not_enough_evidence[0]


def test_three_documents_about_one_thing_are_a_topic() -> None:
    model = fitted(3, subjects=("support",), languages=("ja",))
    assert [topic.size for topic in model.topics] == [3]
    assert model.not_enough_evidence == ()


def test_five_hundred_equal_answers_are_one_topic() -> None:
    segment, vector = (each[0] for each in remarks(1))
    many = [replace(segment, id=f"d{at}:0-9", document=f"d{at}", text="値段が高い") for at in range(500)]
    model = fit([], many, np.repeat(vector[None], 500, axis=0))
    assert [topic.size for topic in model.topics] == [500]
    assert model.topics[0].label.ja == "値段が高い"


def test_duplicates_do_not_push_others_out() -> None:
    segments, vectors = remarks(120)
    copies = [replace(segments[0], id=f"c{at}:0-9", document=f"c{at}") for at in range(400)]
    model = fit([], segments + copies, np.concatenate([vectors, np.repeat(vectors[:1], 400, axis=0)]))
    assert {subject_of(a.segment) for a in model.assignments if a.segment[0] == "d"} == {
        "invoice",
        "support",
        "outage",
    }
    assert len({a.topic for a in model.assignments if a.segment[0] == "c"}) == 1


def test_one_language_alone_and_two_with_few_of_one() -> None:
    assert fitted(90, languages=("ja",)).coverage == 1
    mostly = fitted(130, languages=("ja",) * 12 + ("en",))
    assert mostly.coverage == 1
    assert any("en" in topic.languages for topic in mostly.topics)


def test_vectors_without_direction_are_left_out() -> None:
    segments, vectors = remarks(24)
    vectors[0], vectors[1] = 0, np.nan
    model = fit([], segments, vectors)
    assert {a.segment for a in model.assignments}.isdisjoint({segments[0].id, segments[1].id})
    assert model.coverage == pytest.approx(22 / 24)


def test_a_topic_has_at_least_min_size_documents() -> None:
    segments, vectors = remarks(18)
    assert fit([], segments, vectors, min_size=6).topics
    assert fit([], segments, vectors, min_size=7).topics == ()
    with pytest.raises(SettingError, match="at least 1"):
        fit([], segments, vectors, min_size=0)


def test_the_reason_most_segments_speak_for_is_the_topics() -> None:
    segments, vectors = remarks(60, subjects=("support",))
    reason = {"support": 0.9, "unknown": 0.9, "quality": 0.2}
    for key, expected in (("support", "support"), ("unknown", "unknown"), ("quality", "other")):
        model = fit([], segments, vectors, likely=[(key, reason[key])] * len(segments))
        assert {topic.reason for topic in model.topics} == {expected}
    assert {topic.reason for topic in fit([], segments, vectors).topics} == {"unknown"}


def test_order_changes_nothing() -> None:
    segments, vectors = remarks(150)
    shuffled = np.random.default_rng(1).permutation(len(segments))
    again = fit([], [segments[row] for row in shuffled], vectors[shuffled])
    assert digest(again) == digest(fit([], segments, vectors))


def test_threads_change_nothing() -> None:
    command = f"import sys; sys.path.insert(0, {str(Path(__file__).parents[1])!r})\nfrom topics.test_cluster import *\nprint(digest(fitted(1500, noise=1.2)))"
    found = {
        subprocess.run(
            [sys.executable, "-c", command],
            env=os.environ
            | dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), threads),
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for threads in ("1", "2")
    }
    assert len(found) == 1


def test_term_weights_tell_topics_apart() -> None:
    first, second = term_weights([["請求", "請求", "高い"], ["返事", "遅い", "高い"]])
    assert first["請求"] > first["高い"]
    assert second["返事"] > second["高い"]
    assert term_weights([[], []]) == [{}, {}]


def digest(model: TopicModel) -> str:
    """Everything in `model` as one hash."""
    assignments = sorted((a.segment, a.topic, round(a.confidence, 6)) for a in model.assignments)
    told = repr((model.topics, assignments, model.centroids.round(5).tolist(), model.coverage))
    return hashlib.sha256(told.encode()).hexdigest()


def test_vectors_must_fit_the_segments() -> None:
    segments, vectors = remarks(6)
    with pytest.raises(ValueError, match="6 segments"):
        fit([], segments, vectors[:5])
    assert isinstance(segments[0], Segment)
