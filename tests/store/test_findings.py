from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from store.examples import NOON, make_analysis, make_document, make_documents
from voc.errors import NotFoundError
from voc.store.store import Store
from voc.types import Analysis, Sentiment

ACCOUNT = "みどり商事"


def test_findings_come_back_as_they_went_in(store: Store, run: int) -> None:
    store.add_documents([make_document()], run=run)
    store.save_analyses([make_analysis()], fingerprint="m1", run=run)
    assert store.account_findings(ACCOUNT) == [make_analysis()]


def test_remarks_tell_where_a_segment_was_said_and_what_was_found_in_it(store: Store, run: int) -> None:
    analysis = make_analysis()
    store.add_documents([make_document()], run=run)
    store.save_analyses([analysis], fingerprint="m1", run=run)
    remarks = store.remarks()
    assert [remark.segment for remark in remarks] == list(analysis.segments)
    assert [remark.channel for remark in remarks] == [make_document().channel] * len(remarks)
    assert [remark.tone for remark in remarks] == [sentiment.label for sentiment in analysis.sentiments]
    quotes = [quote for signal in analysis.signals if signal.polarity == "risk" for quote in signal.evidence]
    for remark in remarks:
        quoted = any(
            remark.segment.start < quote.end and quote.start < remark.segment.end for quote in quotes
        )
        assert remark.risk == quoted


def test_nothing_found_is_kept_as_nothing(store: Store, run: int) -> None:
    empty = Analysis("d1", (), (), (), (), ())
    store.add_documents([make_document()], run=run)
    store.save_analyses([empty], fingerprint="m1", run=run)
    assert store.account_findings(ACCOUNT) == [empty]
    assert store.count_pending("m1") == 0


def test_a_new_analysis_replaces_all_of_the_old_one(store: Store, run: int) -> None:
    store.add_documents(make_documents(2), run=run)
    both = [make_analysis("d00000"), make_analysis("d00001")]
    store.save_analyses(both, fingerprint="m1", run=run)
    fewer = make_analysis(
        "d00000",
        segments=both[0].segments[:1],
        sentiments=(replace(both[0].sentiments[0], score=0.25),),
        signals=(),
        promises=(),
        people=(),
        reason=None,
        requests=(),
    )
    store.save_analyses([fewer], fingerprint="m2", run=run)
    assert store.account_findings(ACCOUNT) == [fewer, both[1]]
    assert [document.id for document in store.pending_documents("m2", limit=9)] == ["d00001"]


def test_saving_the_same_twice_changes_nothing(store: Store, run: int) -> None:
    store.add_documents([make_document()], run=run)
    for _ in range(2):
        store.save_analyses([make_analysis(), make_analysis()], fingerprint="m1", run=run)
    assert store.account_findings(ACCOUNT) == [make_analysis()]


def test_findings_stand_in_the_order_of_the_documents_with_empty_ones_for_those_to_come(
    store: Store, run: int
) -> None:
    times = {"c": NOON, "a": NOON + timedelta(days=1), "b": None}
    store.add_documents([make_document(id_, time=time) for id_, time in times.items()], run=run)
    store.save_analyses([make_analysis("a"), make_analysis("b")], fingerprint="m1", run=run)
    documents, analyses = store.account_history(ACCOUNT)
    assert documents == store.account_documents(ACCOUNT)
    assert analyses == store.account_findings(ACCOUNT)
    assert analyses == [Analysis("c", (), (), (), (), ()), make_analysis("a"), make_analysis("b")]
    assert [document.id for document in documents] == ["c", "a", "b"]


def test_one_document_missing_saves_none(store: Store, run: int) -> None:
    store.add_documents([make_document()], run=run)
    with pytest.raises(NotFoundError, match="1 analysed documents are not in the store, such as 'gone'"):
        store.save_analyses([make_analysis(), make_analysis("gone")], fingerprint="m1", run=run)
    assert store.count_pending("m1") == 1
    assert store.remarks() == []


def test_a_sentiment_without_its_segment_is_refused(store: Store, run: int) -> None:
    store.add_documents([make_document()], run=run)
    stray = make_analysis(sentiments=(Sentiment("d1:99-100", "neutral", 0.0, 0.5),))
    with pytest.raises(ValueError, match="d1:99-100"):
        store.save_analyses([stray], fingerprint="m1", run=run)
    assert store.count_pending("m1") == 1


def test_a_history_takes_the_same_few_queries_however_long_it_is(store: Store, run: int) -> None:
    def queries() -> int:
        sent: list[str] = []

        def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
            sent.append(statement)

        event.listen(store._engine, "before_cursor_execute", note)
        store.account_history(ACCOUNT)
        event.remove(store._engine, "before_cursor_execute", note)
        return sum(statement.startswith("SELECT") for statement in sent)

    store.add_documents([make_document()], run=run)
    short = queries()
    documents = make_documents(60)
    store.add_documents(documents, run=run)
    store.save_analyses([make_analysis(each.id) for each in documents], fingerprint="m1", run=run)
    assert queries() == short <= 7
