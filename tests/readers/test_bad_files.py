"""Files that are empty, too large, not allowed or odd: a problem with a code, in both languages, with its place."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from readers.reading import read

from voc import pipeline, readers
from voc.errors import InputError
from voc.languages.problems import message_of
from voc.readers import ReadOptions, office_zip, read_text
from voc.types import Document, Problem

KINDS = (
    "eml",
    "mbox",
    "msg",
    "csv",
    "tsv",
    "xlsx",
    "docx",
    "html",
    "json",
    "jsonl",
    "vtt",
    "srt",
    "txt",
    "md",
    "zip",
)


def refused(path: Path) -> InputError:
    with pytest.raises(InputError) as raised:
        list(readers.read(path))
    assert message_of(raised.value, "ja")
    return raised.value


@pytest.mark.parametrize("content", [b"", b"\n", b" \r\n\t"])
@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_file(tmp_path: Path, kind: str, content: bytes) -> None:
    path = tmp_path / f"a.{kind}"
    path.write_bytes(content)
    assert (refused(path).code, str(refused(path))) == ("empty", f"a.{kind} is empty")


@pytest.mark.parametrize("kind", ["csv", "txt", "jsonl", "vtt", "eml"])
def test_a_file_of_a_byte_order_mark_alone(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a.{kind}"
    path.write_bytes(b"\xef\xbb\xbf")
    assert refused(path).code


def workbook(*cells: tuple[str, str]) -> bytes:
    book, file = Workbook(), io.BytesIO()
    for row in (["会社名", "ご意見"], ["A社", "検索が遅い"]):
        book.active.append(row)
    for place, words in cells:
        book.active[place] = words
    book.save(file)
    return file.getvalue()


def test_cells_worlds_apart_are_refused_before_room_is_made_for_all_between(tmp_path: Path) -> None:
    (tmp_path / "far.xlsx").write_bytes(workbook(("XFD1048576", "x")))
    assert refused(tmp_path / "far.xlsx").code == "cells_too_far_apart"


def test_a_cell_a_little_apart_or_only_coloured_is_fine(tmp_path: Path) -> None:
    documents, _ = read(tmp_path, "near.xlsx", workbook(("AZ200", "x")))
    assert documents[0].text == "検索が遅い"


def test_a_workbook_that_unpacks_to_too_much(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 3_000_000)
    with pytest.raises(InputError, match="unpack to more than 2 MB"):
        office_zip.demand_fair_size(path, most=2_000_000)


@pytest.mark.parametrize("name", ["bomb.xlsx", "bomb.docx"])
def test_a_zip_that_says_it_holds_less_than_it_does(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 3_000_000)
        archive.writestr("word/document.xml", b" " * 3_000_000)
    size = (3_000_000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, (9).to_bytes(4, "little")))
    assert refused(path).code in ("no_spreadsheet", "no_word_file", "unpacks_to_too_much")


def test_headings_that_come_twice(tmp_path: Path) -> None:
    content = "会社名,ご意見,メモ欄,メモ欄\nA社,検索が遅い,x,y\nB社,返信が早い,,\n"
    documents, (problem,) = read(tmp_path, "a.csv", content)
    assert (problem.code, problem.place) == ("duplicate_heading", "row 1")
    assert message_of(problem, "ja").startswith("見出し「メモ欄」が 2 つ以上あります")  # type: ignore[union-attr]
    assert [document.text for document in documents] == ["検索が遅い", "返信が早い"]


def test_nul_bytes_in_a_note(tmp_path: Path) -> None:
    note = "定例の議事録\n\n田中様：検索が\0遅いです。\n佐藤：調べます。\n田中様：急ぎます。\n"
    (meeting,), _ = read(tmp_path, "a.txt", note)
    assert ("検索が遅いです。" in meeting.text, [problem.code for problem in meeting.problems]) == (
        True,
        ["nul_bytes"],
    )


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.jsonl", "a.vtt", "a.srt", "a.tsv"])
def test_a_line_of_a_megabyte(tmp_path: Path, name: str) -> None:
    words = "解約を考えています。" * 40_000
    content = {
        "a.html": f"<p>{words}</p>",
        "a.jsonl": f'{{"text": "{words}"}}\n{{"text": "遅い"}}\n',
        "a.vtt": f"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nDana: {words}\n",
        "a.srt": f"1\n00:00:01,000 --> 00:00:02,000\nDana: {words}\n",
        "a.tsv": f"会社名\tご意見\nA社\t{words}\nB社\t遅い\n",
    }.get(name, words)
    documents, problems = read(tmp_path, name, content)
    assert (words in documents[0].text, problems) == (True, [])
    assert [document.text for document in documents[1:]] in ([], ["遅い"])


def locked(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Opening or listing what is called `name` is not allowed, also to root, who may do anything."""
    for method in ("open", "iterdir"):
        plain = getattr(Path, method)

        def guarded(path: Path, *given: Any, plain: Any = plain, **named: Any) -> Any:
            if path.name == name:
                raise PermissionError(13, "Permission denied", str(path))
            return plain(path, *given, **named)

        monkeypatch.setattr(Path, method, guarded)


def test_a_folder_with_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "b.csv", "c.txt"):
        (tmp_path / name).write_text("会社名,ご意見\nA社,検索が遅い\n")
    locked(monkeypatch, "b.csv")
    found = list(pipeline.read([tmp_path], ReadOptions()))
    assert [type(item) for item in found] == [Document, Problem, Document]
    (problem,) = (item for item in found if isinstance(item, Problem))
    assert (problem.code, problem.place) == ("not_allowed", str(tmp_path / "b.csv"))
    assert message_of(problem, "ja") == f"{tmp_path / 'b.csv'} を読む権限がありません"


def test_a_folder_in_a_folder_that_may_not_be_looked_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("遅い")
    (tmp_path / "locked").mkdir()
    locked(monkeypatch, "locked")
    document, problem = pipeline.read([tmp_path], ReadOptions())
    assert isinstance(document, Document)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.place) == ("not_allowed", str(tmp_path / "locked"))


def test_a_link_to_nowhere(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("遅い")
    (tmp_path / "b.txt").symlink_to(tmp_path / "gone.txt")
    _, problem = pipeline.read([tmp_path], ReadOptions())
    assert isinstance(problem, Problem)
    assert (problem.code, problem.place) == ("not_found", str(tmp_path / "b.txt"))


def test_nothing_pasted() -> None:
    with pytest.raises(InputError, match="no text"):
        read_text(" \n")
