"""A rep's memos: one line, or many under a day and a writer each."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from readers.reading import read, said

from voc.readers import read_text

JA = ("反応がいつもより薄い。", "返信が三日ない。")
EN = ("Tom was short with us.", "No reply for three days.")


@pytest.mark.parametrize(
    ("text", "words", "writer"),
    [
        (f"2026/5/12 佐藤：{JA[0]}\n2026/5/19 佐藤：{JA[1]}", JA, "佐藤"),
        (f"2026/5/12(火) 佐藤\n{JA[0]}\n\n5/19(火) 佐藤\n{JA[1]}", JA, "佐藤"),
        (f"■2026-05-12 / 佐藤\n{JA[0]}\n■2026-05-19 / 佐藤\n{JA[1]}", JA, "佐藤"),
        (f"【2026/5/12】{JA[0]}（佐藤）\n【5/19】{JA[1]}（佐藤）", JA, "佐藤"),
        (f"【2026/5/12 佐藤】{JA[0]}\n【5/19 佐藤】{JA[1]}", JA, "佐藤"),
        (f"令和8年5月12日 佐藤：{JA[0]}\nR8.5.19 佐藤：{JA[1]}", JA, "佐藤"),
        (f"2026/5/12 10:30 佐藤 太郎\n{JA[0]}\n2026/5/19 9:00 佐藤 太郎\n{JA[1]}", JA, "佐藤 太郎"),
        (f"2026年5月12日（火） 訪問\n{JA[0]}\n2026年5月19日（火） 電話\n{JA[1]}", JA, None),
        (f"12 May 2026 – Sam: {EN[0]}\n19 May – Sam: {EN[1]}", EN, "Sam"),
        (f"2026-05-12 [jd] {EN[0]}\n2026-05-19 [jd] {EN[1]}", EN, "jd"),
        (f"[2026-05-12] jd: {EN[0]}\n[2026-05-19] jd: {EN[1]}", EN, "jd"),
        (f"2026-05-12 | jd | {EN[0]}\n2026-05-19 | jd | {EN[1]}", EN, "jd"),
        (f"May 12, 2026 - Sam Cole\n{EN[0]}\n\nMay 19, 2026 - Sam Cole\n{EN[1]}", EN, "Sam Cole"),
        (f"## 2026-05-12 by Sam\n{EN[0]}\n## 2026-05-19 by Sam\n{EN[1]}", EN, "Sam"),
        (f"Tue 12/05/2026 SC - {EN[0]}\nTue 19/05/2026 SC - {EN[1]}", EN, "SC"),
    ],
)
def test_each_memo_is_a_document_with_its_day_and_writer(
    tmp_path: Path, text: str, words: tuple[str, str], writer: str | None
) -> None:
    memos, problems = read(tmp_path, "memo.txt", text)
    assert problems == []
    assert [memo.channel for memo in memos] == ["memo", "memo"]
    assert [memo.time and memo.time.date().isoformat() for memo in memos] == ["2026-05-12", "2026-05-19"]
    assert [said(memo)[0].rpartition("\n")[2] for memo in memos] == list(words)
    parts = [part for memo in memos for part in memo.utterances]
    assert {(part.speaker, part.side) for part in parts} == {(writer, "unknown")}
    assert [memo.source for memo in memos] == ["memo.txt#1", "memo.txt#2"]


def test_pasted_they_are_one_document_with_an_utterance_each() -> None:
    note = read_text(f"2026/5/12 佐藤：{JA[0]}\n2026/5/19 鈴木：{JA[1]}")
    assert (note.channel, note.time) == ("memo", datetime(2026, 5, 19, tzinfo=UTC))
    assert [(part.speaker, part.time and part.time.day) for part in note.utterances] == [
        ("佐藤", 12),
        ("鈴木", 19),
    ]


def test_one_line_with_day_and_writer() -> None:
    (part,) = read_text(f"2026/5/12 佐藤：{JA[0]}").utterances
    assert (part.speaker, part.time) == ("佐藤", datetime(2026, 5, 12, tzinfo=UTC))


def test_a_memo_that_was_there_before_is_the_same_document_when_the_file_has_grown(tmp_path: Path) -> None:
    before, _ = read(tmp_path, "memo.txt", f"2026/5/12 佐藤：{JA[0]}\n2026/5/13 佐藤：不在。\n")
    after, _ = read(
        tmp_path, "memo.txt", f"2026/5/12 佐藤：{JA[0]}\n2026/5/13 佐藤：不在。\n2026/5/19 佐藤：{JA[1]}\n"
    )
    assert [memo.id for memo in after][:2] == [memo.id for memo in before]


def test_a_day_without_a_year_is_near_the_one_before_or_the_file_s(tmp_path: Path) -> None:
    text = f"北里商事 違和感メモ\n\n12/20 佐藤：{JA[0]}\n1/8 佐藤：{JA[1]}\n"
    memos, _ = read(tmp_path, "memo-2026-11.txt", text)
    assert [memo.time and memo.time.date().isoformat() for memo in memos] == ["2026-12-20", "2027-01-08"]
    assert memos[0].title == "北里商事 違和感メモ"
    undated, _ = read(tmp_path, "memo.txt", text)
    assert [memo.time for memo in undated] == [None, None]


def test_the_head_of_the_file_is_about_every_memo(tmp_path: Path) -> None:
    text = f"顧客: 北里商事\n種別: 違和感メモ\n日付: 2026-06-01\n\n5/12 佐藤：{JA[0]}\n5/19 佐藤：{JA[1]}\n"
    memos, _ = read(tmp_path, "m.txt", text)
    assert [(memo.account, memo.time and memo.time.year) for memo in memos] == [("北里商事", 2026)] * 2


@pytest.mark.parametrize(
    "text",
    [
        "2026/11/12 定例（Web会議）\n佐藤：いかがですか。\n田中様：遅いです。",
        "5/12 田中様：遅いです。\n5/13 佐藤：すみません。",
        "2026/5/12 10:00 佐藤: はい\n2026/5/12 10:01 田中: 遅いです\n2026/5/12 10:02 佐藤: 承知",
        "5/12 説明会\n5/20 導入\n6/1 稼働",
        "5/12に訪問した。部長は不在。\n5/19の定例で聞く。",
        "12 May was fine.\n19 May was not.",
        "訪問した。\n担当は不在。\n次は\n5/19 に行く。\n5/20 は休み。",
    ],
)
def test_days_in_other_notes_open_no_memos(tmp_path: Path, text: str) -> None:
    (document,), _ = read(tmp_path, "note.txt", text)
    assert "#" not in document.source
