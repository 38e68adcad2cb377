"""Topics of a store through analyses, refits and edits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from topics.speech import SUBJECTS

from builders import FakeEncoder, make_document
from voc import curation, pipeline
from voc.engines import Engines
from voc.errors import NotFoundError
from voc.store.store import Store
from voc.topics import edits
from voc.types import Segment, Sentiment


class Heads:
    """Everything is negative, nothing shows a signal, and no reason is given."""

    def score(self, parts: Sequence[Segment], vectors: Any) -> list[Sentiment]:
        return [Sentiment(part.id, "negative", -0.8, 0.9) for part in parts]

    def detect(self, *_: Any, **__: Any) -> list[Any]:
        return []

    def reasons_of(self, vectors: Any) -> list[tuple[str, float]]:
        return [("other", 0.0)] * len(np.asarray(vectors))


@pytest.fixture
def engines() -> Engines:
    heads: Any = Heads()
    return Engines(FakeEncoder(), heads, heads, heads, {"encoder": "fake"}, "medium")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'voc.db'}") as opened:
        yield opened


def add(store: Store, engines: Engines, start: int, stop: int) -> None:
    """Survey answers on three subjects, analysed."""
    said = [text for subject in SUBJECTS.values() for text in subject["ja"]]
    documents = [
        make_document(f"{said[at % len(said)]}{at}。", id=f"d{at}", channel="survey")
        for at in range(start, stop)
    ]
    run = store.start_run("ingest", settings={}, models={})
    store.add_documents(documents, run=run)
    store.finish_run(run, counts={}, problems=())
    pipeline.analyze(store, engines)


def where(store: Store) -> dict[str, str]:
    return {a.segment: a.topic for a in store.topic_model()[0].assignments}


def test_topics_stay_when_more_is_analysed(store: Store, engines: Engines) -> None:
    add(store, engines, 0, 48)
    before, labels = where(store), {t.id: t.label for t in store.topics()}
    assert len(labels) >= 2
    add(store, engines, 48, 60)
    assert before.items() <= where(store).items()
    assert labels.items() <= {t.id: t.label for t in store.topics()}.items()
    assert {event.kind for event in store.topic_history()} >= {"born"}


def test_edits_survive_ten_refits(store: Store, engines: Engines) -> None:
    add(store, engines, 0, 48)
    first, second, third = [t.id for t in store.topics() if t.parent is None][:3]
    curation.edit(store, lambda t: edits.rename(t, first, ja="請求書が合わない"), author="佐藤")
    curation.edit(store, lambda t: edits.merge(t, first, [second]), author="佐藤")
    curation.edit(store, lambda t: edits.set_reason(t, first, "quality"), author="佐藤")
    curation.edit(store, lambda t: edits.hide(t, third), author="佐藤")
    segment = next(s for s, t in where(store).items() if t == third)
    curation.edit(store, lambda t: edits.move(t, third, [segment], first), author="佐藤")
    for round_ in range(10):
        add(store, engines, 48 + 6 * round_, 54 + 6 * round_)
        curation.refit(store, engines)
        topic = store.topic(first)
        assert (topic.label.ja, topic.reason) == ("請求書が合わない", "quality")
        assert store.topic(second).parent == first
        assert store.topic(third).hidden
        assert where(store)[segment] == first


def test_a_preview_saves_nothing(store: Store, engines: Engines) -> None:
    add(store, engines, 0, 48)
    name = store.topics()[0].id
    before = store.topic_model()[0].topics
    shown = curation.edit(store, lambda t: edits.rename(t, name, en="billing"), author="a", preview=True)
    assert shown.topics[0].label.en == "billing"
    curation.refit(store, engines, preview=True)
    assert store.topic_model()[0].topics == before


def test_undo_takes_back_edits_from_the_last(store: Store, engines: Engines) -> None:
    add(store, engines, 0, 48)
    before, belonging = store.topics(), where(store)
    first, second = [t.id for t in before if t.parent is None][:2]
    curation.edit(store, lambda t: edits.merge(t, first, [second]), author="a")
    curation.edit(store, lambda t: edits.split(t, first, parts=2), author="a")
    curation.undo(store)
    curation.undo(store)
    assert where(store) == belonging
    assert {t.id: (t.size, t.label, t.parent, t.pinned) for t in store.topics()} == {
        t.id: (t.size, t.label, t.parent, t.pinned) for t in before
    }
    with pytest.raises(NotFoundError, match="no edit"):
        curation.undo(store)


def test_another_encoder_keeps_the_topics(store: Store, engines: Engines) -> None:
    add(store, engines, 0, 48)
    before, labels = where(store), {t.id: t.label for t in store.topics()}
    other = FakeEncoder()
    other.revision, other.dim = "fake-2", 24
    heads: Any = Heads()
    add(store, Engines(other, heads, heads, heads, {"encoder": "other"}, "medium"), 48, 54)
    model, revision = store.topic_model()
    assert "fake-2" in revision and model.centroids.shape[1] == 24
    assert before.items() <= where(store).items()
    assert labels.items() <= {t.id: t.label for t in store.topics()}.items()
