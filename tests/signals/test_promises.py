from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_document, make_segment
from voc.signals.promises import promises
from voc.types import Document, Promise, Segment

NOON = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)


def said(text: str, *, language: str = "ja", side: str = "vendor", **fields: object) -> list[Promise]:
    document = make_document(text, language=language, **({"channel": "meeting", "time": NOON} | fields))
    return promises(document, [segment_of(document, side)])


def segment_of(document: Document, side: str = "vendor") -> Segment:
    return make_segment(
        document.text,
        document=document.id,
        language=document.language,
        side=side,
        speaker="佐原",
    )


@pytest.mark.parametrize(
    ("text", "due_text", "due"),
    [
        ("お見積もりは今週金曜までにお送りします。", "今週金曜", date(2026, 9, 4)),
        ("調査結果は来週水曜に送付いたします。", "来週水曜", date(2026, 9, 9)),
        ("議事録は本日中に共有します。", "本日中", date(2026, 9, 1)),
        ("確認してご連絡します。", None, None),
        ("代替機をご用意いたします。", None, None),
        ("月末までに修正いたします。", "月末", date(2026, 9, 30)),
        ("次回の定例までに手順書を作ります。", "次回の定例", None),
    ],
)
def test_a_japanese_vendor_promises(text: str, due_text: str | None, due: date | None) -> None:
    (promise,) = said(text)
    assert (promise.by, promise.speaker, promise.due_text, promise.due) == ("vendor", "佐原", due_text, due)


@pytest.mark.parametrize(
    ("text", "due_text", "due"),
    [
        ("We'll send the revised quote by Friday.", "by Friday", date(2026, 9, 4)),
        ("I'll get back to you by 12 September.", "by 12 September", date(2026, 9, 12)),
        ("We will have a fix ready by the end of the month.", "by the end of the month", date(2026, 9, 30)),
        ("Let me check with engineering and come back to you.", None, None),
        ("I'll walk you through it before the renewal.", "before the renewal", None),
    ],
)
def test_an_english_vendor_promises(text: str, due_text: str | None, due: date | None) -> None:
    (promise,) = said(text, language="en")
    assert (promise.by, promise.due_text, promise.due) == ("vendor", due_text, due)


@pytest.mark.parametrize(
    "text",
    [
        "資料をお送りいただけますか。",
        "今週中にご返信ください。",
        "金曜までにお返事をいただけますと幸いです。",
        "その機能は対応しません。",
        "本日中の対応はできません。",
        "いつまでに直りますか？",
        "もし来月にご契約いただけるなら、初期費用をお見積もりします。",
        "先週、報告書をお送りしました。",
        "毎月1日に請求書をお送りしています。",
        "この画面から一括で出力できます。",
        "来月までに直ってほしいです。",
        "できる限り早く対応できるよう努めます。",
        "お世話になっております。",
        "よろしくお願いいたします。",
        "「来週中に必ず直します」ってメールが残っています。",
        "来週月曜から水曜まで休館いたします。",
    ],
)
def test_what_is_no_promise_in_japanese(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Could you send me the list by Friday?",
        "Please get back to us by 12 September.",
        "We won't send another reminder.",
        "We will not be able to ship it this week.",
        "Will you call me tomorrow?",
        "We sent the report last Friday.",
        "We usually reply within two days.",
        "The report exports to Excel automatically.",
        "I wish we had it by Friday.",
        "We might look into it next week.",
        "The contract will expire on 30 September.",
        "We'll have to think about it.",
    ],
)
def test_what_is_no_promise_in_english(text: str) -> None:
    assert said(text, language="en") == []


@pytest.mark.parametrize(
    "text",
    [
        "その設定、こちらで巻き取ります。",
        "入館の手続きは済ませておきますよ。",
        "受付に言っときます。",
        "古い券売機は当社が処分いたします。",
        "単価は据え置かせていただきます。",
        "原因は私の方で調べさせてください。",
        "あとの作業はお任せください。",
        "資料は後で渡しますね。",
        "代わりの端末をお持ちしましょう。",
        "木曜にはご用意できます。",
        "図面は今週木曜に描き上げ、翌朝お届けします。",
        "当社の畑中が立ち会います。",
        "名簿の提出、期限は9月9日です。",
    ],
)
def test_japanese_wordings_that_promise(text: str) -> None:
    assert said(text)


@pytest.mark.parametrize(
    "text",
    [
        "近いうちに飲みに行きましょう。",
        "ご意見は覚えておきます。",
        "何かあればいつでも駆けつけますよ。",
        "ご契約いただけましたら、専任者をお付けいたします。",
        "メーカーが来週出荷します。",
        "弊社は毎月末に棚卸しを行います。",
        "来週からは自前でやります。",
        "行けたら行くつもりです。",
        "本日の議題を確認します。",
        "納期が間に合うなら明日出すよ。",
        "貴社のご発展を祈念いたします。",
        "【定例】2026-11-20 出席：(先方) 河野様 / (当社) 大森",
        "更新の件は、いったん社内で持ち帰らせてください。",
    ],
)
def test_japanese_small_talk_plans_and_conditions_promise_nothing(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "I'll get on to the depot for you.",
        "Leave the wiring with me.",
        "On it.",
        "Will do.",
        "I'm escalating this to the network team.",
        "Our installer will phone you to fix a time.",
        "A spare unit will be couriered to you.",
        "You can expect my answer tomorrow.",
        "Corrected figures to you by Friday.",
        "New hinges coming on Monday.",
        "The cartons ship Thursday.",
        "You have my word that it stays free.",
        "You'll be refunded in full.",
    ],
)
def test_english_wordings_that_promise(text: str) -> None:
    assert said(text, language="en")


@pytest.mark.parametrize(
    "text",
    [
        "I'll bring my own biscuits.",
        "I'll raise a glass to your team.",
        "We're going to open a branch in Oslo.",
        "We'll be stocking up on coffee this week.",
        "The supplier will ship it on Friday.",
        "They say it will be back this evening.",
        "We plan to replant the beds in October.",
        "We back up every night.",
        "I can't promise you a date.",
        "I'll see you on Thursday.",
        "It went back to you on Friday.",
        "She asked for the numbers by month end.",
    ],
)
def test_english_small_talk_plans_and_third_parties_promise_nothing(text: str) -> None:
    assert said(text, language="en") == []


def test_the_customer_promises_too() -> None:
    (promise,) = said("稟議の結果は明日ご連絡します。", side="customer")
    assert (promise.by, promise.due) == ("customer", date(2026, 9, 2))


def test_two_promises_in_one_sentence_have_a_day_each() -> None:
    first, second = said("見積は明日お送りしますので、契約書は来週金曜までに発送します。")
    assert (first.due, second.due) == (date(2026, 9, 2), date(2026, 9, 11))
    assert first.evidence.end <= second.evidence.start


def test_a_promise_before_a_question_stays() -> None:
    (promise,) = said("年内に二十席を発注しますので、見積を明日いただけますか。", side="customer")
    assert promise.due == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("text", "by", "due"),
    [
        ("証明書のひな形を12/5までにメールする。", "vendor", date(2026, 12, 5)),
        ("週明けに当方から改訂版を送付することで合意。", "vendor", date(2026, 9, 7)),
        ("→当方：手順書を送付。", "vendor", None),
        ("当社にて9月10日までに旧環境を停止する。", "vendor", date(2026, 9, 10)),
        ("宿題：料金表を送る。", "vendor", None),
        ("先方は月末までに要件一覧を提出。", "customer", date(2026, 9, 30)),
        ("情シスの高田様より来週中に回答。", "customer", date(2026, 9, 11)),
        ("見積の再提出→9/8までに当方から。", "vendor", date(2026, 9, 8)),
        ("仕様の回答は72時間以内、と約束。", "vendor", date(2026, 9, 4)),
        ("掲示は先方で貼るとのこと。用紙は先方で用意してくれる。", "customer", None),
        ("謄本を郵送する（9/3投函）。", "vendor", date(2026, 9, 3)),
        ("押印は先方で9/4まで。", "customer", date(2026, 9, 4)),
    ],
)
def test_a_japanese_memo_notes_who_will_do_what(text: str, by: str, due: date | None) -> None:
    (promise,) = said(text, side="unknown", channel="memo")
    assert (promise.by, promise.due) == (by, due)


@pytest.mark.parametrize(
    ("text", "by", "due"),
    [
        ("Action: send the revised quote", "vendor", None),
        ("I owe them a list of integrations.", "vendor", None),
        ("They will send the spreadsheet Thursday.", "customer", date(2026, 9, 3)),
        ("Customer supplies test orders by 16 September.", "customer", date(2026, 9, 16)),
        ("We deliver the adapter next Tuesday.", "vendor", date(2026, 9, 8)),
        ("Engineer to them on 3 September.", "vendor", date(2026, 9, 3)),
        ("Agreed: draft to her by Friday", "vendor", date(2026, 9, 4)),
        ("Told him we would redo the layout by Monday.", "vendor", date(2026, 9, 7)),
        ("Her IT to send us the addresses by Friday.", "customer", date(2026, 9, 4)),
        ("Sending two spare keys on Thursday.", "vendor", date(2026, 9, 3)),
    ],
)
def test_an_english_memo_notes_who_will_do_what(text: str, by: str, due: date | None) -> None:
    (promise,) = said(text, language="en", side="unknown", channel="memo")
    assert (promise.by, promise.due) == (by, due)


def test_a_memo_of_a_day_gone_by_is_a_record() -> None:
    assert said("8/28に資料を送付。", side="unknown", channel="memo") == []


def test_of_several_days_the_deadline_is_meant() -> None:
    (promise,) = said("We'll take it to Wednesday's stand-up and answer by Friday.", language="en")
    assert promise.due == date(2026, 9, 4)


@pytest.mark.parametrize(
    ("text", "language", "due"),
    [
        ("来週月曜に引き取りに伺います。代替機もその際お貸しいたします。", "ja", date(2026, 9, 7)),
        ("9月20日の公開に向けて、手順書は前日までにお送りします。", "ja", date(2026, 9, 19)),
        ("The fitter comes on Monday. I'll send you the form the same day.", "en", date(2026, 9, 7)),
    ],
)
def test_the_same_day_is_the_one_named_before(text: str, language: str, due: date) -> None:
    assert said(text, language=language)[-1].due == due


@pytest.mark.parametrize("piece", ["明日", "いたし", "私から", "もし", "次第、"])
def test_long_lines_are_read_in_time_japanese(piece: str) -> None:
    began = perf_counter()
    said(piece * 4000, channel="memo", side="unknown")
    assert perf_counter() - began < 5


@pytest.mark.parametrize("piece", ["I'll ", "will be ", "your ", "told him ", "to you "])
def test_long_lines_are_read_in_time_english(piece: str) -> None:
    began = perf_counter()
    said(piece * 4000, language="en", channel="memo", side="unknown")
    assert perf_counter() - began < 5


def test_nobody_knows_who_promised_when_the_side_is_unknown() -> None:
    assert said("金曜までにお送りします。", side="unknown") == []
    (promise,) = said("金曜までに弊社からお送りします。", side="unknown")
    assert promise.by == "vendor"


def test_the_day_at_the_head_of_a_note_is_no_promise() -> None:
    text = "12/3 電話 ビル管理 三枝課長より\n当方から作業表を金曜までに送付"
    found = said(text, channel="memo", time=None)
    assert ["作業表" in promise.evidence.quote for promise in found] == [True]


def test_a_mail_that_brings_something_promises_nothing() -> None:
    assert said("議事録をお送りします。", channel="email") == []
    assert len(said("議事録は明日お送りします。", channel="email")) == 1


def test_days_count_from_the_documents_own_day() -> None:
    tokyo = timezone(timedelta(hours=9))
    just_after_midnight = datetime(2026, 9, 2, 0, 30, tzinfo=tokyo)
    (promise,) = said("明日お送りします。", time=just_after_midnight)
    assert promise.due == date(2026, 9, 3)


def test_without_a_time_the_words_stay_and_the_day_is_unknown() -> None:
    (promise,) = said("明日お送りします。", time=None)
    assert (promise.due_text, promise.due) == ("明日", None)


_PIECES = st.sampled_from(
    [
        "明日",
        "までに",
        "お送りします",
        "、",
        "。",
        "①",
        "㍿",
        "１２/５",
        "に",
        "ので",
        "we'll send ",
        "by Friday",
        "\n",
        "ｶﾞ",
    ]
)
_TEXTS = st.one_of(st.text(max_size=80), st.lists(_PIECES, max_size=12).map("".join))


@given(text=_TEXTS, language=st.sampled_from(["ja", "en", "fr"]), channel=st.sampled_from(["memo", "email"]))
def test_any_text_is_read_and_quotes_are_verbatim(text: str, language: str, channel: str) -> None:
    for promise in said(text, language=language, channel=channel):
        quote = promise.evidence
        assert quote.quote
        assert text[quote.start : quote.end] == quote.quote
        assert promise.due_text is None or promise.due_text in text
