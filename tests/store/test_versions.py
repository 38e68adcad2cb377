"""Versions of one mail or conversation in the store."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import permutations

import pytest

from store.examples import NOON, make_analysis, make_document
from voc.store import tables
from voc.store.store import Store
from voc.store.values import Added
from voc.types import Document, Utterance


def a_mail(id_: str, *, sent: int = 0, original: str = "m") -> Document:
    time = NOON + timedelta(hours=sent)
    return make_document(id_, text=f"{id_}です。", utterances=(), original=original, time=time, revised=time)


def a_chat(id_: str, hours: Sequence[int], revised: int | None = None) -> Document:
    turns = tuple(
        Utterance(place, place + 1, "三好", "customer", time=NOON + timedelta(hours=hour))
        for place, hour in enumerate(hours)
    )
    return make_document(
        id_,
        channel="chat",
        original="c",
        utterances=turns,
        time=turns[0].time,
        revised=None if revised is None else NOON + timedelta(hours=revised),
    )


def counting(store: Store) -> list[str]:
    ids = sorted(document.id for document in store.account_documents("みどり商事"))
    assert ids == sorted(document.id for document in store.pending_documents("f", limit=99))
    assert store.count_pending("f") == len(ids)
    return ids


@pytest.mark.parametrize(
    ("versions", "count"),
    [
        ([a_mail("first"), a_mail("corrected", sent=2)], ["corrected"]),
        ([a_mail("first"), a_mail("second", sent=1), a_mail("third", sent=2)], ["third"]),
        ([a_mail("one"), a_mail("other", original="n")], ["one", "other"]),
        # four sendings are no corrections: some programs give every mail the same id
        ([a_mail(f"form{hour}", sent=hour) for hour in range(4)], ["form0", "form1", "form2", "form3"]),
        ([a_chat("short", [0, 1]), a_chat("grown", [0, 1, 2])], ["grown"]),
        ([a_chat("short", [0], revised=1), a_chat("grown", [0, 5], revised=5)], ["grown"]),
        # the source says which is newer: a comment was taken back
        ([a_chat("long", [0, 1, 2], revised=2), a_chat("taken back", [0, 1], revised=4)], ["taken back"]),
        # a list without the answers is newer, but tells less
        ([a_chat("whole", [0, 1, 2], revised=3), a_chat("opening", [0])], ["whole"]),
        # two months of one thread, and both in one export
        ([a_chat("october", [0, 1]), a_chat("november", [9, 10])], ["november", "october"]),
        ([a_chat("october", [0, 1]), a_chat("november", [9]), a_chat("both", [0, 1, 9])], ["both"]),
        ([a_chat("october", [0, 1]), a_chat("overlapping", [1, 9])], ["october", "overlapping"]),
    ],
)
def test_which_versions_count_in_whatever_order_they_come(
    store: Store, run: int, versions: list[Document], count: list[str]
) -> None:
    for number, order in enumerate(list(permutations(versions))[:6]):
        if number:
            _empty(store)
        for version in order:
            store.add_documents([version], run=run)
        assert counting(store) == count
    _empty(store)
    store.add_documents(versions, run=run)
    assert counting(store) == count


def test_versions_are_told_from_new_documents(store: Store, run: int) -> None:
    assert store.add_documents([a_mail("first")], run=run) == Added(1, 0)
    assert store.add_documents([a_mail("second", sent=1), a_mail("x", original="x")], run=run) == Added(
        2, 0, 1
    )
    assert store.add_documents([a_mail("first"), a_mail("second", sent=1)], run=run) == Added(0, 2)


def test_an_earlier_version_is_kept_and_what_was_found_in_it_is_forgotten(store: Store, run: int) -> None:
    store.add_documents([a_mail("first")], run=run)
    store.save_analyses([make_analysis("first")], fingerprint="f", run=run)
    store.add_documents([a_mail("second", sent=1)], run=run)
    assert store.document("first").text == "firstです。"
    assert store.remarks() == []
    assert [analysis.document for analysis in store.account_findings("みどり商事")] == ["second"]
    assert store.newest_time() == NOON + timedelta(hours=1)


def test_a_version_found_again_in_a_later_export_is_the_newest(store: Store, run: int) -> None:
    undone, edited = a_chat("undone", [0], revised=1), a_chat("edited", [0], revised=2)
    again = a_chat("undone", [0], revised=3)
    for order in permutations([undone, edited, again]):
        _empty(store)
        for version in order:
            store.add_documents([version], run=run)
        assert counting(store) == ["undone"]
    _empty(store)
    store.add_documents([again, undone, edited], run=run)
    assert counting(store) == ["undone"]


def _empty(store: Store) -> None:
    with store._writing() as connection:
        for table in (tables.analyses, tables.segments, tables.documents):
            connection.execute(table.delete())
