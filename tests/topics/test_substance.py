"""Some answers say nothing a topic could be about."""

import pytest

from builders import make_segment
from voc.topics.substance import content_terms


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("特になし", "ja"),
        ("特にございません。", "ja"),
        ("一身上の都合により", "ja"),
        ("いつもお世話になっております。", "ja"),
        ("よろしくお願いいたします。", "ja"),
        ("N/A", "ja"),
        ("2024", "ja"),
        ("No comments.", "en"),
        ("nothing in particular", "en"),
        ("Thank you for everything!", "en"),
    ],
)
def test_nothing_said(text: str, language: str) -> None:
    assert content_terms(make_segment(text, language=language)) == []


@pytest.mark.parametrize(
    ("text", "language"), [("高い", "ja"), ("遅い。", "ja"), ("too slow", "en"), ("No API", "en")]
)
def test_one_word_can_say_enough(text: str, language: str) -> None:
    assert content_terms(make_segment(text, language=language))


def test_words_that_say_nothing_alone_count_beside_others() -> None:
    assert content_terms(make_segment("メールの返信が遅い問題がある")).count("メール") == 1
