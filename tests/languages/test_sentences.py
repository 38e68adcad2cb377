"""Where sentences end, in Japanese and English."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc import languages


def split(code: str, text: str) -> list[str]:
    return [text[start:end] for start, end in languages.get(code).sentences(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("高いです。遅いです。", ["高いです。", "遅いです。"]),
        (
            "「解約したい。すぐに。」と言われました。困ります。",
            ["「解約したい。すぐに。」と言われました。", "困ります。"],
        ),
        ("遅い（先週から。）ので困る。直して", ["遅い（先週から。）ので困る。", "直して"]),
        ("なぜ？と聞かれました。", ["なぜ？と聞かれました。"]),
        ("本当ですか？はい。", ["本当ですか？", "はい。"]),
        ("助かりました😊次回もお願いします", ["助かりました😊", "次回もお願いします"]),
        ("最高です！！✨また使います", ["最高です！！✨", "また使います"]),
        ("料金は3.5万円です。版は2.10です。", ["料金は3.5万円です。", "版は2.10です。"]),
        (
            "https://example.co.jp/a?b=1。をご覧ください。",
            ["https://example.co.jp/a?b=1。", "をご覧ください。"],
        ),
        ("・高い\n・遅い\n・難しい", ["・高い", "・遅い", "・難しい"]),
        ("使いにくい\n値段も高い", ["使いにくい", "値段も高い"]),
        ("ありがとうございます 次の件ですが", ["ありがとうございます", "次の件ですが"]),
        (
            "当社 平岡：お見積りの件ですが……\n北里 戸塚：見ました。",
            ["当社 平岡：お見積りの件ですが……", "北里 戸塚：見ました。"],
        ),
        ("ログインできない\n\n画面が真っ白になる", ["ログインできない", "画面が真っ白になる"]),
    ],
)
def test_japanese_sentences(text: str, sentences: list[str]) -> None:
    assert split("ja", text) == sentences


def test_a_line_broken_by_a_mail_program_goes_on() -> None:
    wrapped = "先日ご相談いたしました更新につきまして、社内で検討を\n重ねてまいりました。結論は来週です。"
    assert len(split("ja", wrapped)) == 2


def test_an_unclosed_bracket_does_not_swallow_the_rest() -> None:
    assert split("ja", "「解約したい。もう限界です。" + "返信がない。" * 40)[:2] == [
        "「解約したい。",
        "もう限界です。",
    ]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It is slow. We want a refund.", ["It is slow.", "We want a refund."]),
        (
            "Mr. Okafor of Acme Inc. called at 3 p.m. about v. 2.5.",
            ["Mr. Okafor of Acme Inc. called at 3 p.m. about v. 2.5."],
        ),
        ("We need it, e.g. for audits. Really!", ["We need it, e.g. for audits.", "Really!"]),
        ("See https://example.com/a.b?c=d. It fails.", ["See https://example.com/a.b?c=d.", "It fails."]),
        ("slow.The app crashes", ["slow.", "The app crashes"]),
        ("open report.pdf and go", ["open report.pdf and go"]),
        ('He said "we leave." Then silence.', ['He said "we leave."', "Then silence."]),
        ("1. Price is high\n2. Support is slow", ["1. Price is high", "2. Support is slow"]),
        ("too slow. not worth it", ["too slow.", "not worth it"]),
        ("Well... maybe. Hmm... We leave.", ["Well... maybe.", "Hmm...", "We leave."]),
        ("Dana: Shall we?\nTheo: Not yet.", ["Dana: Shall we?", "Theo: Not yet."]),
    ],
)
def test_english_sentences(text: str, sentences: list[str]) -> None:
    assert split("en", text) == sentences


def test_a_wrapped_english_line_goes_on() -> None:
    wrapped = (
        "We have been waiting for an answer from your support since\nthe second week of May. Nothing came."
    )
    assert len(split("en", wrapped)) == 2


@given(st.text(alphabet=st.sampled_from("あ解約。、！？「」（）().!? \n　・😊aA1:：…\"'w"), max_size=80))
def test_sentences_hold_every_character_that_is_no_space(text: str) -> None:
    for code in ("ja", "en"):
        spans = languages.get(code).sentences(text)
        kept = "".join(text[start:end] for start, end in spans)
        assert "".join(kept.split()) == "".join(text.split())
        assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
        assert all(before[1] <= after[0] for before, after in pairwise(spans))
