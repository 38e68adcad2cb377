"""SubRip captions."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from readers.reading import read

from voc.errors import InputError

CALL = """1
00:00:01,000 --> 00:00:03,000
Ana Ruiz (customer): We are not

2
00:00:03,000 --> 00:00:05,000
Ana Ruiz (customer): going to renew.

3
00:00:06,000 --> 00:00:08,500
Tom: I see. Note: this is
recorded.
"""


def test_captions_of_one_speaker_are_one_turn(tmp_path: Path) -> None:
    (meeting,), _ = read(tmp_path, "2026-11-03 call.srt", CALL)
    assert meeting.text == (
        "Ana Ruiz (customer): We are not going to renew.\nTom: I see. Note: this is recorded."
    )
    assert [part.side for part in meeting.utterances] == ["customer", "vendor"]
    assert meeting.utterances[1].time == datetime(2026, 11, 3, 0, 0, 6, tzinfo=UTC)


def test_japanese_captions_and_windows_lines(tmp_path: Path) -> None:
    srt = "1\n00:00:01,000 --> 00:00:03,000\n戸塚様：画面が\n\n2\n00:00:03,000 --> 00:00:05,000\n遅いです。\n"
    (meeting,), _ = read(tmp_path, "m.srt", srt.replace("\n", "\r\n").encode("cp932"))
    assert meeting.text == "戸塚様: 画面が遅いです。"


def test_an_empty_caption_is_counted(tmp_path: Path) -> None:
    (meeting,), _ = read(tmp_path, "m.srt", CALL + "\n4\n00:00:09,000 --> 00:00:10,000\n\n")
    assert [problem.code for problem in meeting.problems] == ["captions_left_out"]


@pytest.mark.parametrize("content", ["just words", "1\n00:00:01,000 --> 00:00:02,000\n\n"])
def test_no_captions_no_document(tmp_path: Path, content: str) -> None:
    with pytest.raises(InputError, match="no captions"):
        read(tmp_path, "m.srt", content)
