"""Word files."""

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from readers.reading import read, said

from voc.errors import InputError


def saved(document: "docx.document.Document") -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_paragraphs_tables_and_lists_in_order(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_heading("丸菱商事様 定例", level=1)
    table = word.add_table(rows=2, cols=2)
    for row, cells in zip(
        table.rows, [("日時", "2026年11月3日 10:00"), ("出席者", "戸塚様、当社 平岡")], strict=True
    ):
        row.cells[0].text, row.cells[1].text = cells
    word.add_paragraph("戸塚様：画面が遅いです。")
    word.add_paragraph("平岡：調べます。")
    word.add_heading("宿題", level=2)
    word.add_paragraph("平岡：調査結果", style="List Bullet")
    (meeting,), _ = read(tmp_path, "m.docx", saved(word))
    assert (meeting.title, meeting.channel) == ("丸菱商事様 定例", "meeting")
    assert meeting.time == datetime(2026, 11, 3, 10, 0, tzinfo=UTC)
    turns = [(part.speaker, part.side) for part in meeting.utterances if part.kind == "new"]
    assert turns == [("戸塚様", "customer"), ("平岡", "vendor"), (None, "unknown")]
    assert said(meeting)[2] == "# 宿題\n- 平岡：調査結果"


def test_a_transcript_teams_saved(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("Review-20261103_100000-Meeting Transcript")
    word.add_paragraph("November 3, 2026, 10:00AM")
    word.add_paragraph("Ana Ruiz started transcription")
    for name, clock, words in [
        ("Ana Ruiz", "0:05", "Your app is so slow that our drivers write it on paper."),
        ("Tom Beck", "0:12", "Sorry to hear that, I'll raise it with engineering today."),
    ]:
        paragraph = word.add_paragraph()
        paragraph.add_run(name).bold = True
        paragraph.add_run(f"   {clock}").add_break()
        paragraph.add_run(words)
    (meeting,), _ = read(tmp_path, "m.docx", saved(word))
    turns = [(part.speaker, part.side) for part in meeting.utterances if part.speaker]
    assert turns == [("Ana Ruiz", "customer"), ("Tom Beck", "vendor")]
    assert said(meeting)[-2:] == [
        "Your app is so slow that our drivers write it on paper.",
        "Sorry to hear that, I'll raise it with engineering today.",
    ]


def test_a_table_of_who_said_what(tmp_path: Path) -> None:
    word = docx.Document()
    table = word.add_table(rows=0, cols=2)
    for who, words in [("先方", "画面が遅い。"), ("当方", "調べる。"), ("先方", "急いでほしい。")]:
        row = table.add_row()
        row.cells[0].text, row.cells[1].text = who, words
    (meeting,), _ = read(tmp_path, "m.docx", saved(word))
    turns = [(part.speaker, part.side) for part in meeting.utterances]
    assert turns == [("先方", "customer"), ("当方", "vendor"), ("先方", "customer")]
    assert said(meeting) == ["画面が遅い。", "調べる。", "急いでほしい。"]


def test_tracked_changes_and_form_fields_read_as_they_show(tmp_path: Path) -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("解約は")
    for xml in (
        f"<w:del {nsdecls('w')}><w:r><w:delText>しない</w:delText></w:r></w:del>",
        f"<w:ins {nsdecls('w')}><w:r><w:t>する</w:t></w:r></w:ins>",
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:r><w:t>方針</w:t></w:r></w:sdtContent></w:sdt>",
    ):
        paragraph._p.append(parse_xml(xml))
    (note,), _ = read(tmp_path, "n.docx", saved(word))
    assert note.text == "解約はする方針"


def test_a_file_that_would_fill_the_memory_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(210):
                part.write(b" " * 1_000_000)
    assert (tmp_path / "bomb.docx").stat().st_size < 1_000_000
    with pytest.raises(InputError, match="unpack to more than 200 MB"):
        read(tmp_path, "bomb.docx", (tmp_path / "bomb.docx").read_bytes())


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "password or is of the old"),
        (b"just words", "no Word file"),
        (saved(docx.Document()), "has no text"),
    ],
)
def test_what_cannot_be_read_is_one_clear_error(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(tmp_path, "n.docx", content)


@pytest.mark.parametrize(
    "parts",
    [
        {"a.txt": "hello"},
        {"[Content_Types].xml": "<Types", "word/document.xml": "<w:document/>"},
        {"[Content_Types].xml": "<Types/>", "_rels/.rels": "<Relationships/>"},
    ],
)
def test_an_archive_that_is_no_word_file(tmp_path: Path, parts: dict[str, str]) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    with pytest.raises(InputError, match="no Word file"):
        read(tmp_path, "n.docx", file.getvalue())
