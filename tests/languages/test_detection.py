"""Which language a text is in."""

import pytest

from voc import languages


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("返信が遅くて困っています", "ja"),
        ("Google Workspace の Single Sign On が使えない", "ja"),
        ("ﾛｸﾞｲﾝ不可", "ja"),
        ("The invoice was wrong for the third month in a row", "en"),
        ("How do I reset my password?", "en"),
        ("제품이 너무 비쌉니다", "ko"),
        ("Das Produkt ist uns leider zu teuer geworden", "de"),
        ("The 「はい」 button does not react when I click it in the new browser window", "en"),
    ],
)
def test_script_and_words_tell_the_language(text: str, code: str) -> None:
    assert languages.detect(text) == code


def test_kanji_alone_follow_the_default() -> None:
    assert languages.detect("解約手続") == "ja"
    assert languages.detect("解约手续", default="zh") == "zh"


@pytest.mark.parametrize("text", ["", "OK", "123", "👍", "https://example.com/a"])
def test_too_few_letters_are_not_guessed(text: str) -> None:
    assert languages.detect(text) == "und"
    assert languages.detect(text, default="ja") == "ja"


def test_an_unknown_language_is_served_by_english_rules() -> None:
    assert languages.get("de").code == "en"
