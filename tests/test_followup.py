"""Actions written down, changed and done in a store, and the rates of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta, timezone
from pathlib import Path

import pytest
from store.examples import FIRST, make_account, make_analysis, make_document, make_fact

from voc import followup
from voc.errors import InputError, NotFoundError, SettingError, VocError
from voc.languages.problems import message_of
from voc.store.store import Store
from voc.types import Action, Share

TODAY = date(2026, 11, 20)
BY = {"author": "佐藤", "today": TODAY}
JAPAN = timezone(timedelta(hours=9))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(f"sqlite:///{tmp_path / 'voc.db'}") as opened:
        opened.import_accounts([make_account(facts={"owner": make_fact("佐藤美咲")})])
        run = opened.start_run("ingest", settings={}, models={})
        opened.add_documents([make_document()], run=run)
        yield opened


def add(store: Store, **given: object) -> Action:
    plain: dict[str, object] = {"title": "効果の数字を送る", "due": TODAY, "account": "A-1", **BY}
    return followup.add(store, **(plain | given))  # type: ignore[arg-type]


def test_an_action_belongs_to_the_account_that_was_meant_and_its_owner(store: Store) -> None:
    action = add(store, account="みどり商事", title="  効果の\n数字を送る ")
    assert (action.id, action.account, action.owner) == ("a-1", "A-1", "佐藤美咲")
    assert action.title == "効果の 数字を送る"
    assert store.actions() == [action]
    assert add(store, owner="Ben Hale").owner == "Ben Hale"


def test_words_of_a_document_are_the_evidence_and_tell_the_account(store: Store) -> None:
    action = add(store, account=None, document="d1", quote=f" {FIRST}")
    assert action.account == "A-1"
    assert action.evidence is not None
    text = store.document("d1").text
    assert text[action.evidence.start : action.evidence.end] == action.evidence.quote == FIRST


@pytest.mark.parametrize(
    ("given", "kind", "code"),
    [
        ({"account": None}, SettingError, "no_account_or_topic"),
        ({"account": "つばき物産"}, NotFoundError, "no_such_account"),
        ({"topic": "t-9"}, NotFoundError, "no_topic"),
        ({"title": " "}, SettingError, "no_title"),
        ({"due": date(2206, 11, 20)}, SettingError, "due_too_far"),
        ({"document": "d9", "quote": FIRST}, NotFoundError, "no_document"),
        ({"document": "d1"}, SettingError, "half_evidence"),
        ({"quote": FIRST}, SettingError, "half_evidence"),
        ({"document": "d1", "quote": "そんなことは書いていない"}, InputError, "quote_not_in_text"),
    ],
)
def test_what_cannot_be_written_down_says_why_in_both_languages(
    store: Store, given: dict[str, object], kind: type[VocError], code: str
) -> None:
    with pytest.raises(kind) as raised:
        add(store, **given)
    assert raised.value.code == code
    assert message_of(raised.value, "ja")
    assert store.actions() == [] and store.action_history() == []


def test_an_edit_changes_what_it_names(store: Store) -> None:
    before = add(store, note="電話で", topic=None)
    after = followup.edit(store, "a-1", {"due": date(2026, 12, 1), "note": "", "owner": "Ben Hale"}, **BY)
    assert (after.due, after.note, after.owner, after.title) == (
        date(2026, 12, 1),
        None,
        "Ben Hale",
        before.title,
    )
    assert store.action("a-1") == after
    followup.edit(store, "a-1", {"owner": "Ben Hale"}, **BY)
    assert [event.kind for event in store.action_history()] == ["edit", "add"]


def test_an_edit_of_nothing_or_to_nothing_is_refused(store: Store) -> None:
    add(store)
    for changes, code in (
        ({}, "no_change"),
        ({"title": ""}, "no_title"),
        ({"account": ""}, "no_account_or_topic"),
    ):
        with pytest.raises(SettingError) as raised:
            followup.edit(store, "a-1", changes, **BY)
        assert raised.value.code == code and message_of(raised.value, "ja")


def test_done_and_open_again(store: Store) -> None:
    add(store)
    assert followup.done(store, "a-1", **BY).done == TODAY
    with pytest.raises(SettingError, match="a-1 was done on 2026-11-20"):
        followup.done(store, "a-1", **BY)
    assert followup.reopen(store, "a-1", author="Ben Hale").done is None
    with pytest.raises(SettingError, match="open already"):
        followup.reopen(store, "a-1", author="Ben Hale")
    with pytest.raises(SettingError, match="still to come"):
        followup.done(store, "a-1", on=date(2026, 11, 21), **BY)
    assert [(event.kind, event.author) for event in store.action_history("a-1")] == [
        ("reopen", "Ben Hale"),
        ("done", "佐藤"),
        ("add", "佐藤"),
    ]


def test_what_was_done_before_it_was_written_down_counts_on_its_day(store: Store) -> None:
    action = add(store)
    earlier = date(2026, 11, 2)
    assert earlier < action.created.date()
    assert followup.done(store, "a-1", on=earlier, **BY).done == earlier


def test_a_removed_action_is_nowhere_but_in_the_history(store: Store) -> None:
    add(store)
    followup.remove(store, "a-1", author="佐藤")
    assert followup.listed(store, today=TODAY) == []
    assert [event.kind for event in store.action_history("a-1")] == ["remove", "add"]
    with pytest.raises(NotFoundError):
        followup.remove(store, "a-1", author="佐藤")


def test_the_list_is_of_an_account_by_any_of_its_names(store: Store) -> None:
    one = add(store, due=date(2026, 11, 1))
    two = add(store, owner="Ben Hale")
    assert followup.listed(store, today=TODAY, account="㈱みどり商事") == [one, two]
    assert followup.listed(store, today=TODAY, overdue=True) == [one]
    assert followup.listed(store, today=TODAY, owner="hale", still_open=True) == [two]
    for wrong in ({"account": "つばき物産"}, {"topic": "t-9"}):
        with pytest.raises(NotFoundError):
            followup.listed(store, today=TODAY, **wrong)  # type: ignore[arg-type]


def test_rates_take_the_form_s_option_and_what_the_analysis_found(store: Store) -> None:
    run = store.start_run("ingest", settings={}, models={})
    fields = {"ticked": {"chosen_reason": "料金が高い"}, "found": {}, "silent": {}}
    forms = [make_document(name, channel="cancellation", fields=given) for name, given in fields.items()]
    store.add_documents(forms, run=run)
    store.save_analyses(
        [make_analysis("found"), make_analysis("silent", reason=None)], fingerprint="m", run=run
    )
    add(store)
    followup.done(store, "a-1", **BY)
    add(store, due=date(2026, 10, 1))
    found = followup.rates(store, today=TODAY, timezone=JAPAN)
    assert found.overall.classified == Share(2 / 3, 2, 3)
    assert found.overall.completed == Share(1 / 2, 1, 2)
    assert [start.month for start, _ in found.periods] == [4, 5, 6, 7, 8, 9, 10, 11]
    assert followup.rates(store, today=TODAY, timezone=JAPAN, since=TODAY).overall.classified.value is None


def add_forms(store: Store) -> None:
    run = store.start_run("ingest", settings={}, models={})
    fields = {"ticked": {"chosen_reason": "料金が高い"}, "silent": {}}
    forms = [make_document(name, channel="cancellation", fields=given) for name, given in fields.items()]
    store.add_documents(forms, run=run)


def test_the_reasons_nobody_knows_can_be_decided(store: Store) -> None:
    add_forms(store)
    listed = followup.cancelled(store, timezone=JAPAN)
    assert [(each.document, reason, by) for each, reason, by in listed] == [
        ("silent", "unknown", None),
        ("ticked", "price_value", "form"),
    ]
    ((silent, *_),) = followup.cancelled(store, timezone=JAPAN, unknown=True, account="みどり商事")
    assert followup.decide_reason(store, silent.document, "support", author="佐藤")[1:] == (
        "support",
        "person",
    )
    assert followup.cancelled(store, timezone=JAPAN, unknown=True) == []
    assert followup.rates(store, today=TODAY, timezone=JAPAN).overall.classified == Share(1, 2, 2)
    assert followup.decide_reason(store, "silent", None, author="佐藤")[1:] == ("unknown", None)
    assert followup.cancelled(store, timezone=JAPAN, since=TODAY) == []


def test_a_reason_that_is_none_is_refused_with_those_there_are(store: Store) -> None:
    add_forms(store)
    with pytest.raises(InputError, match="no churn reason 'pricey'; there are price_value, budget"):
        followup.decide_reason(store, "silent", "pricey", author="佐藤")
