"""Timelines, single texts and conversations as JSON Lines."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from readers.reading import read, said

from voc.errors import InputError
from voc.readers import ReadOptions


def test_a_timeline(tmp_path: Path) -> None:
    line = {
        "account": "A社",
        "time": "2026-10-01T09:30:00+09:00",
        "channel": "email",
        "speaker": "田中",
        "side": "customer",
        "text": "お世話になっております。\n契約を見直したいです。",
        "title": "ご相談",
        "thread": "t1",
        "id": "x-1",
    }
    (mail,), problems = read(tmp_path, "t.jsonl", json.dumps(line, ensure_ascii=False) + "\n")
    assert problems == []
    assert (mail.account, mail.channel, mail.title, mail.thread) == ("A社", "email", "ご相談", "t1")
    assert mail.time is not None
    assert mail.time.utcoffset() == timedelta(hours=9)
    assert said(mail) == ["契約を見直したいです。"]
    assert {(part.speaker, part.side) for part in mail.utterances} == {("田中", "customer")}
    assert mail.fields == {"id": "x-1"}


def test_a_memo_is_by_us_but_about_the_customer(tmp_path: Path) -> None:
    line = {"channel": "memo", "speaker": "佐藤", "side": "vendor", "text": "質問が減った。"}
    (memo,), _ = read(tmp_path, "t.jsonl", json.dumps(line, ensure_ascii=False))
    assert [(part.speaker, part.side) for part in memo.utterances] == [("佐藤", "unknown")]


def test_a_bad_line_is_a_problem_and_the_rest_goes_on(tmp_path: Path) -> None:
    content = '{"text": "fine by us"}\n{broken\n[1]\n\n{"id": 3}\n{"text": "too slow"}\n'
    documents, problems = read(tmp_path, "t.jsonl", content)
    assert [document.text for document in documents] == ["fine by us", "too slow"]
    assert [(problem.code, problem.place) for problem in problems] == [
        ("not_json", "line 2"),
        ("not_an_object", "line 3"),
        ("no_text", "line 5"),
    ]


def test_a_meeting_in_two_languages_is_two_documents(tmp_path: Path) -> None:
    turns = [
        {"speaker": "A", "ja": "始めましょう。", "en": "Let us start."},
        {"speaker": "B", "ja": "はい。", "en": "Yes."},
    ]
    (japanese, english), _ = read(tmp_path, "m.jsonl", json.dumps({"id": "m1", "turns": turns}))
    assert (japanese.language, english.language) == ("ja", "en")
    assert japanese.text == "A: 始めましょう。\nB: はい。"
    assert said(english) == ["Let us start.", "Yes."]
    assert english.fields == {"id": "m1", "version": "en"}


def test_turns_with_sides_and_roles(tmp_path: Path) -> None:
    turns = [
        {"role": "user", "content": "It fails"},
        {"role": "agent", "content": "Sorry!"},
        {"role": "user", "content": ""},
    ]
    (chat,), _ = read(tmp_path, "c.jsonl", json.dumps({"channel": "chat", "turns": turns}))
    assert [(part.speaker, part.side) for part in chat.utterances] == [
        ("user", "customer"),
        ("agent", "vendor"),
    ]


def test_an_unknown_channel_is_said_and_kept(tmp_path: Path) -> None:
    (document,), _ = read(tmp_path, "t.jsonl", '{"text": "hello there", "channel": "pigeon"}')
    assert (document.channel, document.fields) == ("survey", {"channel": "pigeon"})
    assert document.problems[0].code == "unknown_channel"


def test_a_speaker_in_the_text_of_a_meeting_is_found(tmp_path: Path) -> None:
    line = {"channel": "meeting", "text": "当社 佐藤：いかがですか。\nA社 田中様：難しいです。"}
    (meeting,), _ = read(tmp_path, "m.jsonl", json.dumps(line))
    assert [part.side for part in meeting.utterances] == ["vendor", "customer"]


def test_half_a_character_is_replaced(tmp_path: Path) -> None:
    (document,), _ = read(tmp_path, "t.jsonl", '{"text": "fine \\ud83d ok", "note": "a\\u0000b"}')
    assert document.text == "fine � ok"
    assert document.fields == {"note": "a�b"}


def test_a_file_without_any_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no line with a text"):
        read(tmp_path, "t.jsonl", '{"a": 1}\n')


def test_a_mapping_makes_a_key_a_plain_field(tmp_path: Path) -> None:
    options = ReadOptions(mapping={"text": "said", "field": ["account"]})
    (document,), _ = read(tmp_path, "t.jsonl", '{"said": "too slow", "account": "x"}', options)
    assert (document.text, document.account, document.fields) == ("too slow", None, {"account": "x"})
