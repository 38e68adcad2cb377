"""Chats copied as text: their channel, and when each message was sent."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from readers.reading import read

from voc.readers import ReadOptions, read_text
from voc.types import Document

TOKYO = ReadOptions(timezone=ZoneInfo("Asia/Tokyo"))
LINE = (
    "[LINE] 南風商店 新垣とのトーク履歴\n保存日時：2026/11/04 18:00\n\n"
    "2026/11/03(火)\n9:05\t新垣\t在庫が合いません\n9:08\t比嘉\t調べます\n23:10\t新垣\tまだですか\n\n"
    "2026/11/04(水)\n8:30\t比嘉\t直りました\n"
)
PC = (
    "2026.11.03 火曜日\n9:05 新垣 在庫が 合いません\n9:08 比嘉 調べます\n23:10 新垣 まだですか\n"
    "2026.11.04 水曜日\n8:30 比嘉 直りました\n"
)
TIMES = ["03 09:05", "03 09:08", "03 23:10", "04 08:30"]


def spoken(document: Document) -> list[tuple[str | None, str]]:
    return [
        (part.speaker, document.text[part.start : part.end])
        for part in document.utterances
        if part.kind == "new"
    ]


def times(document: Document) -> list[str | None]:
    return [
        part.time.strftime("%d %H:%M") if part.time else None
        for part in document.utterances
        if part.kind == "new"
    ]


@pytest.mark.parametrize(
    "text",
    [
        LINE,
        LINE.replace("\t", " "),
        LINE.replace("\t", "    "),
        LINE.split("18:00\n\n")[1],
        PC,
        PC.replace("新垣", "新垣 凛").replace("比嘉", "比嘉 海"),
        LINE.replace("9:05", "午前9:05").replace("9:08", "午前9:08").replace("23:10", "午後11:10"),
        "[LINE] Chat history with Ana\nSaved on: 2026/11/04 18:00\n\nTue, 11/03/2026\n9:05 AM\tAna\tIt fails\n"
        "9:08 AM\tTom\tWe look\n11:10 PM\tAna\tStill\nWed, 11/04/2026\n8:30 AM\tTom\tDone\n",
        "Tue, 03/11/2026\n9:05 Ana It fails\n9:08 Tom We look\n23:10 Ana Still\nWed, 04/11/2026\n8:30 Tom Done\n",
    ],
)
def test_a_talk_of_line(text: str) -> None:
    chat = read_text(text, TOKYO)
    assert chat.channel == "chat"
    assert times(chat) == TIMES
    assert chat.time == datetime(2026, 11, 3, 9, 5, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert spoken(chat)[3][1] in ("直りました", "Done")
    assert len({who for who, _ in spoken(chat)}) == 2


def test_names_and_words_of_line_with_spaces() -> None:
    chat = read_text(PC.replace("新垣", "新垣 凛"), TOKYO)
    assert spoken(chat)[:2] == [("新垣 凛", "在庫が 合いません"), ("比嘉", "調べます")]


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz  10:15 AM\nThe export fails.\n\nTom Beck  10:17 AM\nWhich one?\n",  # Slack
        "新垣 凛  10:15\n在庫が合いません\n\n比嘉 海  10:17\n調べます\n",
        "Ana Ruiz\n  10:15 AM\nThe export fails.\nTom Beck\n  10:17 AM\nWhich one?\n",
        "[11/3 10:15 AM] Ana Ruiz\nThe export fails.\n\n[11/3 10:17 AM] Tom Beck\nWhich one?\n",  # Teams
        "Ana Ruiz, Yesterday at 10:15 AM\nThe export fails.\nTom Beck, Yesterday at 10:17 AM\nWhich one?\n",
        "[10:02] <Ana Ruiz> The export fails.\n[10:03] <Tom Beck> Which one?\n[10:04] <Ana Ruiz> PDF.\n",
        "Chat transcript 771\n\nVisitor: I cannot cancel.\nAgent Kim: May I ask why?\nVisitor: Too expensive.\n",
        "チャットログ\n\nお客様：解約できません。\nオペレーター：理由を伺えますか。\nお客様：高いので。\n",
    ],
)
def test_a_chat_without_days_has_no_times(text: str) -> None:
    chat = read_text(text, TOKYO)
    assert chat.channel == "chat"
    assert set(times(chat)) == {None}
    assert chat.time is None


@pytest.mark.parametrize(
    "text",
    [
        "[2026/11/03 10:15] 新垣 凛 (南風商店)\n在庫が合いません\n\n[2026/11/03 10:17] 比嘉 海\n調べます\n",  # Teams
        "新垣 凛\n2026年11月3日 10:15\n在庫が合いません\n\n比嘉 海\n2026年11月3日 10:17\n調べます\n",  # Chatwork
        "新垣 凛 2026年11月3日(火) 10:15\n在庫が合いません\n\n比嘉 海 2026年11月3日(火) 10:17\n調べます\n",
        "[2026-11-03 10:15] Ana Ruiz: The export fails.\n[2026-11-03 10:17] Tom Beck: Which one?\n",
        "Ana Ruiz  Nov 3, 2026 at 10:15 AM\nThe export fails.\n\nTom Beck  Nov 3, 2026 at 10:17 AM\nWhich one?\n",
        "2026年11月3日\n\n新垣 凛  10:15\n在庫が合いません\n\n比嘉 海  10:17\n調べます\n",
    ],
)
def test_days_beside_or_above_the_clocks(text: str) -> None:
    chat = read_text(text, TOKYO)
    assert (chat.channel, times(chat)) == ("chat", ["03 10:15", "03 10:17"])


@pytest.mark.parametrize(
    "text",
    [
        "10:02 田中様: 聞こえますか。\n10:02 佐藤: はい。\n10:04 田中様: 更新は見送ります。\n",
        "Ana Ruiz  0:05\nThe export fails.\n\nTom Beck  0:12\nWhich one?\n\nAna Ruiz  1:15\nPDF.\n",
        "Mark Ellis  00:03\nThanks.\n\nAna Ruiz  31:12\nIt is slow.\n\nMark Ellis  32:00\nI see.\n",
        "[00:00:05] 佐藤：本日はお時間を。\n[00:00:12] 三浦様：こちらこそ。\n[00:01:00] 佐藤：では。\n",
        "日時：2026/11/03\n出席者：田中様、佐藤\n\n田中様  10:15\n遅いです。\n\n佐藤  10:17\n調べます。\n",
        "定例会議 議事録\n\n田中様  10:15\n遅いです。\n\n佐藤  10:17\n調べます。\n",
        "田中様：更新は見送ります。\n佐藤：承知しました。\n",
    ],
)
def test_minutes_and_transcripts_are_no_chats(text: str) -> None:
    meeting = read_text(text, TOKYO)
    assert meeting.channel == "meeting"
    assert set(times(meeting)) == {None}


def test_a_day_of_the_chat_comes_before_that_of_the_file(tmp_path: Path) -> None:
    (chat,), _ = read(tmp_path, "talk_20261231.txt", LINE, TOKYO)
    assert chat.time == datetime(2026, 11, 3, 9, 5, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert "time_from" not in chat.fields


def test_whom_a_message_of_chatwork_is_to_is_not_said_and_does_not_part_words_from_clock() -> None:
    chat = read_text(
        "新垣 凛\n2026年11月3日 10:15\n[To:123]比嘉さん\n在庫が合いません\n\n"
        "比嘉 海\n2026年11月3日 10:17\n[rp aid=1 to=2-3]新垣さん\n調べます\n\n新垣 凛\n2026年11月4日 9:00\nはい\n",
        TOKYO,
    )
    assert chat.channel == "chat"
    said = [each for each in chat.utterances if each.kind == "new"]
    assert [each.time.strftime("%d %H:%M") if each.time else None for each in said] == [
        "03 10:15",
        "03 10:17",
        "04 09:00",
    ]
