"""Sentences cut into phrases that could be labels."""

import pytest

from voc.topics.clauses import about, clauses, fitness


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        (
            "しかし、請求書の金額が見積と違うため、困っています。",
            ["請求書の金額が見積と違う", "困っています"],
        ),
        (
            "新型ウイルスの感染拡大により、来客数が減少している。",
            ["新型ウイルスの感染拡大", "来客数が減少している"],
        ),
        ("サポートの返事が遅いです", ["サポートの返事が遅い"]),
        ("料金は特に問題ないですが、画面が見づらいとのこと", ["料金は特に問題ない", "画面が見づらい"]),
    ],
)
def test_japanese_phrases_stand_alone(text: str, phrases: list[str]) -> None:
    assert clauses(text, "ja") == phrases


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        (
            "And the invoice is wrong, because support never answers.",
            ["The invoice is wrong", "Support never answers"],
        ),
        ("It keeps crashing so we gave up on it.", ["It keeps crashing", "We gave up on it"]),
    ],
)
def test_english_phrases_stand_alone(text: str, phrases: list[str]) -> None:
    assert clauses(text, "en") == phrases


def test_too_short_and_too_long_are_no_labels() -> None:
    assert clauses("高い", "ja") == []
    assert clauses("とても" * 20 + "長い文", "ja") == []
    assert clauses("bad", "en") == []
    assert clauses("", "en") == []


def test_unfinished_negated_and_numbered_phrases_fit_less() -> None:
    assert fitness("返事が遅い", "ja") > fitness("返事が遅くて", "ja")
    assert fitness("値段が高い", "ja") > fitness("値段が高いわけではない", "ja")
    assert fitness("予約が二重に入る", "ja") > fitness("予約が3回入る", "ja")
    assert fitness("slow answers", "en") > fitness("two slow answers", "en")
    assert fitness("slow answers from support", "en") > fitness("slow answers from support if", "en")


def test_languages_without_rules_of_their_own_use_the_english_ones() -> None:
    assert clauses("Die Rechnung ist falsch. Schade!", "de") == ["Die Rechnung ist falsch"]


def test_labels_of_terms_alone_say_what_they_are() -> None:
    assert about(["遅い", "返事"], "ja") == "「遅い・返事」に関する声"
    assert about(["slow", "answer"], "en", reason="support") == "support (slow, answer)"
    assert about([], "ja", reason="サポート・対応") == "サポート・対応"
