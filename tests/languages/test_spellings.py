"""Words are found in every spelling, and quotes keep the one that was written."""

import re

import pytest

from voc.languages import get
from voc.languages.spellings import widened
from voc.signals import cue_hits


@pytest.mark.parametrize(
    ("pattern", "texts"),
    [
        ("サーバーが", ["サーバーが", "サーバが"]),
        ("システム", ["システム"]),
        ("取り消し(て|たい)", ["取り消して", "取消して", "取消したい", "取消て"]),
        ("引き継(い|ぐ)", ["引き継いで", "引継いで"]),
        ("引継ぎ", ["引き継ぎ", "引継ぎ", "引継"]),
        ("問い合わせ", ["問合せ", "問い合せ", "問合わせ"]),
        ("出来ない", ["できない"]),
    ],
)
def test_japanese_spellings(pattern: str, texts: list[str]) -> None:
    assert [text for text in texts if not re.search(widened(pattern, "ja"), text)] == []


def test_english_spellings() -> None:
    assert re.search(widened(r"\bcancelled\b", "en"), "we canceled it")


@pytest.mark.parametrize("pattern", ["[サーバー]", "(?<!サーバー)x", "サーバー?", r"\bserver\b"])
def test_what_has_a_length_or_a_quantifier_of_its_own_stays(pattern: str) -> None:
    assert widened(pattern, "ja") == pattern


@pytest.mark.parametrize(
    "said", ["引き継ぎが全くない", "引継ぎが全くない", "引継が全くない", "引きつぎが全くない"]
)
def test_a_cue_is_found_and_quoted_as_it_was_written(said: str) -> None:
    sentence = f"担当の方ですが、{said}。"
    hits = cue_hits.find(sentence, "ja")
    assert any(said[:2] in sentence[hit.start : hit.end] for hit in hits)


def test_half_width_words_keep_their_own_offsets() -> None:
    sentence = "ｱｶｳﾝﾄを減らしたいです"
    (hit, *_) = cue_hits.find(sentence, "ja")
    assert sentence[hit.start : hit.end].startswith("ｱｶｳﾝﾄ")


def test_terms_are_the_same_in_every_spelling() -> None:
    spellings = ["取り消し サーバー 引き継ぎ", "取消し サーバ 引継ぎ", "取消 ｻｰﾊﾞｰ 引継"]
    assert len({tuple(get("ja").terms(text)) for text in spellings}) == 1
