"""Ids come from the content."""

from pathlib import Path

from readers.reading import read

from voc.readers import ReadOptions

ROWS = "会社名,コメント\nA社,特になし\nA社,特になし\nA社,遅い\n"


def test_the_same_content_has_the_same_ids_under_another_name(tmp_path: Path) -> None:
    first, _ = read(tmp_path, "october.csv", ROWS)
    second, _ = read(tmp_path, "copy.csv", ROWS.encode("cp932"))
    assert [document.id for document in first] == [document.id for document in second]


def test_identical_answers_stay_two_documents(tmp_path: Path) -> None:
    documents, _ = read(tmp_path, "october.csv", ROWS)
    assert len({document.id for document in documents}) == 3


def test_another_account_or_channel_is_another_document(tmp_path: Path) -> None:
    (plain,), _ = read(tmp_path, "n.txt", "更新は見送りたいとのこと。")
    (of_account,), _ = read(tmp_path, "n.txt", "更新は見送りたいとのこと。", ReadOptions(account="A社"))
    (of_channel,), _ = read(tmp_path, "n.txt", "更新は見送りたいとのこと。", ReadOptions(channel="chat"))
    assert len({plain.id, of_account.id, of_channel.id}) == 3
    assert (of_account.account, of_channel.channel) == ("A社", "chat")


def test_a_date_from_the_file_name_does_not_change_the_id(tmp_path: Path) -> None:
    captions = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\nDana: We are leaving.\n"
    (dated,), _ = read(tmp_path, "GMT20261103-101500_Recording.vtt", captions)
    (undated,), _ = read(tmp_path, "meeting.vtt", captions)
    assert dated.id == undated.id
    assert (dated.time is None, undated.time) == (False, None)


def test_rows_in_another_order_are_the_same_documents(tmp_path: Path) -> None:
    header, *rows = ROWS.splitlines()
    levels = [f"{row},{level}" for row, level in zip(rows, ("満足", "やや不満", "不満"), strict=True)]
    first, _ = read(tmp_path, "october.csv", "\n".join([f"{header},満足度", *levels]))
    second, _ = read(tmp_path, "again.csv", "\n".join([f"{header},満足度", *reversed(levels)]))
    assert {document.id for document in first} == {document.id for document in second}
    assert [document.fields["score"] for document in second] == [1, 2, 5]


def test_a_longer_export_adds_only_what_is_new(tmp_path: Path) -> None:
    first, _ = read(tmp_path, "october.csv", ROWS)
    second, _ = read(tmp_path, "november.csv", ROWS + "A社,特になし\nB社,良い\n")
    assert len({document.id for document in second} - {document.id for document in first}) == 2
    assert {document.id for document in first} <= {document.id for document in second}


def test_a_title_or_another_separator_changes_no_document(tmp_path: Path) -> None:
    plain, _ = read(tmp_path, "october.csv", ROWS)
    titled, _ = read(tmp_path, "titled.csv", "2026年10月 アンケート,\n\n" + ROWS + "合計,\n")
    tabbed, _ = read(tmp_path, "october.tsv", ROWS.replace(",", "\t"))
    assert [each.id for each in plain] == [each.id for each in titled] == [each.id for each in tabbed]
