from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from store.examples import FIRST, NOON, make_analysis, make_document
from voc.errors import NotFoundError
from voc.store.store import Store
from voc.types import Assignment, Bilingual, Evidence, Topic, TopicEdit, TopicEvent, TopicModel

PRICE = Topic(
    "t-price",
    Bilingual("価格と効果", "price and value"),
    {"ja": ("費用", "効果"), "en": ("price",)},
    12,
    {"ja": 9, "en": 3},
    "price_value",
    ("d1", "d2"),
)
SUPPORT = replace(PRICE, id="t-support", label=Bilingual("サポート", "support"), reason="support")


def save(
    store: Store, run: int, topics: Sequence[Topic], belonging: Sequence[Assignment] = (), *events: TopicEvent
) -> None:
    centroids = np.eye(len(topics), 4, dtype=np.float32)
    store.save_topics(
        TopicModel(tuple(topics), tuple(belonging), centroids, 1.0), events, encoder="e1", run=run
    )


def test_topics_come_back_as_they_went_in_and_in_order(store: Store, run: int) -> None:
    save(store, run, [SUPPORT, PRICE], [])
    assert store.topics() == [SUPPORT, PRICE]
    assert store.topic("t-price") == PRICE


def test_a_new_set_replaces_the_old_one(store: Store, run: int) -> None:
    save(store, run, [PRICE, SUPPORT], [Assignment("d1:0-12", "t-price", 0.5)])
    save(store, run, [SUPPORT], [Assignment("d1:0-12", "t-support", 0.25)])
    assert store.topics() == [SUPPORT]
    assert store.assignments("t-price") == []
    assert store.assignments("t-support") == [Assignment("d1:0-12", "t-support", 0.25)]
    save(store, run, [], [])
    assert store.topics() == []


def test_the_surest_assignments_come_first(store: Store, run: int) -> None:
    unsure, sure = Assignment("s1", "t-price", 0.25), Assignment("s2", "t-price", 0.75)
    save(store, run, [PRICE], [unsure, sure])
    assert store.assignments("t-price") == [sure, unsure]


def test_a_set_that_does_not_fit_together_leaves_the_old_one(store: Store, run: int) -> None:
    save(store, run, [PRICE], [])
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        save(store, run, [SUPPORT], [Assignment("s1", "t-gone", 0.5)])
    assert store.topics() == [PRICE]


def test_quotes_say_who_said_what_and_where(store: Store, run: int) -> None:
    store.add_documents([make_document()], run=run)
    store.save_analyses([make_analysis()], fingerprint="m", run=run)
    save(store, run, [PRICE], [Assignment(f"d1:0-{len(FIRST)}", "t-price", 0.75)])
    ((account, evidence),) = store.topic_quotes("t-price", 5)
    assert account == "みどり商事"
    assert evidence == Evidence("d1", 0, FIRST, 0, len(FIRST), NOON)
    assert store.document("d1").text[evidence.start : evidence.end] == evidence.quote


def test_quotes_are_different_and_the_surest_then_latest_first(store: Store, run: int) -> None:
    documents = [make_document(id_, time=NOON + timedelta(days=day)) for day, id_ in enumerate("abc")]
    store.add_documents(documents, run=run)
    store.save_analyses([make_analysis(id_) for id_ in "abc"], fingerprint="m", run=run)
    first, second = ([make_analysis(id_).segments[place].id for id_ in "abc"] for place in (0, 1))
    belonging = [Assignment(id_, "t-price", 0.5) for id_ in first]
    belonging += [Assignment(id_, "t-price", 0.75) for id_ in second]
    save(store, run, [PRICE], belonging)
    quotes = [(evidence.document, evidence.start) for _, evidence in store.topic_quotes("t-price", 9)]
    assert quotes == [("c", len(FIRST)), ("c", 0)]
    assert len(store.topic_quotes("t-price", 1)) == 1


def test_topics_hold_while_a_document_is_analysed_anew(store: Store, run: int) -> None:
    store.add_documents([make_document()], run=run)
    store.save_analyses([make_analysis()], fingerprint="m1", run=run)
    save(store, run, [PRICE], [Assignment(f"d1:0-{len(FIRST)}", "t-price", 0.75)])
    store.save_analyses([make_analysis()], fingerprint="m2", run=run)
    assert len(store.topic_quotes("t-price", 5)) == 1


def test_an_unknown_topic_is_not_found(store: Store) -> None:
    with pytest.raises(NotFoundError, match=r"no topic 'x'; .*voc topics list"):
        store.topic("x")


def test_the_standing_model_comes_back_whole(store: Store, run: int) -> None:
    child = replace(SUPPORT, parent="t-price", pinned=True, hidden=True)
    belonging = [Assignment("s1", "t-price", 0.25), Assignment("s2", "t-support", 0.75)]
    save(store, run, [PRICE, child], belonging)
    model, encoder = store.topic_model()
    assert (model.topics, list(model.assignments), encoder) == ((PRICE, child), belonging, "e1")
    assert model.centroids.tolist() == np.eye(2, 4).tolist()
    save(store, run, [])
    assert store.topic_model()[0].topics == ()


def test_an_edit_changes_what_it_says_and_nothing_else(store: Store, run: int) -> None:
    other = replace(PRICE, id="t-other")
    save(
        store,
        run,
        [PRICE, SUPPORT, other],
        [Assignment("s1", "t-price", 0.5), Assignment("s2", "t-price", 0.5)],
    )
    part = replace(SUPPORT, id="t-part", parent="t-price")
    edit = TopicEdit(
        TopicEvent("split", "t-price", {"words": "x"}, {"new": ["t-part"]}),
        (replace(PRICE, size=3), part),
        np.ones((2, 4), np.float32),
        gone=("t-support",),
        assignments=(Assignment("s2", "t-part", 0.5),),
    )
    with store.editing_topics() as editing:
        editing.save(edit, author="佐藤")
    assert [topic.id for topic in store.topics()] == ["t-price", "t-other", "t-part"]
    assert store.topic("t-price").size == 3 and store.topic("t-other") == other
    assert store.assignments("t-price") == [Assignment("s1", "t-price", 0.5)]
    assert store.assignments("t-part") == [Assignment("s2", "t-part", 0.5)]
    (event,) = store.topic_history("t-price")
    assert (event.author, event.kind, event.detail, event.undone) == ("佐藤", "split", {"words": "x"}, False)
    assert event.time is not None


def test_the_last_edit_is_the_newest_of_a_person_not_undone(store: Store, run: int) -> None:
    save(store, run, [PRICE], [], TopicEvent("born", "t-price", {"after": 12}))
    with store.editing_topics() as editing:
        assert editing.last() is None
    for author in ("一", "二"):
        with store.editing_topics() as editing:
            event = TopicEvent("pin", "t-price", {}, {"new": []})
            editing.save(TopicEdit(event, (PRICE,), np.ones((1, 4), np.float32)), author=author)
    with store.editing_topics() as editing:
        last = editing.last()
        assert last is not None and last.author == "二"
        editing.save_undo(TopicEdit(last, (PRICE,), np.ones((1, 4), np.float32)))
    with store.editing_topics() as editing:
        assert (before := editing.last()) is not None and before.author == "一"
    assert [event.undone for event in store.topic_history()] == [True, False, False]


def test_an_edit_that_fails_leaves_everything(store: Store, run: int) -> None:
    save(store, run, [PRICE])
    with pytest.raises(ValueError), store.editing_topics() as editing:
        editing.save(
            TopicEdit(
                TopicEvent("hide", "t-price"), (replace(PRICE, hidden=True),), np.ones((1, 4), np.float32)
            ),
            author="a",
        )
        raise ValueError
    assert store.topics() == [PRICE] and store.topic_history() == []


def test_mentions_tell_all_that_trends_count(store: Store, run: int) -> None:
    store.add_documents([make_document()], run=run)
    store.save_analyses([make_analysis()], fingerprint="m", run=run)
    child = replace(SUPPORT, parent="t-price")
    segment = f"d1:0-{len(FIRST)}"
    save(store, run, [PRICE, child], [Assignment(segment, "t-support", 0.75)])
    (mention,) = store.mentions()
    assert (mention.topic, mention.subtopic, mention.account) == ("t-price", "t-support", "みどり商事")
    assert (mention.confidence, mention.evidence.quote, mention.evidence.time) == (0.75, FIRST, NOON)
    assert store.mentions("t-support") == store.mentions("t-price") == [mention]
    assert [quote.quote for _, quote in store.topic_quotes("t-price", 5)] == [FIRST]
    save(store, run, [PRICE, replace(child, hidden=True)], [Assignment(segment, "t-support", 0.75)])
    assert store.mentions() == [] and store.mentions("t-price") == [mention]
