"""What counts as a signal and what does not, shown with a head that hears cues alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from signals.cue_head import DIM, cue_detector

from builders import make_document
from voc.errors import SettingError
from voc.signals.gold import segments
from voc.types import Document, Side, Signal, Utterance


@pytest.mark.parametrize(
    ("language", "text", "key"),
    [
        ("ja", "来月末で解約したいです。", "cancellation_intent"),
        ("ja", "ｻｰﾋﾞｽの終了をお願いします。", "cancellation_intent"),
        ("ja", "更新の件はいったん保留にさせてください。", "renewal_hesitation"),
        ("ja", "問い合わせても返事が来ません。", "support_dissatisfaction"),
        ("en", "We want to cancel our subscription.", "cancellation_intent"),
        ("en", "We’re not renewing.", "cancellation_intent"),
        ("en", "Our infosec team failed the security review, so it is blocked.", "compliance_blocker"),
        ("en", "I am happy to do the case study.", "advocacy"),
    ],
)
def test_a_plain_cue_fires(language: str, text: str, key: str) -> None:
    assert key in _keys(text, language)


@pytest.mark.parametrize(
    ("language", "text", "key"),
    [
        ("ja", "解約するつもりはありません。", "cancellation_intent"),
        ("ja", "解約の予定はございません。", "cancellation_intent"),
        ("en", "We have no plans to cancel the contract.", "cancellation_intent"),
        ("en", "We are not thinking about cancelling the service.", "cancellation_intent"),
    ],
)
def test_what_is_negated_stays_silent(language: str, text: str, key: str) -> None:
    assert key not in _keys(text, language)


@pytest.mark.parametrize(
    ("language", "text", "key"),
    [
        ("ja", "もし障害が起きたら、どこに電話すればよいですか。", "product_defect"),
        ("ja", "万が一エラーが出た場合の連絡先を教えてください。", "product_defect"),
        ("en", "If the app crashes, whom do we call?", "product_defect"),
        ("en", "What happens in the event of an outage?", "product_defect"),
    ],
)
def test_what_is_only_supposed_stays_silent(language: str, text: str, key: str) -> None:
    assert key not in _keys(text, language)


@pytest.mark.parametrize(
    ("language", "text", "key"),
    [
        ("ja", "他社さんでは解約したいという声が多いそうです。", "cancellation_intent"),
        ("en", "Other companies want to cancel their contract, I hear.", "cancellation_intent"),
    ],
)
def test_what_others_do_stays_silent(language: str, text: str, key: str) -> None:
    assert key not in _keys(text, language)


@pytest.mark.parametrize(
    ("language", "text", "key"),
    [
        ("ja", "先月の不具合は解消しました。", "product_defect"),
        ("en", "The crash has been fixed.", "product_defect"),
    ],
)
def test_what_is_mended_stays_silent(language: str, text: str, key: str) -> None:
    assert key not in _keys(text, language)


@pytest.mark.parametrize(("side", "fires"), [("customer", True), ("unknown", True), ("vendor", False)])
def test_the_vendors_words_show_no_risk(side: Side, fires: bool) -> None:
    assert ("cancellation_intent" in _keys("来月末で解約したいです。", "ja", side=side)) is fires


def test_the_vendors_words_may_show_a_change_of_contact() -> None:
    assert "vendor_contact_change" in _keys(
        "担当がまた変わり、引き継ぎができていません。", "ja", side="vendor"
    )


def test_only_the_customers_turn_is_quoted() -> None:
    text = "当社：解約したいというお話でしょうか。\n先方：はい、来月で解約したいです。"
    turns = (Utterance(3, 20, "当社", "vendor"), Utterance(23, len(text), "先方", "customer"))
    found = _detect(make_document(text, utterances=turns))
    quotes = [quote.quote for signal in found for quote in signal.evidence]
    assert quotes == ["はい、来月で解約したいです"]
    assert found[0].speaker == "先方"


def test_repeats_fold_into_one_signal_with_every_quote() -> None:
    text = "来月末で解約したいです。画面は見やすくて好きでしたが。とにかく契約は今月末で終了してください。"
    [signal] = [found for found in _detect(make_document(text)) if found.key == "cancellation_intent"]
    assert len(signal.evidence) == 2


def test_quoted_mail_history_is_not_read() -> None:
    text = "> 解約したいです。\n承知しました。次回もよろしくお願いします。"
    turns = (Utterance(0, 10, kind="quoted", side="customer"), Utterance(11, len(text), side="customer"))
    assert "cancellation_intent" not in {
        signal.key for signal in _detect(make_document(text, utterances=turns))
    }


def test_a_signal_explains_itself_in_both_languages() -> None:
    signal = _detect(make_document("来月末で解約したいです。"))[0]
    assert signal.severity == "high"
    assert signal.polarity == "risk"
    assert all((signal.why.ja, signal.why.en, signal.ask.ja, signal.ask.en))


def test_presets_go_from_loose_to_strict() -> None:
    document = make_document("来月末で解約したいです。")
    counts = [len(_detect(document, preset=preset)) for preset in ("loose", "medium", "strict")]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > counts[-1]


def test_an_unknown_preset_lists_those_there_are() -> None:
    with pytest.raises(SettingError, match="loose, medium, strict"):
        _detect(make_document(), preset="paranoid")


def test_nothing_said_is_no_signal() -> None:
    document = make_document("解約したい")
    assert cue_detector().detect(document, [], np.zeros((0, DIM), np.float32)) == []


_FRAGMENTS = st.sampled_from(
    [
        "解約したいです。",
        "We want to cancel our subscription. ",
        "ｻｰﾋﾞｽの終了を希望",
        "😊",
        "\n",
        "　",
        "ﾊﾞｸﾞで止まる",
        "①",
        "é",
    ]
)


@given(st.lists(st.one_of(_FRAGMENTS, st.text(max_size=12)), max_size=12).map("".join))
def test_evidence_is_always_a_verbatim_substring(text: str) -> None:
    document = make_document(text)
    for signal in _detect(document):
        for quote in signal.evidence:
            assert quote.quote
            assert document.text[quote.start : quote.end] == quote.quote


def _keys(text: str, language: str, side: Side = "customer") -> set[str]:
    turn = Utterance(0, len(text), side=side)
    document = make_document(text, language=language, utterances=(turn,))
    return {signal.key for signal in _detect(document)}


def _detect(document: Document, *, preset: str = "medium") -> list[Signal]:
    cut = segments(document)
    vectors = np.zeros((len(cut), DIM), np.float32)
    return cue_detector().detect(document, cut, vectors, preset=preset)
