"""Whatever a file holds: documents and problems, or one clear error, and offsets that hold."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from readers.outlook import Item, msg

from voc.errors import VocError
from voc.readers import READERS, ReadOptions, read, read_text
from voc.types import Document, Problem

SUFFIX = {
    name: f".{name}" for name in ("xlsx", "docx", "vtt", "srt", "html", "mbox", "msg", "jsonl", "csv")
} | {
    "slack": ".zip",
    "mail": ".eml",
    "zendesk": ".json",
    "intercom": ".json",
    "text": ".txt",
}
OUTLOOK = msg(Item({0x0037: "更新", 0x1000: "解約"})).decode("latin-1")
PIECES = {
    "csv": ["a,comment\n", "会社名,ご意見\n", ",", '"', "\n", "\t", ";", "遅い", "1/2/2026", "\r", "理由"],
    "text": [
        "日時：",
        "2026-13-40",
        "田中：",
        "：",
        "\n",
        "【",
        "】",
        "> ",
        "On x wrote:\n",
        "○",
        "　",
        "-- ",
        "10:15",
        "差出人: a\n件名:",
    ],
    "mail": [
        *(
            "From: a@b.example.com\n",
            "Subject: =?utf-8?B?",
            "?=",
            "=?x?q?=E3?=",
            "\n\n",
            "Content-Type: ",
            "multipart/mixed;",
        ),
        *(
            "boundary=x\n",
            "--x\n",
            "text/html; charset=",
            "iso-2022-jp\n",
            "\x1b$B",
            "Content-Transfer-Encoding: base64\n",
        ),
        *(
            "Date: ",
            "<p>",
            "<blockquote>",
            "&#x110000;",
            "message/rfc822\n",
            "On x wrote:\n",
            "> ",
            "-- \n",
            "uuencode\n",
        ),
    ],
    "jsonl": [
        '{"text": "',
        '"}',
        "\n",
        '"turns": [',
        "{",
        "}",
        '"ja": "遅い"',
        "]",
        ",",
        "\\ud800",
        "1e999",
        "NaN",
        "[" * 50,
    ],
    "vtt": [
        "WEBVTT\n",
        "\n",
        "00:00:01.000 --> 00:00:02.000\n",
        "<v 田中>",
        "</v>",
        "Dana: ",
        "99:99:99.999 --> x\n",
        "NOTE\n",
        "STYLE\n",
    ],
    "slack": ["PK\x03\x04", "users.json", "general/2026-10-01.json", "PK\x01\x02", "PK\x05\x06" + "\0" * 18],
    "zendesk": [
        *(
            '{"tickets": [',
            '{"requester_id": 1, "assignee_id": 2, "comments": [',
            '{"body": "遅い", "author_id": 1}',
        ),
        *("]", "}", ",", "\n", '"created_at": "2026-13-01"', '"comments": 3', '"requester": null'),
    ],
    "intercom": [
        *(
            '{"type": "conversation", "source": {',
            '"body": "<p>x", "author": {"type": "user"}',
            "}",
            "]",
            ",",
        ),
        *(
            '"conversation_parts": {"conversation_parts": [',
            '"created_at": 1e99',
            '"conversation_rating": 1',
            "\n",
        ),
    ],
    "mbox": [
        "From a@b.example.com Tue Nov  3 10:15:00 2026\n",
        "\n",
        "Subject: x\n",
        ">From a",
        "\r\n",
        "見送り",
    ],
    "msg": [OUTLOOK, OUTLOOK[:1500], OUTLOOK[1500:], "\xff" * 512],
    "xlsx": ["PK\x03\x04", "xl/workbook.xml"],
    "docx": ["PK\x03\x04", "word/document.xml"],
    "srt": [
        "1\n",
        "\n",
        "00:00:01,000 --> 00:00:02,000\n",
        "Dana: ",
        ">> ",
        "田中：",
        "99:99:99,999 --> x\n",
    ],
    "html": [
        "<p>",
        "<td>",
        "</table>",
        "<li>",
        "田中：",
        "<br>",
        "&#x110000;",
        "<meta charset=x>",
        "<script>",
        "日時：",
    ],
}


def test_every_reader_has_a_suffix_and_pieces_here() -> None:
    assert set(SUFFIX) == set(PIECES) == set(READERS)


@pytest.mark.parametrize("name", sorted(READERS))
@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_reader_gives_documents_or_problems_or_one_error(name: str, data: st.DataObject) -> None:
    pieces = st.lists(st.sampled_from(PIECES[name]) | st.text(max_size=8), max_size=25).map("".join)
    encoding = data.draw(st.sampled_from(["utf-8", "cp932", "utf-16", "iso2022_jp", "euc-jp", "latin-1"]))
    content = data.draw(st.binary(max_size=200) | pieces.map(lambda text: text.encode(encoding, "replace")))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"file{SUFFIX[name]}"
        path.write_bytes(content)
        reader = READERS.load(name)()
        assert reader.accepts(path, content[:4096]) in (True, False)
        try:
            found = list(read(path, ReadOptions(vendors=("us",))))
        except VocError as error:
            assert "\n" not in str(error)
            return
    for item in found:
        assert isinstance(item, Document | Problem)
        if isinstance(item, Document):
            assert_offsets_hold(item)


@given(
    st.lists(st.sampled_from(PIECES["text"] + PIECES["mail"]) | st.text(max_size=10), min_size=1).map("".join)
)
@settings(max_examples=200, deadline=None)
def test_pasted_text_gives_one_document(text: str) -> None:
    try:
        document = read_text(text)
    except VocError:
        assert not text.strip()
        return
    assert_offsets_hold(document)
    covered = "".join(document.text[part.start : part.end] for part in document.utterances)
    assert len(covered) <= len(document.text)


@pytest.mark.parametrize(
    "run", [" ", "　", "-", "様", "「", "平素は", "課題：x\n", "a@", "1.", "> ", "On 3 wrote:\n", "検"]
)
def test_a_long_run_of_anything_is_read_in_time_that_grows_with_its_length(run: str) -> None:
    # a pattern that goes back and forth would need hours for these
    text = run * (60_000 // len(run)) + "x"
    assert_offsets_hold(read_text(text))
    assert_offsets_hold(read_text(text, ReadOptions(channel="email")))


def assert_offsets_hold(document: Document) -> None:
    end = 0
    for part in document.utterances:
        assert end <= part.start < part.end <= len(document.text)
        said = document.text[part.start : part.end]
        assert said == said.strip()
        end = part.end
    document.text.encode()
