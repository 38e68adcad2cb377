"""Tables as CSV, XLSX, HTML and Markdown, read back."""

from __future__ import annotations

import csv
import io
from datetime import date
from html.parser import HTMLParser

import openpyxl
import pytest

from voc.exports.delimited import escaped, to_csv
from voc.exports.page import to_html
from voc.exports.quote_pack import Quote, TopicQuotes, to_markdown
from voc.exports.table import Table
from voc.exports.xlsx import to_xlsx

EVIL = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝１＋１", " =1+1", "－HYPERLINK"]
TABLE = Table(
    "発言",
    ("トピック", "件数", "語調", "日付", "メモ"),
    (("料金が高い", 12, -0.25, date(2026, 9, 1), None), ("=cmd|' /C calc'!A0", 0, 0.5, None, "改行\nあり")),
)


@pytest.mark.parametrize("text", EVIL)
def test_no_cell_of_a_csv_computes(text: str) -> None:
    ((cell,),) = csv.reader(io.StringIO(to_csv(Table("t", (text,), ())).decode("utf-8-sig"), newline=""))
    assert cell == f"'{text}"


@pytest.mark.parametrize("text", ["料金が高い", "1-2", "a=b", "", "'引用'"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert escaped(text) == text


def test_a_csv_reads_back() -> None:
    rows = list(csv.reader(io.StringIO(to_csv(TABLE).decode("utf-8-sig"), newline="")))
    assert rows == [
        ["トピック", "件数", "語調", "日付", "メモ"],
        ["料金が高い", "12", "-0.25", "2026-09-01", ""],
        ["'=cmd|' /C calc'!A0", "0", "0.5", "", "改行\nあり"],
    ]


def test_a_workbook_reads_back_with_numbers_days_and_no_formula() -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx([TABLE, Table("a/b:c", ("x",), ())])))
    assert book.sheetnames == ["発言", "a b c"]
    sheet = book["発言"]
    assert [cell.value for cell in sheet[2]][:3] == ["料金が高い", 12, -0.25]
    assert sheet["D2"].value.date() == date(2026, 9, 1) and sheet["D2"].is_date
    assert (sheet["A3"].data_type, sheet["A3"].quotePrefix) == ("s", True)
    assert sheet.freeze_panes == "A2"


def test_a_workbook_takes_any_text_and_is_the_same_every_time() -> None:
    table = Table("t", ("x",), (("\x00a\x0b\ud7ff",), ("長" * 40_000,)))
    first, second = to_xlsx([table]), to_xlsx([table])
    assert first == second
    assert openpyxl.load_workbook(io.BytesIO(first)).active["A2"].value == "a\ud7ff"


class Outside(HTMLParser):
    """Collects whatever a page would load, and its tags."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.loads += [
            str(value) for name, value in attrs if name in ("src", "href") and value and value[0] != "#"
        ]


def test_a_page_needs_nothing_else_and_shows_words_as_words() -> None:
    evil = Table("<b>t</b>", ("x",), (("<script>alert(1)</script>",), (12_000,), (-0.5,)))
    page = to_html("題 & <i>", language="ja", notes=["<u>"], tables=[evil], picture="<?xml?><svg></svg>")
    read = Outside()
    read.feed(page.decode())
    assert read.loads == [] and "script" not in read.tags and "i" not in read.tags and "u" not in read.tags
    assert '<html lang="ja">' in page.decode() and "width=device-width" in page.decode()
    assert "<?xml" not in page.decode() and "12,000" in page.decode() and "-0.5" in page.decode()


def test_a_quote_is_no_markup() -> None:
    quote = Quote("# 1*2\n<b>- x</b>\n- 点\n1. 一", "A_B", date(2026, 9, 1), "メール", "d1", 3, 9)
    text = to_markdown("題", ["注"], [TopicQuotes("t", "話題", "12文書", (quote,))])
    assert "> \\# 1\\*2  \n> \\<b\\>- x\\</b\\>  \n> \\- 点  \n> 1\\. 一\n>\n" in text
    assert "— 2026-09-01 · メール · A\\_B · `d1` 3–9" in text
