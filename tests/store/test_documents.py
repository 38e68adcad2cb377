from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from store.examples import JAPAN, NOON, make_analysis, make_document, make_documents
from voc.errors import InputError, NotFoundError
from voc.store.store import DOCUMENTS_PER_TRANSACTION, Store
from voc.store.values import Added
from voc.types import Document, Problem, Utterance


def test_a_document_comes_back_as_it_went_in(store: Store, run: int) -> None:
    document = make_document(
        text="髙橋です🙇‍♀️\n①契約は𠮷田まで。\tThanks — café\r\n",
        utterances=(
            Utterance(0, 8, "髙橋", "customer", "greeting", NOON),
            Utterance(8, 20, None, "unknown", "quoted"),
        ),
        thread="t-1",
        problems=(Problem("no_time", "時刻がありません", "row 3"),),
        account=None,
    )
    store.add_documents([document], run=run)
    assert store.document("d1") == document


def test_the_same_documents_again_change_nothing(store: Store, run: int) -> None:
    documents = make_documents(5)
    assert store.add_documents(documents, run=run) == Added(added=5, known=0)
    assert store.add_documents(reversed(documents), run=run) == Added(added=0, known=5)
    assert store.add_documents([*documents, make_document("other")], run=run) == Added(added=1, known=5)


def test_one_document_twice_in_one_call_is_kept_once(store: Store, run: int) -> None:
    assert store.add_documents([make_document(), make_document()], run=run) == Added(added=1, known=1)


def test_a_known_document_keeps_its_first_source(store: Store, run: int) -> None:
    store.add_documents([make_document(source="first.csv#1")], run=run)
    store.add_documents([make_document(source="copy.csv#1")], run=run)
    assert store.document("d1").source == "first.csv#1"


def test_order_does_not_matter(store: Store, run: int) -> None:
    names = [
        "株式会社みどり商事",
        "みどり商事",
        "Birch Works, Inc.",
        "birch works",
        "mail@oak.example.com",
        None,
    ]
    documents = [replace(each, account=names[i % 6]) for i, each in enumerate(make_documents(30))]
    random.Random(7).shuffle(documents)
    store.add_documents(documents, run=run)
    accounts = store.accounts()
    assert [(account.id, account.name) for account in accounts] == [
        ("birchworks", "Birch Works, Inc."),
        ("oak.example.com", "oak.example.com"),
        ("みどり商事", "株式会社みどり商事"),
    ]
    by_time = store.account_documents("みどり商事")
    assert [each.id for each in by_time] == sorted(each.id for each in by_time)
    assert len(by_time) == 10


def test_more_documents_than_one_transaction_takes(store: Store, run: int) -> None:
    count = DOCUMENTS_PER_TRANSACTION * 2 + 1
    assert store.add_documents(iter(make_documents(count)), run=run) == Added(added=count, known=0)
    assert store.count_pending("f") == count


def test_times_are_kept_in_utc(store: Store, run: int) -> None:
    store.add_documents([make_document(time=datetime(2026, 4, 1, 8, 30, tzinfo=JAPAN))], run=run)
    time = store.document("d1").time
    assert time == datetime(2026, 3, 31, 23, 30, tzinfo=UTC)
    assert time is not None
    assert time.utcoffset() == timedelta(0)
    assert store.newest_time() == time


def test_a_time_without_zone_is_refused_and_what_came_before_is_kept(store: Store, run: int) -> None:
    before = make_documents(DOCUMENTS_PER_TRANSACTION)
    naive = make_document("naive", time=datetime(2026, 4, 1, 8, 30))
    with pytest.raises(InputError, match=r"document naive \(mails.csv#naive\).*no time zone"):
        store.add_documents([*before, naive], run=run)
    assert store.count_pending("f") == len(before)


def test_a_time_that_cannot_be_in_utc_is_unknown(store: Store, run: int) -> None:
    store.add_documents([make_document(time=datetime(1, 1, 1, tzinfo=JAPAN))], run=run)
    kept = store.document("d1")
    assert kept.time is None
    assert [problem.code for problem in kept.problems] == ["impossible_time"]


def test_characters_no_database_keeps_are_replaced_one_for_one(store: Store, run: int) -> None:
    text = "価格\x00が高い\ud83d！"
    document = make_document(text=text, title="a\x00b", account="みどり\x00商事", fields={"x": "\x00"})
    store.add_documents([document], run=run)
    kept = store.document("d1")
    assert kept.text == "価格\ufffdが高い\ufffd！"
    assert len(kept.text) == len(text)
    assert kept.title == "a\ufffdb"
    assert kept.fields == {"x": "\ufffd"}
    (problem,) = kept.problems
    assert problem.code == "unstorable_characters"
    assert problem.message.startswith("5 characters")


def test_a_number_that_is_none_becomes_unknown(store: Store, run: int) -> None:
    store.add_documents([make_document(fields={"score": float("nan"), "nps": 9})], run=run)
    kept = store.document("d1")
    assert kept.fields == {"score": None, "nps": 9}
    assert [problem.code for problem in kept.problems] == ["not_a_number"]


def test_kinds_of_field_values_stay_apart(store: Store, run: int) -> None:
    fields = {"int": 1, "float": 1.0, "bool": True, "text": "1", "none": None, "大きい": 10**20}
    store.add_documents([make_document(fields=fields)], run=run)
    kept = store.document("d1").fields
    assert kept == fields
    assert [type(value) for value in kept.values()] == [type(value) for value in fields.values()]


def test_pending_are_those_not_analysed_with_this_fingerprint(store: Store, run: int) -> None:
    store.add_documents(make_documents(5), run=run)
    store.save_analyses([make_analysis("d00001"), make_analysis("d00003")], fingerprint="m1", run=run)
    assert _ids(store.pending_documents("m1", limit=10)) == ["d00000", "d00002", "d00004"]
    assert _ids(store.pending_documents("m1", limit=2)) == ["d00000", "d00002"]
    assert store.count_pending("m1") == 3


@pytest.mark.parametrize("newer", ["a", "z"])
def test_a_new_fingerprint_makes_all_pending_and_the_never_analysed_come_first(
    store: Store, run: int, newer: str
) -> None:
    store.add_documents(make_documents(4), run=run)
    store.save_analyses([make_analysis("d00000"), make_analysis("d00002")], fingerprint="m", run=run)
    assert _ids(store.pending_documents(newer, limit=10)) == ["d00001", "d00003", "d00000", "d00002"]
    assert store.count_pending(newer) == 4


def test_documents_of_an_account_come_in_time_order_and_undated_last(store: Store, run: int) -> None:
    times = {"c": NOON, "a": NOON + timedelta(days=1), "b": None, "d": NOON - timedelta(days=1)}
    store.add_documents([make_document(id_, time=time) for id_, time in times.items()], run=run)
    store.add_documents([make_document("x", account="Birch Works")], run=run)
    assert _ids(store.account_documents("みどり商事")) == ["d", "c", "a", "b"]


def test_a_document_gives_the_id_of_its_account(store: Store, run: int) -> None:
    store.add_documents([make_document(account="ミドリ商事（株） 御中")], run=run)
    assert store.document("d1").account == "ミドリ商事"


def test_a_text_of_a_megabyte_is_kept_whole(store: Store, run: int) -> None:
    text = "長い会議の記録。" * 50_000
    store.add_documents([make_document(text=text)], run=run)
    assert store.document("d1").text == text


def test_an_unknown_document_is_not_found(store: Store) -> None:
    with pytest.raises(NotFoundError, match="there is no document 'nope'"):
        store.document("nope")


def test_an_empty_store_has_no_newest_time(store: Store) -> None:
    assert store.newest_time() is None
    assert store.pending_documents("f", limit=10) == []


def test_any_mapping_of_fields_will_do(store: Store, run: int) -> None:
    from types import MappingProxyType

    store.add_documents([make_document(fields=MappingProxyType({"score": 1}))], run=run)
    assert store.document("d1").fields == {"score": 1}


def _ids(documents: list[Document]) -> list[str]:
    return [document.id for document in documents]
