"""Spreadsheets."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from readers.reading import read

from voc import readers
from voc.errors import InputError
from voc.types import Document, Problem


def saved(folder: Path, **sheets: list[list[object]]) -> Path:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    path = folder / "survey.xlsx"
    book.save(path)
    return path


def test_every_sheet_with_text_is_read(tmp_path: Path) -> None:
    path = saved(
        tmp_path,
        十月=[["会社名", "回答日", "満足度", "コメント"], ["A社", datetime(2026, 10, 1), 3, "検索が遅い"]],
        November=[["Company", "Score", "Comment"], ["Northquay", 5.0, "Works well for all of us"]],
    )
    first, second = readers.read(path)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.account, first.time, first.fields) == (
        "A社",
        datetime(2026, 10, 1, tzinfo=UTC),
        {"score": 3},
    )
    assert (second.text, second.fields, second.source) == (
        "Works well for all of us",
        {"score": 5},
        "survey.xlsx#November#2",
    )


def test_a_sheet_without_text_is_a_problem(tmp_path: Path) -> None:
    path = saved(tmp_path, 集計=[["月", "件数"], [1, 20]], 回答=[["コメント"], ["良い"]])
    found = list(readers.read(path))
    assert [type(item) for item in found] == [Document, Problem]


def test_a_book_without_any_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="月, 件数"):
        list(readers.read(saved(tmp_path, 集計=[["月", "件数"], [1, 20]])))


def test_a_file_that_only_claims_to_be_a_spreadsheet_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no spreadsheet"):
        read(tmp_path, "broken.xlsx", b"PK\x03\x04 not really")


def test_joined_cells(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    rows = [
        ["顧客アンケート 2026年度"],
        [],
        ["会社名", "満足度", None, "コメント"],
        [None, "サポート", "機能", None],
        ["A社", 4, 2, "検索が遅い"],
        [None, 5, 3, "電話が早い"],
        ["B社", 3, 3, "特になし"],
        ["平均", 4, 2.7, None],
    ]
    for row in rows:
        sheet.append(row)
    for area in ("A1:D1", "A3:A4", "B3:C3", "D3:D4", "A5:A6"):
        sheet.merge_cells(area)
    book.save(tmp_path / "joined.xlsx")
    found = list(readers.read(tmp_path / "joined.xlsx"))
    documents = [item for item in found if isinstance(item, Document)]
    assert len(found) == 3
    assert [(each.account, each.text) for each in documents] == [
        ("A社", "検索が遅い"),
        ("A社", "電話が早い"),
        ("B社", "特になし"),
    ]
    assert documents[1].fields == {"score": 5, "満足度 / 機能": 3}
    assert documents[0].source == "joined.xlsx#Sheet#5"


def test_days_as_numbers_and_as_words_of_an_era(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["会社名", "回答日", "ご意見"],
        ["A社", 46143, "遅い"],
        ["B社", "R8.5.2", "速い"],
        ["C社", "令和8年5月3日", "普通"],
    ]
    documents = list(readers.read(saved(tmp_path, 回答=rows)))
    days = [document.time.day for document in documents if isinstance(document, Document) and document.time]
    assert days == [1, 2, 3]


def test_a_hidden_sheet_is_left_out_and_told(tmp_path: Path) -> None:
    path = saved(tmp_path, 回答=[["ご意見"], ["遅い"]], 旧=[["ご意見"], ["古い回答"]], 表=[["月"], [1]])
    book = load_workbook(path)
    book["旧"].sheet_state = book["表"].sheet_state = "hidden"
    book.save(path)
    document, problem = readers.read(path)
    assert isinstance(document, Document)
    assert isinstance(problem, Problem)
    assert (document.text, problem.code, problem.place) == ("遅い", "sheet_hidden", "sheet 旧")
    assert [preview.source for preview in readers.previews(path)] == ["survey.xlsx#回答"]
