from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import make_document
from voc.languages import get
from voc.signals.promises import promises
from voc.signals.requests import requests
from voc.text.segment import segments
from voc.types import Document, Evidence, Promise, Request, Segment, Side, Utterance


def said(text: str, *, language: str = "ja", side: Side = "customer", **fields: object) -> list[Request]:
    spoken = (Utterance(0, len(text), "佐原", side),)
    document = make_document(
        text, language=language, **({"channel": "meeting", "utterances": spoken} | fields)
    )
    return requests(document, whole(document), promised=promises(document, whole(document)))


def whole(document: Document) -> list[Segment]:
    """The sentences of every new turn."""
    return [
        Segment(
            f"{document.id}:{turn.start + start}-{turn.start + end}",
            document.id,
            number,
            turn.start + start,
            turn.start + end,
            document.text[turn.start + start : turn.start + end],
            document.language,
            turn.speaker,
            turn.side,
        )
        for number, turn in enumerate(document.utterances)
        if turn.kind == "new"
        for start, end in get(document.language).sentences(document.text[turn.start : turn.end])
    ]


@pytest.mark.parametrize(
    "text",
    [
        "お見積書を来週までに送っていただけますか。",
        "契約の一覧を頂戴できますでしょうか。",
        "操作手順書の送付をお願いいたします。",
        "15日までにご回答いただけると助かります。",
        "その間の更新作業は避けてほしいんです。",
        "導入事例がありましたらご教示ください。",
        "代わりのやつを探してきてくれ。",
        "夜勤の分も出すようにしてもらえますか。",
        "画面で出せませんか。",
        "終わったら一言ください。",
        "日付が欲しいんです。",
        "解約日を延ばすことは可能でしょうか。",
        "再発防止策を書面でいただきたいんですよ。",
        "手続きの書類だけください。",
        "年契約ではなく、月ごとの契約に変更をお願いできますか。",
        "効果の測り方について、何か目安があればご教示ください。",
        "据え置き、もしくは機能を絞った形をご検討ください。",
    ],
)
def test_a_japanese_customer_asks_for_something(text: str) -> None:
    (request,) = said(text)
    assert (request.by, request.kind, request.speaker) == ("customer", "request", "佐原")
    assert request.evidence.quote in text


@pytest.mark.parametrize(
    "text",
    [
        "Could you send us the signed copy?",
        "Please strike 9.3 or cap it at one month.",
        "We'd need the figures before the board meets.",
        "Can we get the training in Polish as well?",
        "Would it be possible to approve from the mobile app?",
        "We would appreciate a written answer.",
        "A paper copy of the statement, please, six of them.",
        "Tell the night desk, not just me.",
        "Any chance of a sandbox by then?",
        "Close the account at the end of the month please.",
        "Need all maintenance logs as CSV before the 28th.",
        "Could we shift Wednesday's check-in to the 19th?",
        "I want a named engineer and you to fix this, we need it by Friday.",
    ],
)
def test_an_english_customer_asks_for_something(text: str) -> None:
    (request,) = said(text, language="en")
    assert (request.by, request.kind) == ("customer", "request")
    assert request.evidence.quote in text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("修正版はいつ頃になりますか。", "ja"),
        ("年間プランにすると月割りでいくら違うんでしょうか。", "ja"),
        ("CSVの件、その後どうなりましたでしょうか。", "ja"),
        ("エラーの行番号だけでも分かると助かるのですが。", "ja"),
        ("How many seats do we have?", "en"),
        ("Could you tell me whether version 5 still supports the printer?", "en"),
        ("Does the discount apply per entity or across the group?", "en"),
    ],
)
def test_what_matters_to_know_is_a_question(text: str, language: str) -> None:
    (request,) = said(text, language=language)
    assert request.kind == "question"
    assert request.evidence.quote == text.rstrip("。")


@pytest.mark.parametrize(
    "text",
    [
        "お元気ですか。",
        "今後ともよろしくお願いいたします。",
        "ご不明な点がございましたらお気軽にご連絡ください。",
        "本当ですか。",
        "そうなんですか。",
        "では、始めましょうか。",
        "画面は見えていますか。",
        "それは困るじゃないですか。",
        "機能は同じですよね？",
        "何のために払っているんですか。",
        "「再起動してください」と表示されます。",
        "一旦持ち帰らせてください。",
        "先日は送っていただきありがとうございました。",
        "上から費用対効果を示すように言われています。",
        "お願いしたのに返事がありませんでした。",
        "何度もお電話をいただき恐縮です。",
        "少々お待ちください。",
        "何かありましたらご連絡ください。",
        "それでは佐藤様からご説明をお願いします。",
        "サポートは「ソフト会社に聞いてください」、それだけでした。",
        "四月にお願いいたしました集計機能でございますが。",
        "Q1：一番困っていることは何でしょうか？",
        "真面目な方なんです。",
    ],
)
def test_what_asks_for_nothing_in_japanese(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "How are you?",
        "Please let me know if you have any questions.",
        "Please find attached the minutes.",
        "Please note that we are closed on Monday.",
        "Really?",
        "It's the same thing, isn't it?",
        "Can you hear me?",
        "Can you see my screen now?",
        "Why are we even paying for this?",
        "Who has time for that?",
        "They told us to ask for a refund.",
        "The pop-up says please contact your administrator.",
        "Thank you for sending the report.",
        "I'd like to thank your team.",
        "We asked you for a date in November.",
        "Shall we start?",
        "Please treat this as formal notice.",
        "Q3 What would you change about it?",
        "No need to send anything.",
    ],
)
def test_what_asks_for_nothing_in_english(text: str) -> None:
    assert said(text, language="en") == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("設定画面の「出力」ボタンを押してください。", "ja"),
        ("右上のメニューから「帳票」を選択してください。", "ja"),
        ("Please click Settings and then Export.", "en"),
        ("Open the quote, then History on the right.", "en"),
    ],
)
def test_how_the_vendor_explains_the_product_is_no_request(text: str, language: str) -> None:
    assert said(text, language=language, side="vendor") == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("7月25日までにご記入のうえご返送ください。", "ja"),
        ("品目の一覧を頂戴できますでしょうか。", "ja"),
        ("Please spot-check ten labels tomorrow morning.", "en"),
    ],
)
def test_the_vendor_asks_too(text: str, language: str) -> None:
    (request,) = said(text, language=language, side="vendor")
    assert (request.by, request.kind) == ("vendor", "request")


@pytest.mark.parametrize(
    ("text", "language", "by", "kind"),
    [
        ("経緯をまとめた紙を一枚持ってきてほしいとのこと。", "ja", "customer", "request"),
        ("先方より見積書の再提出の依頼あり。", "ja", "customer", "request"),
        ("先方に利用者名簿の提出をお願いした。", "ja", "vendor", "request"),
        ("データの保管場所について質問あり。", "ja", "customer", "question"),
        ("They asked us to answer in the cells.", "en", "customer", "request"),
        ("Wants a named engineer.", "en", "customer", "request"),
        ("We asked them to send the logs.", "en", "vendor", "request"),
        ("Asked when the fix goes live.", "en", "customer", "question"),
    ],
)
def test_a_memo_tells_who_asked(text: str, language: str, by: str, kind: str) -> None:
    (request,) = said(text, language=language, side="unknown", channel="memo")
    assert (request.by, request.kind) == (by, kind)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("追加の希望も無し。", "ja"),
        ("会計ソフト会社への依頼は先方で行う。", "ja"),
        ("They asked nothing of us.", "en"),
        ("Asked whether we may present; the answer was a shrug.", "en"),
        ("Nobody on their side has told us to do anything.", "en"),
    ],
)
def test_a_memo_of_no_request(text: str, language: str) -> None:
    assert said(text, language=language, side="unknown", channel="memo") == []


@pytest.mark.parametrize(
    ("text", "language", "side", "kind"),
    [
        ("なるべく静かな時間で頼みます。", "ja", "customer", "request"),
        ("現地の写真を撮ってもらっていいですか", "ja", "customer", "request"),
        ("書面で出してもらわないと、上に通せません。", "ja", "customer", "request"),
        ("もう一名登録お願いします", "ja", "customer", "request"),
        ("ご手配のほど、よろしくお願いいたします。", "ja", "customer", "request"),
        ("次回は部長さんもご一緒にお願いします。", "ja", "customer", "request"),
        ("席を三つ減らしたいんですが。", "ja", "customer", "request"),
        ("ご捺印のうえご返送願います。", "ja", "vendor", "request"),
        ("主電源を一度落としてみてください。", "ja", "vendor", "request"),
        ("画面の写真を送ってください。", "ja", "vendor", "request"),
        ("見積の有効期限を教えてください。", "ja", "customer", "question"),
        ("立ち会いが要るかお知らせください。", "ja", "customer", "question"),
        ("棚卸しの日はどうしましょう。", "ja", "vendor", "question"),
        ("工期は？", "ja", "customer", "question"),
        ("何名様ですか。", "ja", "vendor", "question"),
        ("いつ頃来られそうですか。", "ja", "customer", "question"),
        ("型番はわかりますか。", "ja", "vendor", "question"),
        ("納品は五日の朝でよろしいですか。", "ja", "vendor", "question"),
        ("請求書は届いてますか。", "ja", "vendor", "question"),
        ("Wondering whether you could move our slot to the afternoon.", "en", "customer", "request"),
        ("Is there any way you can hurry this up?", "en", "customer", "request"),
        ("We'd like the revised drawings by Friday.", "en", "customer", "request"),
        ("I'd like those split by site.", "en", "customer", "request"),
        ("Two parking permits please, thanks", "en", "customer", "request"),
        ("Yes please, the large ones", "en", "customer", "request"),
        ("Could the engineer call when he is close?", "en", "customer", "request"),
        ("I want this sorted by Monday.", "en", "customer", "request"),
        ("Leave the valve shut until we have been.", "en", "vendor", "request"),
        ("Please send me a screenshot of the settings.", "en", "vendor", "request"),
        ("Let me know when the parts arrive.", "en", "customer", "question"),
        ("Which floor?", "en", "vendor", "question"),
        ("Has it shipped?", "en", "customer", "question"),
        ("Did it arrive all right?", "en", "vendor", "question"),
        ("Why are we billed twice?", "en", "customer", "question"),
        ("When would you like us to come?", "en", "vendor", "question"),
    ],
)
def test_many_ways_to_ask(text: str, language: str, side: Side, kind: str) -> None:
    (request,) = said(text, language=language, side=side)
    assert (request.by, request.kind) == (side, kind)


@pytest.mark.parametrize(
    ("text", "language", "side"),
    [
        ("今後ともご愛顧のほどお願い申し上げます。", "ja", "vendor"),
        ("よいお年をお迎えください。", "ja", "vendor"),
        ("ぜひ展示会にお越しいただきたいと思います。", "ja", "vendor"),
        ("選定の一助となれば幸いです。", "ja", "vendor"),
        ("少しお待ちいただけますか。", "ja", "vendor"),
        ("こちらでお調べしましょうか。", "ja", "vendor"),
        ("ほかにご質問はございますか。", "ja", "vendor"),
        ("それでは始めてよろしいでしょうか。", "ja", "vendor"),
        ("よければお使いください。", "ja", "vendor"),
        ("そうしていただけると助かります。", "ja", "customer"),
        ("作業は進めておいてもらって大丈夫です。", "ja", "customer"),
        ("あまり期待しないでください。", "ja", "customer"),
        ("大丈夫ですか？", "ja", "customer"),
        ("Pls do.", "en", "customer"),
        ("I'd like that.", "en", "customer"),
        ("I'd want the staff happy first.", "en", "customer"),
        ("It's not ideal, is it?", "en", "customer"),
        ("Shall I send you the brochure?", "en", "vendor"),
        ("Can I get you anything?", "en", "vendor"),
        ("We'd like to wish you all the best before the new year.", "en", "vendor"),
        ("Is that right?", "en", "customer"),
    ],
)
def test_courtesies_and_offers_ask_for_nothing(text: str, language: str, side: Side) -> None:
    assert said(text, language=language, side=side) == []


@pytest.mark.parametrize(
    ("text", "language", "by", "kind"),
    [
        ("倉庫の視察の希望あり。", "ja", "customer", "request"),
        ("工程表の提出依頼。", "ja", "customer", "request"),
        ("夕方に折り返し希望。", "ja", "customer", "request"),
        ("要返信：請求書の宛名。", "ja", "customer", "request"),
        ("代表印の登録証が要るそうです。", "ja", "customer", "request"),
        ("もう一度説明に来てほしいと。", "ja", "customer", "request"),
        ("先方へ配線図の提供を依頼。", "ja", "vendor", "request"),
        ("保証の年数を知りたいと言われた。", "ja", "customer", "question"),
        ("雨天時の段取りについて聞かれた。", "ja", "customer", "question"),
        ("夜間も使えるか問い合わせ。", "ja", "customer", "question"),
        ("Site manager is calm, wants minutes in writing.", "en", "customer", "request"),
        ("He wants the old unit taken away.", "en", "customer", "request"),
        ("Asked if we could come sooner.", "en", "customer", "request"),
        ("Callback requested.", "en", "customer", "request"),
        ("Told them to send photos.", "en", "vendor", "request"),
        ("Q from Ola: does it fit the old mounts?", "en", "customer", "question"),
        ("Queried the call-out charge.", "en", "customer", "question"),
    ],
)
def test_clipped_notes_tell_who_asked(text: str, language: str, by: str, kind: str) -> None:
    (request,) = said(text, language=language, side="unknown", channel="memo")
    assert (request.by, request.kind) == (by, kind)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("決裁が必要とのこと。", "ja"),
        ("要確認。", "ja"),
        ("質問は出なかった。", "ja"),
        ("Wants out at some point.", "en"),
        ("Needs board approval.", "en"),
    ],
)
def test_clipped_notes_of_no_request(text: str, language: str) -> None:
    assert said(text, language=language, side="unknown", channel="memo") == []


def test_a_note_tells_of_the_request_and_of_the_promise_that_answers_it() -> None:
    text = "カタログの送付依頼あり、明日発送する。"
    (request,) = said(text, side="unknown", channel="memo")
    assert request.evidence.quote == "カタログの送付依頼あり"


def test_nobody_knows_who_asks_when_the_side_is_unknown() -> None:
    assert said("見積書を送っていただけますか。", side="unknown") == []


def test_the_promise_before_a_request_stays_out_of_it() -> None:
    text = "年度内に二十席を発注しますので、見積を明日いただけますか。"
    (request,) = said(text)
    assert request.evidence.quote == "見積を明日いただけますか"


def test_what_is_promised_is_no_request() -> None:
    document = make_document("明日、資料を送ってください。", channel="meeting")
    promise = Promise("vendor", None, Evidence(document.id, 0, document.text, 0, len(document.text)))
    assert requests(document, whole(document), promised=[promise]) == []


def test_a_request_to_a_colleague_is_not_ours_to_answer() -> None:
    text = "当社 村瀬：助かります。\n当社 佐藤：村瀬さん、資料を印刷してください。\n森様：見積をください。"
    lines = [
        (text.index("助"), 6, "当社 村瀬", "vendor"),
        (text.index("村瀬さん"), 16, "当社 佐藤", "vendor"),
    ]
    turns = [Utterance(at, at + size, name, side) for at, size, name, side in lines]  # type: ignore[arg-type]
    turns.append(Utterance(text.index("見積"), len(text), "森様", "customer"))
    document = make_document(text, channel="meeting", utterances=tuple(turns))
    assert [request.evidence.quote for request in requests(document, whole(document))] == ["見積をください"]


def test_quoted_history_asks_nothing_anew() -> None:
    text = "承知しました。\n> 見積をお送りいただけますか。"
    cut = text.index(">")
    turns = (Utterance(0, cut, side="vendor"), Utterance(cut, len(text), side="customer", kind="quoted"))
    document = make_document(text, utterances=turns)
    assert requests(document, segments(document)) == []


_PIECES = st.sampled_from(
    [
        "見積を",
        "送って",
        "いただけますか",
        "ください",
        "、",
        "。",
        "①",
        "㍿",
        "？",
        "ので",
        "could you send ",
        "please fix it",
        "\n",
        "ｶﾞ",
        "「",
        "」と",
    ]
)
_TEXTS = st.one_of(st.text(max_size=80), st.lists(_PIECES, max_size=12).map("".join))


@given(
    text=_TEXTS,
    language=st.sampled_from(["ja", "en", "fr"]),
    channel=st.sampled_from(["memo", "email", "chat"]),
    side=st.sampled_from(["customer", "vendor", "unknown"]),
)
def test_any_text_is_read_and_quotes_are_verbatim(text: str, language: str, channel: str, side: Side) -> None:
    for request in said(text, language=language, channel=channel, side=side):
        quote = request.evidence
        assert quote.quote.strip()
        assert text[quote.start : quote.end] == quote.quote
