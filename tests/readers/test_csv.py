"""Surveys and cancellation forms as CSV."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from readers.reading import read, said

from voc.errors import InputError
from voc.readers import ReadOptions


def test_a_japanese_survey(tmp_path: Path) -> None:
    rows = "回答日,会社名,満足度,NPS,ご意見・ご要望,業種\n2026/10/01,北里商事,4,8,検索が遅いです。,卸売\n"
    (answer,), problems = read(tmp_path, "survey.csv", rows.encode("cp932"))
    assert problems == []
    assert (answer.text, answer.account, answer.channel) == ("検索が遅いです。", "北里商事", "survey")
    assert answer.time == datetime(2026, 10, 1, tzinfo=UTC)
    assert answer.fields == {"score": 4, "nps": 8, "業種": "卸売"}
    assert answer.source == "survey.csv#2"
    assert (answer.language, answer.utterances[0].side) == ("ja", "customer")


def test_an_english_survey(tmp_path: Path) -> None:
    rows = "Date,Account Name,CSAT Score,Comment\n03/14/2026,Northquay,2,The export fails every day.\n"
    (answer,), _ = read(tmp_path, "survey.csv", rows)
    assert (answer.text, answer.account, answer.language) == (
        "The export fails every day.",
        "Northquay",
        "en",
    )
    assert (answer.time, answer.fields) == (datetime(2026, 3, 14, tzinfo=UTC), {"csat": 2})


def test_a_cancellation_form_keeps_the_chosen_reason_apart_from_the_words(tmp_path: Path) -> None:
    rows = "お客様名,解約理由,その他の理由\n東海精工,価格,現場が使ってくれませんでした\n西野運輸,機能不足,\n"
    (stated, silent), problems = read(tmp_path, "cancel.csv", rows)
    assert (stated.channel, stated.text) == ("cancellation", "現場が使ってくれませんでした")
    assert stated.fields["chosen_reason"] == "価格"
    assert (silent.text, silent.utterances, silent.fields["chosen_reason"]) == ("", (), "機能不足")
    assert problems == []


def test_a_reason_in_free_words_is_the_text(tmp_path: Path) -> None:
    rows = "会社名,解約理由\nA社,来期から予算が半分になるため\nB社,担当者が異動し使う人がいなくなった\n"
    documents, _ = read(tmp_path, "cancel.csv", rows)
    assert [document.text[:2] for document in documents] == ["来期", "担当"]


def test_several_questions_are_one_document_with_headings(tmp_path: Path) -> None:
    rows = "会社名,良い点,改善してほしい点\nA社,サポートが速い,検索が遅い\nB社,,特になし\n"
    (both, one), _ = read(tmp_path, "survey.csv", rows)
    assert said(both) == ["サポートが速い", "検索が遅い"]
    assert said(both, "header") == ["良い点", "改善してほしい点"]
    assert said(one) == ["特になし"]


def test_free_text_is_found_by_its_look_where_no_heading_tells(tmp_path: Path) -> None:
    rows = (
        "key,x,kind\n1,The dashboard takes minutes to load,bug\n2,Nobody here knows how to set it up,help\n"
    )
    documents, _ = read(tmp_path, "data.csv", rows)
    assert [document.text for document in documents][1] == "Nobody here knows how to set it up"
    assert documents[0].fields == {"key": "1", "kind": "bug"}


def test_id_text_label(tmp_path: Path) -> None:
    (document,), _ = read(tmp_path, "set.tsv", "id\ttext\tlabel\n7\ttoo slow\tneg\n")
    assert (document.text, document.fields) == ("too slow", {"id": "7", "label": "neg"})


def test_a_table_without_text_says_what_it_has_and_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"the columns are: 会社名, 満足度.*--map"):
        read(tmp_path, "scores.csv", "会社名,満足度\nA社,3\nB社,4\n")


def test_a_mapping_names_the_columns(tmp_path: Path) -> None:
    options = ReadOptions(mapping={"text": "F7", "account": "F2"})
    (document,), _ = read(tmp_path, "odd.csv", "F2,F7\nA社,ok\n", options)
    assert (document.text, document.account) == ("ok", "A社")
    with pytest.raises(InputError, match="F9"):
        read(tmp_path, "odd.csv", "F2,F7\nA社,ok\n", ReadOptions(mapping={"text": "F9"}))
    with pytest.raises(InputError, match="the roles are: text, account"):
        read(tmp_path, "odd.csv", "F2,F7\nA社,ok\n", ReadOptions(mapping={"words": "F7"}))


def test_a_bad_row_is_a_problem_and_the_rest_goes_on(tmp_path: Path) -> None:
    rows = "account,comment\nA,fine\nB,too,many,cells\nC,good\n"
    documents, (problem,) = read(tmp_path, "bad.csv", rows)
    assert [document.account for document in documents] == ["A", "C"]
    assert (problem.code, problem.place) == ("too_many_cells", "row 3")


def test_an_open_quote_costs_one_line(tmp_path: Path) -> None:
    rows = 'account,comment\nA,"never closed\nB,fine\nC,good\n'
    documents, (problem,) = read(tmp_path, "quote.csv", rows)
    assert [document.account for document in documents] == ["B", "C"]
    assert (problem.code, problem.place) == ("open_quote", "row 2")


def test_one_column_keeps_its_commas(tmp_path: Path) -> None:
    bare, _ = read(tmp_path, "b.csv", "Slow, and we wait every day.\nSupport is quick, which helps\nPricey\n")
    assert [document.text for document in bare][1:] == ["Support is quick, which helps", "Pricey"]
    assert len(bare) == 3
    headed, problems = read(tmp_path, "h.csv", "ご意見\n遅い,毎日困る\n速い\n")
    assert ([document.text for document in headed], problems) == (["遅い,毎日困る", "速い"], [])
    titled, _ = read(tmp_path, "t.csv", "コメント\n\n会社名,コメント\nA社,遅い\n")
    assert [(document.account, document.text) for document in titled] == [("A社", "遅い")]


def test_cells_with_line_breaks_separators_and_quotes(tmp_path: Path) -> None:
    rows = 'account;comment\nA;"slow;\nvery ""slow"""\nB;a 5" screen\n'
    documents, problems = read(tmp_path, "cells.csv", rows)
    assert [document.text for document in documents] == ['slow;\nvery "slow"', 'a 5" screen']
    assert problems == []


def test_titles_above_the_headings_and_double_headings(tmp_path: Path) -> None:
    rows = "顧客アンケート結果\n\n会社名,コメント,メモ欄,メモ欄\nA社,速くて助かる,x,y\n"
    (document,), _ = read(tmp_path, "titled.csv", rows)
    assert (document.text, document.account) == ("速くて助かる", "A社")
    assert document.fields == {"メモ欄": "x", "メモ欄 (2)": "y"}


def test_the_reason_for_a_score_is_text(tmp_path: Path) -> None:
    rows = "会社名,満足度,評価の理由\nA社,2,返信が毎回遅くて困っています\n"
    (document,), _ = read(tmp_path, "why.csv", rows)
    assert (document.text, document.channel) == ("返信が毎回遅くて困っています", "survey")


def test_a_date_that_could_be_two_is_left_blank(tmp_path: Path) -> None:
    (document,), _ = read(tmp_path, "d.csv", "date,comment\n01/02/2026,It is slow\n")
    assert document.time is None
    assert [problem.code for problem in document.problems] == ["unknown_date"]


def test_an_ascii_head_does_not_hide_japanese_further_down(tmp_path: Path) -> None:
    rows = b"account,comment\n" + (b"A," + b"fine " * 1000 + b"\n") * 220 + "B,遅い\n".encode("cp932")
    documents, problems = read(tmp_path, "long.csv", rows)
    assert (documents[-1].text, problems) == ("遅い", [])


@pytest.mark.parametrize(
    ("content", "says"), [(b"", "empty"), (b"\x00\x01\x02\xff" * 9, "NUL"), (b"  \n", "empty")]
)
def test_empty_and_binary_files_are_refused(tmp_path: Path, content: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read(tmp_path, "x.csv", content)


def test_what_is_wrong_with_a_cell_has_the_place_of_its_row(tmp_path: Path) -> None:
    rows = "date,channel,comment\n2026-10-01,survey,fine\nsoon,pigeon,slow\n2026-10-02,survey,ok\n"
    (_, document, _), _ = read(tmp_path, "s.csv", rows)
    assert [(problem.code, problem.place) for problem in document.problems] == [
        ("unknown_channel", "row 3"),
        ("unknown_date", "row 3"),
    ]


def test_contract_facts_beside_the_reason(tmp_path: Path) -> None:
    rows = (
        "お客様名,契約金額,更新日,最終更新日,解約理由,その他の理由\n"
        'A社,"¥1,200,000",令和8年5月1日,2026/5/20,価格,値上げの説明がない\nB社,120万円,未定,,機能不足,\n'
    )
    (first, second), problems = read(tmp_path, "c.csv", rows)
    assert problems == []
    assert (first.channel, first.text, first.time) == ("cancellation", "値上げの説明がない", None)
    assert first.fields == {
        "最終更新日": "2026/5/20",
        "renewal_date": "2026-05-01",
        "contract_amount": 1200000,
        "contract_amount_said": "¥1,200,000",
        "chosen_reason": "価格",
    }
    assert (second.fields["contract_amount"], second.fields["renewal_date"]) == ("120万円", "未定")


def test_what_our_side_noted_about_customers_is_memos(tmp_path: Path) -> None:
    rows = (
        "顧客名,ご担当者名,活動日,活動種別,活動内容,担当者\nA社,森,2026/05/12,訪問,部長の反応が薄い。,鈴木\n"
    )
    (memo,), _ = read(tmp_path, "crm.csv", rows)
    assert (memo.channel, memo.account, memo.time) == ("memo", "A社", datetime(2026, 5, 12, tzinfo=UTC))
    assert [(part.speaker, part.side) for part in memo.utterances] == [("鈴木", "unknown")]
    (english,), _ = read(
        tmp_path, "e.csv", "Account,Date,CSM notes,Owner\nPella,2026-05-12,Tom was short with us today.,Sam\n"
    )
    assert (english.channel, english.utterances[0].speaker) == ("memo", "Sam")
    (answer,), _ = read(tmp_path, "n.csv", "account,nps,notes\nPella,3,Slow exports\n")
    assert (answer.channel, answer.utterances[0].side) == ("survey", "customer")
