from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from store.examples import FIRST, NOON, make_analysis, make_document
from voc.errors import NotFoundError
from voc.store.store import Store
from voc.types import Assignment, Bilingual, Evidence, Topic

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


def test_topics_come_back_as_they_went_in_and_in_order(store: Store, run: int) -> None:
    store.save_topics([SUPPORT, PRICE], [], run=run)
    assert store.topics() == [SUPPORT, PRICE]
    assert store.topic("t-price") == PRICE


def test_a_new_set_replaces_the_old_one(store: Store, run: int) -> None:
    store.save_topics([PRICE, SUPPORT], [Assignment("d1:0-12", "t-price", 0.5)], run=run)
    store.save_topics([SUPPORT], [Assignment("d1:0-12", "t-support", 0.25)], run=run)
    assert store.topics() == [SUPPORT]
    assert store.assignments("t-price") == []
    assert store.assignments("t-support") == [Assignment("d1:0-12", "t-support", 0.25)]
    store.save_topics([], [], run=run)
    assert store.topics() == []


def test_the_surest_assignments_come_first(store: Store, run: int) -> None:
    unsure, sure = Assignment("s1", "t-price", 0.25), Assignment("s2", "t-price", 0.75)
    store.save_topics([PRICE], [unsure, sure], run=run)
    assert store.assignments("t-price") == [sure, unsure]


def test_a_set_that_does_not_fit_together_leaves_the_old_one(store: Store, run: int) -> None:
    store.save_topics([PRICE], [], run=run)
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        store.save_topics([SUPPORT], [Assignment("s1", "t-gone", 0.5)], run=run)
    assert store.topics() == [PRICE]


def test_quotes_say_who_said_what_and_where(store: Store, run: int) -> None:
    store.add_documents([make_document()], run=run)
    store.save_analyses([make_analysis()], fingerprint="m", run=run)
    store.save_topics([PRICE], [Assignment(f"d1:0-{len(FIRST)}", "t-price", 0.75)], run=run)
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
    store.save_topics([PRICE], belonging, run=run)
    quotes = [(evidence.document, evidence.start) for _, evidence in store.topic_quotes("t-price", 9)]
    assert quotes == [("c", len(FIRST)), ("c", 0)]
    assert len(store.topic_quotes("t-price", 1)) == 1


def test_topics_hold_while_a_document_is_analysed_anew(store: Store, run: int) -> None:
    store.add_documents([make_document()], run=run)
    store.save_analyses([make_analysis()], fingerprint="m1", run=run)
    store.save_topics([PRICE], [Assignment(f"d1:0-{len(FIRST)}", "t-price", 0.75)], run=run)
    store.save_analyses([make_analysis()], fingerprint="m2", run=run)
    assert len(store.topic_quotes("t-price", 5)) == 1


def test_an_unknown_topic_is_not_found(store: Store) -> None:
    with pytest.raises(NotFoundError, match=r"no topic 'x'; .*voc topics list"):
        store.topic("x")
