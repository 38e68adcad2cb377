from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from store.examples import make_account, make_document, make_evidence
from store.test_topics import PRICE, SUPPORT, save
from voc.errors import NotFoundError
from voc.store.store import Store
from voc.types import Action

PLAIN = Action(
    id="",
    title="効果の数字を送る",
    due=date(2026, 11, 10),
    created=datetime(2026, 11, 1, 9, tzinfo=UTC),
    topic="t-price",
)


def add(store: Store, **changes: object) -> Action:
    with store.editing_actions("佐藤") as editing:
        return editing.add(replace(PLAIN, **changes))  # type: ignore[arg-type]


def test_an_action_comes_back_as_it_went_in(store: Store, run: int) -> None:
    store.import_accounts([make_account()])
    store.add_documents([make_document()], run=run)
    given = add(
        store,
        account="A-1",
        owner="佐藤美咲",
        done=date(2026, 11, 9),
        note="電話で",
        evidence=make_evidence(),
    )
    assert given.id == "a-1"
    assert store.action("a-1") == store.action("1") == store.action("A-1") == given
    assert store.actions() == [given]


def test_the_first_due_comes_first_and_then_the_first_written(store: Store) -> None:
    later, *same = (add(store, due=date(2026, 11, day)) for day in (20, *[10] * 10))
    assert store.actions() == [*same, later]
    assert same[-1].id == "a-11"


def test_actions_of_an_account_and_of_a_topic_with_its_sub_topics(store: Store, run: int) -> None:
    store.import_accounts([make_account(), make_account("A-2", "青葉精機")])
    save(store, run, [PRICE, replace(SUPPORT, parent="t-price")])
    one, two = add(store, account="A-1"), add(store, account="A-2", topic="t-support")
    other = add(store, topic="t-gone")
    assert store.actions(account="A-1") == [one]
    assert store.actions(topic="t-price") == [one, two]
    assert store.actions(topic="t-support") == store.actions(account="A-2", topic="t-price") == [two]
    assert store.actions(topic="t-gone") == [other]


def test_an_action_outlives_its_topic(store: Store, run: int) -> None:
    save(store, run, [PRICE])
    action = add(store)
    save(store, run, [])
    assert store.actions(topic="t-price") == [action]


def test_every_change_is_kept_with_its_author(store: Store) -> None:
    action = add(store)
    moved = replace(action, due=date(2026, 11, 20), owner="Ben Hale")
    with store.editing_actions("Ben Hale") as editing:
        editing.save(action, moved, kind="edit")
        editing.save(moved, moved, kind="edit")
        editing.save(moved, replace(moved, done=date(2026, 11, 15)), kind="done")
    with store.editing_actions("佐藤") as editing:
        editing.remove(editing.action("a-1"))
    assert store.actions() == []
    removed, done, edited, added = store.action_history("a-1")
    assert [event.kind for event in (removed, done, edited, added)] == ["remove", "done", "edit", "add"]
    assert (added.author, added.detail["due"]) == ("佐藤", [None, "2026-11-10"])
    assert (edited.author, edited.detail) == (
        "Ben Hale",
        {"due": ["2026-11-10", "2026-11-20"], "owner": [None, "Ben Hale"]},
    )
    assert done.detail == {"done": [None, "2026-11-15"]}
    assert removed.detail["title"] == [PLAIN.title, None]
    assert added.time.tzinfo is not None and added.time <= removed.time
    assert store.action_history() == store.action_history("1")


def test_an_id_is_never_given_twice(store: Store) -> None:
    add(store)
    with store.editing_actions("a") as editing:
        editing.remove(editing.action("a-1"))
    assert add(store).id == "a-2"


def test_a_change_that_fails_leaves_everything(store: Store) -> None:
    action = add(store)
    with pytest.raises(ValueError), store.editing_actions("a") as editing:
        editing.remove(action)
        raise ValueError
    assert store.actions() == [action]
    assert [event.kind for event in store.action_history()] == ["add"]


@pytest.mark.parametrize(
    "id_", ["a-9", "9", "a-0", "b-1", "", "a-99999999999999999999", "a-1; DROP TABLE actions"]
)
def test_an_unknown_action_is_not_found(store: Store, id_: str) -> None:
    add(store)
    with pytest.raises(NotFoundError, match=r"no action .*voc actions list"):
        store.action(id_)


def test_an_account_may_be_named_and_an_unknown_one_is_told_with_the_nearest(store: Store) -> None:
    store.import_accounts([make_account()])
    with store.editing_actions("a") as editing:
        assert editing.account("㈱みどり商事").id == "A-1"
        with pytest.raises(NotFoundError, match="no account 'みどり商店'; nearest: A-1") as raised:
            editing.account("みどり商店")
    assert (raised.value.code, raised.value.values["nearest"]) == (
        "no_such_account",
        "A-1 (株式会社みどり商事)",
    )


def test_actions_go_with_an_account_that_an_import_names(store: Store, run: int) -> None:
    store.add_documents([make_document()], run=run)
    action = add(store, account="みどり商事")
    store.import_accounts([make_account()])
    assert [account.id for account in store.accounts()] == ["A-1"]
    assert store.actions() == [replace(action, account="A-1")]


def test_an_account_with_actions_stays_while_its_documents_go_to_several(store: Store, run: int) -> None:
    said = ("みどり商事（東京）", "みどり商事（大阪）")
    store.add_documents([make_document(name, account=name) for name in said], run=run)
    (made, *_) = [account.id for account in store.accounts()]
    action = add(store, account=made)
    accounts = [make_account(f"A-{at}", name) for at, name in enumerate(said)]
    store.import_accounts(accounts)
    (kept,) = store.actions()
    assert kept.title == action.title and kept.account in {account.id for account in store.accounts()}
