"""What topics are called and counted as."""

from dataclasses import replace

from builders import make_segment
from voc.topics.describe import describe
from voc.topics.member import Member

WEIGHTS = {
    "ja": [{"返事": 2.0, "遅い": 1.5, "サポート": 1.0}],
    "en": [{"answer": 2.0, "slow": 1.5, "support": 1.0}],
}


def member(text: str, document: str, language: str, *terms: str, reason: str | None = None) -> Member:
    segment = make_segment(text, id=f"{document}:0-9", document=document, language=language)
    return Member(segment, 0.8, terms, (reason, 0.9) if reason else None)


JAPANESE = [
    member("サポートの返事が遅い", f"j{at}", "ja", "サポート", "返事", "遅い", reason="support")
    for at in range(3)
]
ENGLISH = [
    member("slow answers from support", f"e{at}", "en", "slow", "answer", "support", reason="support")
    for at in range(2)
]


def test_a_topic_of_both_languages_is_labelled_in_the_words_of_each() -> None:
    topic = describe([[*JAPANESE, *ENGLISH]], WEIGHTS)[0]
    assert (topic.label.ja, topic.label.en) == ("サポートの返事が遅い", "Slow answers from support")
    assert topic.keywords == {"ja": ("返事", "遅い", "サポート"), "en": ("answer", "slow", "support")}
    assert (topic.size, topic.languages, topic.reason) == (5, {"ja": 3, "en": 2}, "support")


def test_a_language_nobody_spoke_borrows_the_reason_and_the_words() -> None:
    only_japanese = describe([JAPANESE], WEIGHTS)[0]
    assert only_japanese.label.en == "support (返事, 遅い, サポート)"
    only_english = describe([ENGLISH], WEIGHTS)[0]
    assert only_english.label.ja == "サポート・対応（answer・slow・support）"


def test_without_a_reason_it_says_what_the_comments_are_on() -> None:
    topic = describe([[replace(each, reason=None) for each in JAPANESE]], WEIGHTS)[0]
    assert topic.reason == "unknown"
    assert topic.label.en == "comments on 返事, 遅い, サポート"


def test_two_topics_do_not_share_a_label() -> None:
    others = [member("問い合わせの返事が遅い", "j9", "ja", "返事", "遅い"), *JAPANESE]
    weights = {language: each * 2 for language, each in WEIGHTS.items()}
    first, second = describe([JAPANESE, others], weights)
    assert first.label.ja != second.label.ja


def test_a_term_of_one_document_is_no_keyword() -> None:
    topic = describe(
        [[*JAPANESE, member("株式会社みほんの返事", "j8", "ja", "みほん", "返事")]],
        {"ja": [{"みほん": 9.0, "返事": 1.0}]},
    )[0]
    assert topic.keywords["ja"][0] == "返事"
    assert "みほん" not in topic.keywords["ja"]


def test_examples_hold_every_language() -> None:
    many = [replace(JAPANESE[0], segment=replace(JAPANESE[0].segment, document=f"x{at}")) for at in range(9)]
    topic = describe([[*many, ENGLISH[0]]], WEIGHTS)[0]
    assert topic.examples == ("x0", "x1", "x2", "x3", "e0")


def test_ids_come_from_the_typical_texts() -> None:
    one, again = (describe([JAPANESE], WEIGHTS)[0].id for _ in range(2))
    assert one == again
    assert one.startswith("t-")
    assert len(one) == 10
    assert describe([ENGLISH], WEIGHTS)[0].id != one
