"""Transcripts with captions."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from readers.reading import read

from voc.errors import InputError
from voc.readers import ReadOptions

ZOOM = """WEBVTT

1
00:00:01.000 --> 00:00:03.000
Dana Reyes (Northquay): We are not

2
00:00:03.000 --> 00:00:05.000
Dana Reyes (Northquay): going to renew.

3
00:00:06.000 --> 00:00:08.000
CSM Theo: I see. May I ask why?
"""
TEAMS = """WEBVTT

00:00:01.000 --> 00:00:03.000
<v 田中 一郎>更新は</v>

00:00:03.000 --> 00:00:05.000
<v 田中 一郎>見送ります。</v>

00:10:00.000 --> 00:10:04.000
<v 田中 一郎>費用が<i>理由</i>です &amp; 時期です。</v>
"""


def test_captions_of_one_speaker_are_one_turn(tmp_path: Path) -> None:
    (meeting,), _ = read(tmp_path, "m.vtt", ZOOM)
    assert meeting.text == (
        "Dana Reyes (Northquay): We are not going to renew.\nCSM Theo: I see. May I ask why?"
    )
    assert [part.side for part in meeting.utterances] == ["customer", "vendor"]
    assert (meeting.channel, meeting.language) == ("meeting", "en")


def test_voices_tags_and_a_long_silence(tmp_path: Path) -> None:
    (meeting,), _ = read(tmp_path, "m.vtt", TEAMS, ReadOptions(customers=("田中",)))
    assert meeting.text == "田中 一郎: 更新は見送ります。\n田中 一郎: 費用が理由です & 時期です。"
    assert {part.side for part in meeting.utterances} == {"customer"}


def test_a_date_in_the_name_times_every_turn(tmp_path: Path) -> None:
    (meeting,), _ = read(tmp_path, "2026-11-03 定例.vtt", TEAMS)
    assert meeting.time == datetime(2026, 11, 3, tzinfo=UTC)
    assert meeting.utterances[1].time == datetime(2026, 11, 3, 0, 10, tzinfo=UTC)


def test_a_missing_header_is_a_problem_not_an_end(tmp_path: Path) -> None:
    (meeting,), _ = read(tmp_path, "m.vtt", ZOOM.removeprefix("WEBVTT\n\n"))
    assert len(meeting.utterances) == 2
    assert [problem.code for problem in meeting.problems] == ["vtt_no_header"]


def test_a_broken_caption_is_counted(tmp_path: Path) -> None:
    (meeting,), _ = read(tmp_path, "m.vtt", ZOOM + "\n4\n00:00:09.000 --> 00:00:0x\nlost\n")
    assert len(meeting.utterances) == 2


@pytest.mark.parametrize("content", ["WEBVTT\n", "just words", "WEBVTT\n\n00:00:01.000 --> 00:00:02.000\n\n"])
def test_no_captions_no_document(tmp_path: Path, content: str) -> None:
    with pytest.raises(InputError, match="no captions"):
        read(tmp_path, "m.vtt", content)


def test_a_caption_without_a_name_is_nobodys_where_every_other_has_one(tmp_path: Path) -> None:
    text = ZOOM.replace("CSM Theo: I see. May", "May")
    (meeting,), _ = read(tmp_path, "m.vtt", text)
    assert [part.speaker for part in meeting.utterances] == ["Dana Reyes (Northquay)", None]


def test_a_caption_without_a_name_goes_on_where_names_stand_once(tmp_path: Path) -> None:
    text = ZOOM.replace("Dana Reyes (Northquay): going", "going")
    (meeting,), _ = read(tmp_path, "m.vtt", text)
    assert [part.speaker for part in meeting.utterances] == ["Dana Reyes (Northquay)", "CSM Theo"]
