"""Ids come from the content."""

import json
from pathlib import Path
from typing import Any

import pytest
from readers.reading import read

from voc.readers import ReadOptions

ROWS = "会社名,コメント\nA社,特になし\nA社,特になし\nA社,遅い\n"


def test_the_same_content_has_the_same_ids_under_another_name(tmp_path: Path) -> None:
    first, _ = read(tmp_path, "october.csv", ROWS)
    second, _ = read(tmp_path, "copy.csv", ROWS.encode("cp932"))
    assert [document.id for document in first] == [document.id for document in second]


def test_identical_answers_stay_two_documents(tmp_path: Path) -> None:
    documents, _ = read(tmp_path, "october.csv", ROWS)
    assert len({document.id for document in documents}) == 3


def test_another_account_or_channel_is_another_document(tmp_path: Path) -> None:
    (plain,), _ = read(tmp_path, "n.txt", "更新は見送りたいとのこと。")
    (of_account,), _ = read(tmp_path, "n.txt", "更新は見送りたいとのこと。", ReadOptions(account="A社"))
    (of_channel,), _ = read(tmp_path, "n.txt", "更新は見送りたいとのこと。", ReadOptions(channel="chat"))
    assert len({plain.id, of_account.id, of_channel.id}) == 3
    assert (of_account.account, of_channel.channel) == ("A社", "chat")


def test_a_date_from_the_file_name_does_not_change_the_id(tmp_path: Path) -> None:
    captions = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nDana: We are leaving.\n"
    (dated,), _ = read(tmp_path, "GMT20261103-101500_Recording.vtt", captions)
    (undated,), _ = read(tmp_path, "meeting.vtt", captions)
    assert dated.id == undated.id
    assert (dated.time is None, undated.time) == (False, None)


def test_rows_in_another_order_are_the_same_documents(tmp_path: Path) -> None:
    header, *rows = ROWS.splitlines()
    levels = [f"{row},{level}" for row, level in zip(rows, ("満足", "やや不満", "不満"), strict=True)]
    first, _ = read(tmp_path, "october.csv", "\n".join([f"{header},満足度", *levels]))
    second, _ = read(tmp_path, "again.csv", "\n".join([f"{header},満足度", *reversed(levels)]))
    assert {document.id for document in first} == {document.id for document in second}
    assert [document.fields["score"] for document in second] == [1, 2, 5]


def test_a_longer_export_adds_only_what_is_new(tmp_path: Path) -> None:
    first, _ = read(tmp_path, "october.csv", ROWS)
    second, _ = read(tmp_path, "november.csv", ROWS + "A社,特になし\nB社,良い\n")
    assert len({document.id for document in second} - {document.id for document in first}) == 2
    assert {document.id for document in first} <= {document.id for document in second}


def test_a_title_or_another_separator_changes_no_document(tmp_path: Path) -> None:
    plain, _ = read(tmp_path, "october.csv", ROWS)
    titled, _ = read(tmp_path, "titled.csv", "2026年10月 アンケート,\n\n" + ROWS + "合計,\n")
    tabbed, _ = read(tmp_path, "october.tsv", ROWS.replace(",", "\t"))
    assert [each.id for each in plain] == [each.id for each in titled] == [each.id for each in tabbed]


MAIL = (
    "From: Ann <ann@a.example.com>\nTo: sato@vendor.example.com\nSubject: {subject}\n"
    "Date: Tue, 3 Nov 2026 {clock} +0900\nMessage-ID: <m1@a.example.com>\n\n{words}\n"
)


def a_mail(words: str, *, subject: str = "Renewal", clock: str = "10:15:00") -> str:
    return MAIL.format(words=words, subject=subject, clock=clock)


def test_a_corrected_mail_is_another_version_of_the_same(tmp_path: Path) -> None:
    (first,), _ = read(tmp_path, "a.eml", a_mail("We renew in March."))
    (corrected,), _ = read(tmp_path, "b.eml", a_mail("We renew in May.", clock="11:00:00"))
    (wrapped,), _ = read(tmp_path, "c.eml", a_mail("We renew\nin March.\n\n-- \nlist footer"))
    assert first.original == corrected.original is not None
    assert (first.id != corrected.id, first.id) == (True, wrapped.id)
    assert (first.revised, corrected.revised) == (first.time, corrected.time)


def test_one_message_id_under_other_subjects_is_other_mails(tmp_path: Path) -> None:
    (first,), _ = read(tmp_path, "a.eml", a_mail("New enquiry", subject="Enquiry 1"))
    (second,), _ = read(tmp_path, "b.eml", a_mail("New enquiry", subject="Enquiry 2"))
    assert (first.id != second.id, first.original != second.original) == (True, True)


def test_who_is_ours_makes_no_other_mail_but_the_account_the_caller_gives_does(tmp_path: Path) -> None:
    mail = a_mail("We renew in March.")
    (plain,), _ = read(tmp_path, "a.eml", mail)
    (ours,), _ = read(tmp_path, "a.eml", mail, ReadOptions(vendors=("a.example.com",)))
    (given,), _ = read(tmp_path, "a.eml", mail, ReadOptions(account="acc-1"))
    assert (plain.id, plain.account) == (ours.id, "a.example.com")
    assert (plain.id != given.id, plain.original != given.original) == (True, True)


def ticket(*comments: str, updated: str) -> dict[str, Any]:
    said = [
        {"author_id": 1, "body": words, "created_at": f"2026-10-0{day}T01:00:00Z"}
        for day, words in enumerate(comments, start=1)
    ]
    return {
        "id": 7, "requester_id": 1, "assignee_id": 2, "comments": said,
        "created_at": "2026-10-01T01:00:00Z", "updated_at": updated,
    }  # fmt: skip


def conversation(*parts: str, updated: int) -> dict[str, Any]:
    said = [
        {"body": words, "created_at": 1790816400 + day, "author": {"type": "user", "name": "Dana"}}
        for day, words in enumerate(parts)
    ]
    return {
        "type": "conversation", "id": "88", "created_at": 1790816400, "updated_at": updated,
        "source": {"body": "The export fails", "author": {"type": "user", "name": "Dana"}},
        "conversation_parts": {"conversation_parts": said},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("short", "grown"),
    [
        (
            ticket("遅い", updated="2026-10-01T02:00:00Z"),
            ticket("遅い", "まだです", updated="2026-10-03T00:00:00Z"),
        ),
        (conversation(updated=1790816400), conversation("Any news?", updated=1790820000)),
    ],
)
def test_a_conversation_that_has_grown_is_another_version_of_the_same(
    tmp_path: Path, short: dict[str, Any], grown: dict[str, Any]
) -> None:
    (first,), _ = read(tmp_path, "october.json", json.dumps([short]))
    (again,), _ = read(tmp_path, "copy.json", json.dumps([short]))
    (second,), _ = read(tmp_path, "november.json", json.dumps([grown]))
    assert (first.id, first.original) == (again.id, second.original)
    assert (first.id != second.id, first.original is not None) == (True, True)
    assert first.revised is not None
    assert second.revised is not None
    assert first.revised < second.revised


def test_a_conversation_twice_in_one_export_is_read_once(tmp_path: Path) -> None:
    found = ticket("遅い", updated="2026-10-01T02:00:00Z")
    documents, (problem,) = read(tmp_path, "t.json", json.dumps([found, found]))
    assert (len(documents), problem.code, problem.place) == (1, "same_conversation", "t.json#7")


def test_a_ticket_without_its_comments_does_not_claim_to_be_the_whole_of_it(tmp_path: Path) -> None:
    listed = {**ticket(updated="2026-12-01T00:00:00Z"), "description": "遅い"}
    del listed["comments"]
    (document,), _ = read(tmp_path, "t.json", json.dumps([listed]))
    assert document.revised is None
