"""Numbers of a conversation, checked by hand."""

from datetime import timedelta

import pytest

from builders import NOON, make_document
from voc.conversation import Conversations, Threads, talk, turns_of
from voc.readers import ReadOptions, read_text
from voc.types import Document, SideTalk, Utterance

HOUR = timedelta(hours=1)


def mail(text: str, side: str, hours: float, name: str, answers: str | None, **fields: object) -> Document:
    return make_document(
        text,
        id=name,
        utterances=(Utterance(0, len(text), side=side),),  # type: ignore[arg-type]
        time=NOON + hours * HOUR,
        thread=answers or name,
        fields={"message_id": name} | fields,
    )


def sides(found: tuple[SideTalk, ...]) -> dict[str, SideTalk]:
    return {each.side: each for each in found}


def test_a_japanese_meeting() -> None:
    text = "佐藤：いかがですか。ご不便はありますか。\n田中様：検索が遅いです。\n佐藤：調べます。"
    found = sides(talk(turns_of(read_text(text))))
    assert [found[side].turns for side in ("customer", "vendor")] == [1, 2]
    # 7 + 10 and 5 characters of ours, 8 of theirs
    assert [found[side].characters for side in ("customer", "vendor")] == [8, 22]
    assert [found[side].share for side in ("customer", "vendor")] == [0.267, 0.733]
    assert (found["vendor"].mean_turn, found["vendor"].longest_turn) == (11, 17)
    assert [found[side].questions for side in ("customer", "vendor")] == [0, 2]
    assert found["vendor"].reply_hours is None


def test_an_english_call() -> None:
    text = "Rep (Theo): How is it going?\nDana: Slow. Can you fix it? When?\nRep (Theo): Soon."
    found = sides(talk(turns_of(read_text(text, ReadOptions(customers=("Dana",))))))
    assert [found[side].turns for side in ("customer", "vendor")] == [1, 2]
    assert [found[side].questions for side in ("customer", "vendor")] == [2, 1]
    assert found["customer"].characters == len("Slow.Canyoufixit?When?")


def test_a_kana_weighs_as_much_as_two_letters() -> None:
    text = "先方：検索が遅い\n当方：Is it slow?"
    found = sides(talk(turns_of(read_text(text))))
    assert found["customer"].share == pytest.approx(10 / (10 + 9), abs=0.001)


def test_lines_of_one_speaker_in_a_row_are_one_turn() -> None:
    text = "遅い。高い。はい。"
    parts = (Utterance(0, 3, "田中"), Utterance(3, 6, "田中"), Utterance(6, 9, "佐藤"))
    assert len(turns_of(make_document(text, channel="meeting", utterances=parts))) == 2


def test_who_answers_how_fast_in_a_thread() -> None:
    conversations = Conversations()
    found: tuple[SideTalk, ...] = ()
    for each in (
        mail("いつ直りますか。", "customer", 0, "a", None),
        mail("まだですか。", "customer", 20, "b", "a"),
        mail("明日直します。", "vendor", 24, "c", "b"),  # names only the mail it answers
        mail("助かります。", "customer", 26, "d", "c"),
        mail("不在です。", "vendor", 26.1, "e", "d", automatic=True),
    ):
        found = conversations.add(each)
    assert (sides(found)["vendor"].reply_hours, sides(found)["customer"].reply_hours) == (24.0, 2.0)
    assert [(each.side, each.turns, each.replies) for each in found] == [("customer", 3, 1), ("vendor", 1, 1)]
    (exchange,) = conversations.exchanges()
    assert (exchange.mails, talk(exchange.turns)) == (5, found)


def test_the_order_of_reading_does_not_matter() -> None:
    mails = [
        mail("Could you send the quote?", "customer", 0, "a", None),
        mail("Here it is.", "vendor", 5, "b", "a"),
        mail("Thanks!", "customer", 6, "c", "b"),
    ]
    results = []
    for order in (mails, mails[::-1], [mails[2], mails[0], mails[1]]):
        conversations = Conversations()
        results.append([conversations.add(each) for each in order][-1])
    assert results[0] == results[1] == results[2]
    assert sides(results[0])["vendor"].reply_hours == 5


def test_a_sentence_quoted_without_a_mark_counts_once() -> None:
    first = "月末の締め処理が毎回二時間止まるので困っています。"
    conversations = Conversations()
    conversations.add(mail(first, "customer", 0, "a", None))
    found = sides(conversations.add(mail(f"調べます。\n{first}", "vendor", 2, "b", "a")))
    assert found["vendor"].characters == len("調べます。")
    assert found["customer"].characters == len(first)


def test_the_same_mail_read_twice_counts_once() -> None:
    conversations = Conversations()
    conversations.add(mail("遅いです。", "customer", 0, "a", None))
    conversations.add(mail("調べます。", "vendor", 2, "b", "a"))
    assert conversations.add(mail("調べます。", "vendor", 2, "b", "a")) == ()
    assert [exchange.mails for exchange in conversations.exchanges()] == [2]


def test_mails_of_a_thread_share_its_name() -> None:
    mails = [
        mail("a", "customer", 0, "a", None),
        mail("b", "vendor", 1, "b", "a"),
        mail("c", "customer", 2, "c", "b"),
    ]
    threads = Threads(mails[::-1])
    assert {threads.of(each) for each in mails} == {"a"}


def test_a_note_of_one_voice_is_no_conversation() -> None:
    assert Conversations().add(read_text("違和感メモ：質問が少なかった。")) == ()
