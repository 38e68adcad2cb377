from datetime import date, timedelta

import pytest

from builders import NOON, make_analysis, make_document, make_segment
from voc.contacts import contacts
from voc.languages.problems import message_of
from voc.signals import due_dates
from voc.types import Person, Utterance


def test_a_contact_for_each_dated_document():
    mail, undated = make_document(), make_document("いつか。", time=None)
    found, _ = contacts([mail, undated], [make_analysis(mail, score=-0.5), make_analysis(undated)])
    assert [(contact.document, contact.side, contact.tone) for contact in found] == [
        (mail.id, "customer", -0.5)
    ]


def test_an_automatic_reply_is_no_contact():
    away = make_document("8月末まで休みをいただいております。", fields={"automatic": True})
    assert contacts([away], [make_analysis(away)]) == ([], [])


def test_contacts_without_a_date_or_from_the_future_are_left_out_and_told():
    mail = make_document()
    undated = make_document("いつか。", id="u", source="memo.txt", time=None)
    future = make_document("来年です。", id="f", source="x.eml", time=NOON + timedelta(days=30))
    documents = [mail, undated, future]
    found, problems = contacts(documents, [make_analysis(each) for each in documents], now=NOON)
    assert [contact.document for contact in found] == [mail.id]
    assert [(problem.code, problem.values["first"]) for problem in problems] == [
        ("undated_contact", "memo.txt"),
        ("future_contact", "x.eml"),
    ]
    assert all(message_of(problem, "ja") for problem in problems)


@pytest.mark.parametrize(
    ("text", "language", "until"),
    [
        ("決算期で来月まで動けません。", "ja", date(2026, 10, 31)),
        ("It is our year-end closing, so we will be quiet until 20 October.", "en", date(2026, 10, 20)),
        ("夏季休業のため、ご連絡が遅くなります。", "ja", date(2026, 9, 22)),
    ],
)
def test_an_announced_silence_has_an_end(text, language, until):
    document = make_document(text, language=language)
    segment = make_segment(text, id=f"{document.id}:0-{len(text)}", document=document.id, language=language)
    analysis = make_analysis(document, segments=(segment,))
    [contact], _ = contacts([document], [analysis], day_named=due_dates.resolve)
    assert contact.away is not None
    assert (contact.away.until, contact.away.evidence.quote) == (until, text)


def test_who_came_to_a_meeting_and_how_much_they_talked():
    text = "佐藤：本日はいかがですか。\n森部長：順調です。特に困りごとはありません。来月の定例は延期させてください。"
    turns = (
        Utterance(3, 13, "佐藤", "vendor"),
        Utterance(18, len(text), "森部長", "customer"),
    )
    document = make_document(text, channel="meeting", utterances=turns)
    said = text[18:]
    segment = make_segment(said, id="m", document=document.id, start=18, end=len(text), utterance=1)
    people = (Person("森", "customer", "部長", NOON, None), Person("佐藤", "vendor", None, NOON, None))
    [contact], _ = contacts([document], [make_analysis(document, segments=(segment,), people=people)])
    assert (contact.attendees, contact.rank, contact.moved) == (("森",), 3, True)
    assert contact.talk_share is not None
    assert 0.5 < contact.talk_share < 1


def test_in_mails_nobody_attends():
    [contact], _ = contacts([make_document()], [make_analysis(make_document())])
    assert (contact.attendees, contact.rank, contact.talk_share) == ((), None, None)
