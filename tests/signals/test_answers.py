from __future__ import annotations

from datetime import timedelta

import pytest

from builders import NOON, make_document
from voc.signals.answers import with_status
from voc.signals.requests import requests
from voc.text.segment import segments
from voc.types import Analysis, Document, Request, Side, Utterance

DAY = timedelta(days=1)


def mail(text: str, *, side: Side, days: int = 0, **fields: object) -> Document:
    given = {
        "id": f"{side}-{days}-{len(text)}",
        "utterances": (Utterance(0, len(text), side=side),),
        "time": NOON + days * DAY,
        "thread": None,
    }
    return make_document(text, **(given | fields))


def meeting(*turns: tuple[str, Side, str], language: str = "ja", days: int = 0) -> Document:
    text, parts = "", []
    for speaker, side, words in turns:
        parts.append(Utterance(len(text), len(text) + len(words), speaker, side))
        text += f"{words}\n"
    return make_document(
        text, channel="meeting", utterances=tuple(parts), language=language, time=NOON + days * DAY
    )


def followed(*documents: Document, days: int = 10) -> list[Request]:
    analyses = []
    for document in documents:
        parts = tuple(segments(document))
        found = tuple(requests(document, parts))
        analyses.append(Analysis(document.id, parts, (), (), (), (), requests=found))
    return with_status(documents, analyses, as_of=NOON + days * DAY)


ASK_JA = "先月お話しした請求書の控えを送っていただけますか。"
ASK_EN = "Could you send us the signed contract and the invoice?"


@pytest.mark.parametrize(
    ("ask", "reply", "language"),
    [
        (ASK_JA, "ご依頼の請求書の控えを添付いたしました。", "ja"),
        (ASK_JA, "請求書の控えを昨日お送りしました。", "ja"),
        (ASK_EN, "The signed contract and the invoice are attached.", "en"),
        (ASK_EN, "We sent the contract with the invoice on Monday.", "en"),
    ],
)
def test_what_is_sent_later_is_answered_with_the_words_that_say_so(
    ask: str, reply: str, language: str
) -> None:
    asked = mail(ask, side="customer", language=language)
    later = mail(reply, side="vendor", days=2, language=language)
    (request,) = followed(asked, later)
    assert request.status == "answered"
    assert request.answer is not None
    assert (request.answer.document, request.answer.quote) == (later.id, reply)
    assert later.text[request.answer.start : request.answer.end] == request.answer.quote


@pytest.mark.parametrize(
    ("reply", "side"),
    [
        ("請求書の控えは来週までにお送りします。", "vendor"),  # put off
        ("新しい端末を昨日発送しました。", "vendor"),  # another matter
        ("請求書の控えを経理に送付しました。", "customer"),  # the same side
        ("請求書の控えの件、確認してご連絡いたします。", "vendor"),
    ],
)
def test_what_nobody_answered_is_open(reply: str, side: Side) -> None:
    asked, later = mail(ASK_JA, side="customer"), mail(reply, side=side, days=2)
    assert followed(asked, later)[0].status == "open"


def test_an_answer_before_the_request_is_none() -> None:
    before = mail("請求書の控えを添付いたしました。", side="vendor", days=-3)
    assert followed(before, mail(ASK_JA, side="customer"))[0].status == "open"


def test_after_a_long_time_nobody_knows() -> None:
    assert followed(mail(ASK_JA, side="customer"), days=200)[0].status == "unknown"


def test_without_a_date_nobody_knows() -> None:
    assert followed(mail(ASK_JA, side="customer", time=None))[0].status == "unknown"


def test_a_machines_answer_is_none() -> None:
    later = mail("請求書の控えを添付いたしました。", side="vendor", days=1, fields={"automatic": True})
    assert followed(mail(ASK_JA, side="customer"), later)[0].status == "open"


@pytest.mark.parametrize(
    ("ask", "reply", "language", "status"),
    [
        ("添付ファイルの上限はいくつですか。", "一通二十五メガです。", "ja", "answered"),
        ("添付ファイルの上限はいくつですか。", "確認して折り返します。", "ja", "open"),
        ("添付ファイルの上限はいくつですか。", "ありがとうございます。", "ja", "open"),
        ("What is the limit on attachments?", "It is 25 MB for each file.", "en", "answered"),
        ("What is the limit on attachments?", "Let me check with engineering.", "en", "open"),
        ("この席数で設定を変えてもらえますか。", "はい、いま変えました。", "ja", "answered"),
        ("この席数で設定を変えてもらえますか。", "承知しました。", "ja", "open"),
    ],
)
def test_the_next_turn_answers_in_a_meeting(ask: str, reply: str, language: str, status: str) -> None:
    document = meeting(("森", "customer", ask), ("佐藤", "vendor", reply), language=language)
    assert [request.status for request in followed(document)] == [status]


def test_a_reply_in_the_thread_answers_a_question_about_the_same() -> None:
    asked = mail("添付ファイルの上限はどのくらいでしょうか。", side="customer", thread="t")
    reply = mail("添付ファイルは一通あたり二十五メガまでです。", side="vendor", days=1, thread="t")
    other = mail("本日の会議室は三階です。", side="vendor", days=1, thread="t")
    assert followed(asked, reply)[0].status == "answered"
    assert followed(asked, other)[0].status == "open"


def test_our_memo_tells_what_came_in() -> None:
    asked = mail("利用者名簿のご提出をお願いいたします。", side="vendor")
    came = mail("先方より利用者名簿を受領。", side="unknown", days=3, channel="memo")
    sent = mail("利用者名簿の様式を送付済み。", side="unknown", days=3, channel="memo")
    assert followed(asked, came)[0].status == "answered"
    assert followed(asked, sent)[0].status == "open"
