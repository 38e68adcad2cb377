from __future__ import annotations

from dataclasses import replace
from datetime import UTC

import pytest
from sqlalchemy import update

from store.examples import NOON, make_account, make_analysis, make_document, make_profile
from voc.errors import NotFoundError
from voc.store import database, tables
from voc.store.store import Store
from voc.types import AccountProfile, AccountSummary, ContactRhythm, Reasons, Risk, Temperature

MIDORI = make_account("A-1", "みどり商事")


def test_a_profile_comes_back_as_it_went_in(store: Store, run: int) -> None:
    store.import_accounts([MIDORI])
    store.save_profiles([make_profile(MIDORI)], run=run)
    assert store.profile("A-1") == make_profile(MIDORI)


def test_a_profile_of_which_all_is_unknown_comes_back(store: Store, run: int) -> None:
    store.import_accounts([MIDORI])
    nothing = AccountProfile(
        account=MIDORI,
        status="unknown",
        risk=Risk("unknown", ()),
        temperature=Temperature(None, None),
        contact=ContactRhythm(None, None, None, None, None),
        signals=(),
        promises=(),
        reasons=Reasons(None, None, (), "unknown"),
        people=(),
        timeline=(),
        not_enough_evidence=("risk", "temperature"),
    )
    store.save_profiles([nothing], run=run)
    assert store.profile("A-1") == nothing


def test_a_new_profile_replaces_the_old_one(store: Store, run: int) -> None:
    store.import_accounts([MIDORI])
    store.save_profiles([make_profile(MIDORI, level="low")], run=run)
    store.save_profiles([make_profile(MIDORI, level="high")], run=run)
    assert store.profile("A-1").risk.level == "high"
    assert [summary.risk for summary in store.profiles()] == ["high"]


def test_a_profile_shows_the_account_as_it_is_now(store: Store, run: int) -> None:
    store.import_accounts([MIDORI])
    store.save_profiles([make_profile(MIDORI)], run=run)
    store.import_accounts([make_account("A-1", "みどりホールディングス")])
    assert store.profile("A-1").account.name == "みどりホールディングス"
    assert store.profiles()[0].name == "みどりホールディングス"


def test_the_list_says_the_worst_first(store: Store, run: int) -> None:
    levels = {
        "low": ("low", 10.0),
        "warm": ("high", 60.0),
        "cold": ("high", 20.0),
        "no-temperature": ("high", None),
        "unknown": ("unknown", 5.0),
        "medium": ("medium", 5.0),
    }
    accounts = {id_: make_account(id_, f"{id_} 社") for id_ in [*levels, "never-analysed"]}
    store.import_accounts(accounts.values())
    store.save_profiles(
        [make_profile(accounts[id_], level=level, now=now) for id_, (level, now) in levels.items()], run=run
    )
    summaries = store.profiles()
    assert [summary.id for summary in summaries] == [
        "cold",
        "warm",
        "no-temperature",
        "medium",
        "low",
        "unknown",
        "never-analysed",
    ]
    assert summaries[0] == AccountSummary(
        id="cold",
        name="cold 社",
        status="active",
        risk="high",
        temperature=20.0,
        last_contact=NOON.astimezone(UTC),
        reasons=("communication", "support"),
    )
    assert summaries[-1] == AccountSummary(
        "never-analysed", "never-analysed 社", "unknown", "unknown", None, None, ()
    )


def test_profiles_are_stale_once_there_is_more_to_know(store: Store, run: int) -> None:
    birch = make_account("B-2", "Birch Works")
    store.import_accounts([MIDORI, birch])
    assert store.stale_accounts() == ["A-1", "B-2"]
    store.save_profiles([make_profile(MIDORI), make_profile(birch)], run=run)
    assert store.stale_accounts() == []

    store.add_documents([make_document()], run=run)
    store.save_analyses([make_analysis()], fingerprint="m", run=run)
    assert store.stale_accounts() == ["A-1"]

    store.save_profiles([make_profile(MIDORI)], run=run)
    store.import_accounts([replace(birch, aliases=("BW",))])
    assert store.stale_accounts() == ["B-2"]


def test_an_account_without_profile_says_what_to_do(store: Store) -> None:
    store.import_accounts([MIDORI])
    with pytest.raises(NotFoundError, match="'A-1' has not been analysed yet; run: voc analyze"):
        store.profile("A-1")
    with pytest.raises(NotFoundError, match=r"no account 'A-2'; nearest: A-1 \(みどり商事\)"):
        store.profile("A-2")


def test_a_profile_of_another_shape_is_to_be_made_anew(store: Store, run: int) -> None:
    store.import_accounts([MIDORI])
    store.save_profiles([make_profile(MIDORI)], run=run)
    with database.writing(store._engine) as connection:
        connection.execute(update(tables.profiles).values(profile={"status": "active"}))
    with pytest.raises(NotFoundError, match=r"another version of voc .*run: voc analyze"):
        store.profile("A-1")
