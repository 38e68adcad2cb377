from __future__ import annotations

from typing import Any

import pytest

from store.examples import NOON, TEXT, make_account, make_analysis, make_document, make_profile
from voc.errors import InputError, NotFoundError
from voc.store.store import Store
from voc.types import Analysis, Cancellation, Document


def form(id_: str, **changes: Any) -> Document:
    return make_document(id_, **({"channel": "cancellation", "fields": {}} | changes))


def decided(store: Store) -> list[str | None]:
    return [each.decided for each in store.cancellations()]


def test_cancellations_come_with_all_that_is_known_of_their_reason(store: Store, run: int) -> None:
    documents = [
        make_document("mail"),
        form("found"),
        form("ticked", fields={"chosen_reason": "価格"}, account=None),
        form("undated", time=None),
    ]
    store.add_documents(documents, run=run)
    analyses = [make_analysis("found"), Analysis("ticked", (), (), (), (), ())]
    store.save_analyses(analyses, fingerprint="m", run=run)
    expected = [
        Cancellation("found", "みどり商事", NOON, None, "price_value", None, TEXT),
        Cancellation("ticked", None, NOON, "価格", None, None, TEXT),
        Cancellation("undated", "みどり商事", None, None, None, None, TEXT),
    ]
    assert store.cancellations() == expected
    assert store.cancellations("みどり商事") == [expected[0], expected[2]]


def test_of_a_long_one_the_first_words_are_enough(store: Store, run: int) -> None:
    store.add_documents([form("d1", text="長" * 5000, utterances=())], run=run)
    assert [each.opening for each in store.cancellations()] == ["長" * 200]


def test_the_last_decision_holds_until_it_is_taken_back(store: Store, run: int) -> None:
    store.add_documents([form("d1"), form("d2")], run=run)
    assert store.decide_reason("d1", "support", author="佐藤").decided == "support"
    store.decide_reason("d2", "budget", author="佐藤")
    store.decide_reason("d1", "quality", author="Ben Hale")
    assert decided(store) == ["quality", "budget"]
    assert store.decide_reason("d1", None, author="佐藤").decided is None
    assert decided(store) == [None, "budget"]


def test_a_decision_holds_while_the_document_is_analysed_anew(store: Store, run: int) -> None:
    store.add_documents([form("d1")], run=run)
    store.decide_reason("d1", "support", author="佐藤")
    store.save_analyses([make_analysis("d1")], fingerprint="m", run=run)
    assert [(each.found, each.decided) for each in store.cancellations()] == [("price_value", "support")]


def test_a_decision_holds_for_the_corrected_version_too(store: Store, run: int) -> None:
    one, two = (
        form(name, original="m1", revised=NOON.replace(hour=hour))
        for name, hour in (("one", 12), ("two", 13))
    )
    store.add_documents([one], run=run)
    store.decide_reason("one", "support", author="佐藤")
    store.add_documents([two], run=run)
    assert [(each.document, each.decided) for each in store.cancellations()] == [("two", "support")]
    assert store.decide_reason("one", "budget", author="佐藤").document == "two"


def test_a_decision_makes_the_profile_anew(store: Store, run: int) -> None:
    store.import_accounts([make_account()])
    store.add_documents([form("d1")], run=run)
    store.save_profiles([make_profile(store.account("A-1"))], run=run)
    assert store.stale_accounts() == []
    store.decide_reason("d1", "support", author="佐藤")
    assert store.stale_accounts() == ["A-1"]


def test_only_a_cancellation_that_is_there_has_a_reason_to_decide(store: Store, run: int) -> None:
    store.add_documents([make_document("mail")], run=run)
    with pytest.raises(InputError, match=r"mail is no cancellation \(email\)") as raised:
        store.decide_reason("mail", "support", author="佐藤")
    assert raised.value.code == "no_cancellation"
    with pytest.raises(NotFoundError, match="no document 'd9'"):
        store.decide_reason("d9", "support", author="佐藤")
