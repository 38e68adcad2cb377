from __future__ import annotations

import itertools
from datetime import date

import pytest

from store.examples import make_account, make_document, make_fact, make_profile
from voc.errors import NotFoundError
from voc.store.store import Store
from voc.types import Account

MIDORI = make_account(
    "A-1", "株式会社みどり商事", aliases=("MDR", "Midori Trading"), domains=("midori.example.co.jp",)
)
BIRCH = make_account("B-2", "Birch Works, Inc.", domains=("birch.example.com",))


@pytest.mark.parametrize(
    ("said", "account"),
    [
        ("A-1", "A-1"),
        ("ａ－1", "A-1"),
        ("みどり商事", "A-1"),
        ("みどり商事㈱ 御中", "A-1"),
        ("mdr", "A-1"),
        ("みどり商事（Midori Trading K.K.）", "A-1"),
        ("株式会社みどり商事 (大阪支店)", "A-1"),
        ("Midori Trading Co., Ltd.", "A-1"),
        ("sato@midori.example.co.jp", "A-1"),
        ("佐藤 <sato@tokyo.mail.midori.example.co.jp>", "A-1"),
        ("BIRCH WORKS", "B-2"),
        ("https://www.birch.example.com/", "B-2"),
    ],
)
def test_an_imported_account_is_found_by_any_of_its_names(store: Store, said: str, account: str) -> None:
    store.import_accounts([MIDORI, BIRCH])
    assert store.find_account(said) == account
    assert store.resolve_account(said) == account
    assert len(store.accounts()) == 2


@pytest.mark.parametrize(
    ("said", "id_", "name"),
    [
        ("株式会社もみじ", "もみじ", "株式会社もみじ"),
        ("もみじ（みどり商事 経由）", "もみじ(みどり商事経由)", "もみじ(みどり商事 経由)"),
        ("Oak & Sons Ltd.", "oak&sons", "Oak & Sons Ltd."),
        ("info@oak.example.com", "oak.example.com", "oak.example.com"),
    ],
)
def test_an_unknown_name_becomes_an_account(store: Store, said: str, id_: str, name: str) -> None:
    store.import_accounts([MIDORI])
    assert store.find_account(said) is None
    assert store.resolve_account(said) == id_
    assert store.resolve_account(said) == id_
    assert store.find_account(said) == id_
    assert store.account(id_).name == name


@pytest.mark.parametrize(
    "said", ["sato@gmail.com", "x@yahoo.co.jp", "@co.jp", "", "  ", "株式会社", "長" * 200]
)
def test_what_names_nobody_is_no_account(store: Store, said: str) -> None:
    assert store.resolve_account(said) is None
    assert store.accounts() == []


def test_a_company_with_a_free_mail_alias_is_found_by_it(store: Store) -> None:
    store.import_accounts([make_account("A-1", "田中工務店", aliases=("tanaka.koumuten@gmail.com",))])
    assert store.resolve_account("tanaka.koumuten@gmail.com") == "A-1"
    assert store.resolve_account("suzuki@gmail.com") is None


def test_the_most_specific_domain_wins(store: Store) -> None:
    store.import_accounts(
        [
            make_account("group", "Group", domains=("example.com",)),
            make_account("birch", "Birch", domains=("birch.example.com",)),
        ]
    )
    assert store.resolve_account("x@mail.birch.example.com") == "birch"
    assert store.resolve_account("x@oak.example.com") == "group"


def test_a_subdomain_nobody_imported_stays_apart_from_its_parent(store: Store) -> None:
    assert store.resolve_account("x@example.com") == "example.com"
    assert store.resolve_account("x@birch.example.com") == "birch.example.com"


def test_a_name_two_accounts_have_decides_nothing(store: Store) -> None:
    imported = store.import_accounts(
        [make_account("A-1", "みどり商事"), make_account("A-2", "株式会社みどり商事"), BIRCH]
    )
    assert imported.problems == ()
    assert store.resolve_account("みどり商事") == "A-1"
    assert store.resolve_account("株式会社みどり商事") == "A-2"
    assert store.resolve_account("みどり商事㈱") == "みどり商事"

    again = store.import_accounts([make_account("A-3", "みどり商事")])
    assert [problem.code for problem in again.problems] == ["contested_name"]
    assert "A-1, A-3" in again.problems[0].message
    assert store.resolve_account("みどり商事") == "みどり商事"
    assert store.resolve_account("A-3") == "A-3"


def test_importing_the_same_again_changes_nothing(store: Store) -> None:
    first = store.import_accounts([MIDORI, BIRCH])
    assert (first.added, first.updated, first.unchanged) == (2, 0, 0)
    again = store.import_accounts([BIRCH, MIDORI])
    assert (again.added, again.updated, again.unchanged, again.moved_documents) == (0, 0, 2, 0)
    assert store.accounts() == [
        make_account(
            "A-1", MIDORI.name, aliases=("MDR", "Midori Trading"), domains=("midori.example.co.jp",)
        ),
        BIRCH,
    ]


def test_a_later_import_adds_and_takes_nothing_away(store: Store) -> None:
    store.import_accounts([MIDORI])
    counts = store.import_accounts([make_account("A-1", "みどりホールディングス株式会社", aliases=("MDH",))])
    assert counts.updated == 1
    account = store.account("A-1")
    assert account.name == "みどりホールディングス株式会社"
    assert account.aliases == ("MDH", "MDR", "Midori Trading", "株式会社みどり商事")
    assert account.domains == ("midori.example.co.jp",)
    assert store.resolve_account("みどり商事") == "A-1"


def test_the_latest_value_of_a_fact_is_kept_whatever_the_order(store: Store) -> None:
    may = make_account(facts={"arr": make_fact(120, date(2026, 5, 1)), "owner": make_fact("田中")})
    june = make_account(facts={"arr": make_fact(90.5, date(2026, 6, 1)), "契約": make_fact(True)})
    store.import_accounts([june])
    store.import_accounts([may])
    facts = store.account("A-1").facts
    assert facts == {
        "arr": make_fact(90.5, date(2026, 6, 1)),
        "owner": make_fact("田中"),
        "契約": make_fact(True),
    }


def test_documents_move_to_the_account_that_claims_their_name_or_domain(store: Store, run: int) -> None:
    said = {
        "d1": "株式会社みどり商事",
        "d2": "sato@tokyo.midori.example.co.jp",
        "d3": "Birch Works",
        "d4": None,
    }
    store.add_documents([make_document(id_, account=account) for id_, account in said.items()], run=run)
    assert [account.id for account in store.accounts()] == [
        "birchworks",
        "tokyo.midori.example.co.jp",
        "みどり商事",
    ]

    imported = store.import_accounts([MIDORI])
    assert imported.moved_documents == 2
    assert [document.id for document in store.account_documents("A-1")] == ["d1", "d2"]
    assert [account.id for account in store.accounts()] == ["A-1", "birchworks"]
    assert store.document("d4").account is None


def test_documents_leave_a_name_that_is_no_longer_one_accounts_own(store: Store, run: int) -> None:
    store.import_accounts([make_account("A-1", "みどり商事")])
    store.add_documents([make_document(account="みどり商事㈱"), make_document("d2", account="A-1")], run=run)
    assert len(store.account_documents("A-1")) == 2
    assert store.import_accounts([make_account("A-2", "みどり商事")]).moved_documents == 1
    assert [document.id for document in store.account_documents("A-1")] == ["d2"]
    assert [document.id for document in store.account_documents("みどり商事")] == ["d1"]


@pytest.mark.parametrize("order", list(itertools.permutations("ABD")))
def test_imports_and_documents_in_any_order_end_alike(store: Store, run: int, order: tuple[str, ...]) -> None:
    group = make_account("group", "Group", domains=("example.com",))
    birch = make_account("birch", "Birch Works", domains=("birch.example.com",))
    said = [
        "x@birch.example.com",
        "x@oak.example.com",
        "birch works ltd",
        "Group, Inc.",
        "もみじ",
        "x@gmail.com",
    ]
    documents = [make_document(f"d{number}", account=account) for number, account in enumerate(said)]
    for step in order:
        if step == "D":
            store.add_documents(documents, run=run)
        else:
            store.import_accounts([{"A": group, "B": birch}[step]])
    assert [store.document(document.id).account for document in documents] == [
        "birch",
        "group",
        "birch",
        "group",
        "もみじ",
        None,
    ]
    assert [account.id for account in store.accounts()] == ["birch", "group", "もみじ"]


def test_an_account_made_from_a_name_keeps_its_documents_when_imported_under_that_id(
    store: Store, run: int
) -> None:
    store.add_documents([make_document(account="株式会社もみじ")], run=run)
    store.import_accounts([make_account("もみじ", "もみじ株式会社", domains=("momiji.example.com",))])
    assert [document.id for document in store.account_documents("もみじ")] == ["d1"]
    assert store.account("もみじ").name == "もみじ株式会社"


def test_the_profile_of_an_account_that_was_joined_to_another_goes_with_it(store: Store, run: int) -> None:
    store.add_documents([make_document(account="みどり商事")], run=run)
    store.save_profiles([make_profile(store.account("みどり商事"))], run=run)
    store.import_accounts([MIDORI])
    with pytest.raises(NotFoundError):
        store.profile("みどり商事")
    assert store.stale_accounts() == ["A-1"]
    assert store.save_profiles([make_profile(Account("みどり商事", "みどり商事"))], run=run) == 0


def test_what_cannot_be_imported_is_said_and_the_rest_goes_on(store: Store) -> None:
    imported = store.import_accounts(
        [
            make_account("", "名無し"),
            make_account("A-1", "", domains=("gmail.com", "co.jp", "midori", "https://midori.example.com/")),
        ]
    )
    assert [problem.code for problem in imported.problems] == [
        "no_account_id",
        "not_a_company_domain",
        "not_a_company_domain",
        "not_a_company_domain",
    ]
    assert imported.problems[0].place == "account 1"
    assert store.accounts() == [Account("A-1", "A-1", domains=("midori.example.com",))]


def test_an_unknown_account_names_the_nearest(store: Store) -> None:
    store.import_accounts([MIDORI, BIRCH, make_account("A-12", "あおば製作所")])
    with pytest.raises(NotFoundError, match=r"no account 'みどり'; nearest: A-1 \(株式会社みどり商事\)"):
        store.account("みどり")
    with pytest.raises(NotFoundError, match=r"nearest: A-1 \(株式会社みどり商事\), A-12 \(あおば製作所\)$"):
        store.account("A-13")
    with pytest.raises(NotFoundError, match="voc accounts list"):
        store.account("zzz")
