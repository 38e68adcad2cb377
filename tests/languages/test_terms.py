"""Content words as lemmas, and questions."""

import threading

import pytest

from voc import languages


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("値段が高すぎる", ["値段", "高い"]),
        ("動作が遅くて、設定が難しかった", ["動作", "遅い", "設定", "難しい"]),
        ("サポートの対応が悪い", ["サポート", "対応", "悪い"]),
        ("解約させていただきます", ["解約"]),
        ("管理画面が使いづらく、通知も届きません", ["管理", "画面", "使いづらい", "通知", "届かない"]),
    ],
)
def test_japanese_terms(text: str, terms: list[str]) -> None:
    assert languages.get("ja").terms(text) == terms


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("The invoices were delayed again", ["invoice", "delay"]),
        (
            "We stopped using it: too expensive, users lost data",
            ["stop", "expensive", "user", "lose", "data"],
        ),
        ("Logins and SKUs aren't synced", ["login", "sku", "sync"]),
        ("James's companies leave", ["james", "company", "leave"]),
        ("billing meeting", ["billing", "meeting"]),
        ("It crashes; slower than before", ["crash", "slow"]),
    ],
)
def test_english_terms(text: str, terms: list[str]) -> None:
    assert languages.get("en").terms(text) == terms


def test_a_text_longer_than_sudachi_takes_is_read_in_pieces() -> None:
    text = "返信が遅いので困っています。" * 4000
    assert len(text.encode()) > 49_149
    assert languages.get("ja").terms(text).count("遅い") == 4000


def test_terms_may_be_asked_for_in_several_threads_at_once() -> None:
    found: list[list[str]] = []
    threads = [
        threading.Thread(
            target=lambda: found.extend(languages.get("ja").terms("値段が高い") for _ in range(200))
        )
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [["値段", "高い"]] * 800


@pytest.mark.parametrize(
    ("code", "sentence", "asks"),
    [
        ("ja", "いつ直りますか。", True),
        ("ja", "対応状況を教えてください。", True),
        ("ja", "どうなっていますか", True),
        ("ja", "他社に替えようかと思っています。", False),
        ("ja", "そうですか。", False),
        ("ja", "直りました。", False),
        ("en", "When will it be fixed?", True),
        ("en", "can you send the contract", True),
        ("en", "how much is it", True),
        ("en", "It works now.", False),
        ("en", "What a mess.", False),
    ],
)
def test_questions(code: str, sentence: str, asks: bool) -> None:
    assert languages.get(code).is_question(sentence) is asks
