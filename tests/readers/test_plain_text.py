"""Notes, minutes, transcripts and pasted mails."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from readers.reading import read, said

from voc import readers
from voc.errors import InputError
from voc.readers import ReadOptions, read_text

MINUTES = """# A社 定例議事録
日時：2026年10月1日(木) 10:00〜11:00
顧客：A社
出席：先方：田中様、鈴木様／当社：佐藤
場所：Web会議

田中：更新については社内で
検討中です。
佐藤：承知しました。
鈴木：正直、費用が厳しいです。

■ 宿題
見積りの再提出（佐藤）
"""


def test_minutes_with_a_header_and_turns(tmp_path: Path) -> None:
    (meeting,), _ = read(tmp_path, "minutes.txt", MINUTES)
    assert (meeting.channel, meeting.account, meeting.title) == ("meeting", "A社", "A社 定例議事録")
    assert meeting.time == datetime(2026, 10, 1, 10, 0, tzinfo=UTC)
    turns = [(part.speaker, part.side) for part in meeting.utterances if part.kind == "new"]
    assert turns == [("田中", "customer"), ("佐藤", "vendor"), ("鈴木", "customer"), (None, "unknown")]
    assert said(meeting)[0] == "更新については社内で\n検討中です。"
    assert said(meeting)[3] == "■ 宿題\n見積りの再提出（佐藤）"
    assert said(meeting, "header")[0].startswith("# A社")


def test_who_stands_together_in_the_list_of_attendees_is_on_one_side(tmp_path: Path) -> None:
    minutes = (
        "2026/11/12 定例\n参加：森下部長、江口様（東雲紡績）／当社 佐藤\n\n"
        "森下：結論はまだです。\n佐藤：承知しました。\n江口：紙に戻りました。\n"
    )
    (meeting,), _ = read(tmp_path, "minutes.txt", minutes)
    turns = [(part.speaker, part.side) for part in meeting.utterances if part.kind == "new"]
    assert turns == [("森下", "customer"), ("佐藤", "vendor"), ("江口", "customer")]
    assert meeting.time == datetime(2026, 11, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        (
            "当社 平岡：いかがですか。\n丸菱商事 戸塚：見ました。",
            [("当社 平岡", "vendor"), ("丸菱商事 戸塚", "customer")],
        ),
        (
            "【当社】佐藤：いかがですか\n田中様（A社）：難しいです",
            [("【当社】佐藤", "vendor"), ("田中様（A社）", "customer")],
        ),
        ("佐藤：いかがですか\n田中様：難しいです", [("佐藤", "vendor"), ("田中様", "customer")]),
        ("[CSM] How is it?\n[Customer] Too slow.", [("CSM", "vendor"), ("Customer", "customer")]),
        ("Rep (Theo): How is it?\nDana: Too slow.", [("Rep (Theo)", "vendor"), ("Dana", "customer")]),
        ("先方：高いですね。\n当方：そうですか。", [("先方", "customer"), ("当方", "vendor")]),
        (
            "○田中課長　高いですね。\n○佐藤　はい。\n○田中課長　はい。\n○佐藤　では。",
            [("田中課長", "unknown"), ("佐藤", "unknown")] * 2,
        ),
        (
            "10:01 Dana: Too slow.\n10:02 Theo: Sorry.\n10:03 Dana: Hm.",
            [("Dana", "unknown"), ("Theo", "unknown"), ("Dana", "unknown")],
        ),
        (
            "田中 一郎  0:05\n高いです。\n佐藤 花子  0:09\nはい。",
            [("田中 一郎", "unknown"), ("佐藤 花子", "unknown")],
        ),
        (
            "Dana: Hi\nTheo: Hello\nDana: Too slow for us",
            [("Dana", "unknown"), ("Theo", "unknown"), ("Dana", "unknown")],
        ),
    ],
)
def test_styles_of_turns(text: str, turns: list[tuple[str, str]]) -> None:
    assert [(part.speaker, part.side) for part in read_text(text).utterances] == turns


@pytest.mark.parametrize(
    "text",
    [
        "課題：検索が遅い\n対応：改修中\n次回：11月",
        "Price: too high\nSupport: slow\nNext steps: call again",
        "We have one ask: a discount.\nOtherwise all is fine.",
        "訪問。担当者は不在、受付の方いわく「最近使っていない」とのこと。URL：https://example.com/a",
        "- ログインできない\n- 返信がない",
        "10:15 に到着。11:00 に終了。",
    ],
)
def test_points_of_a_note_are_no_speakers(text: str) -> None:
    (part,) = read_text(text).utterances
    assert (part.speaker, part.side, text[part.start : part.end]) == (None, "unknown", text)


def test_a_memo_is_one_utterance_whose_side_is_unknown() -> None:
    note = read_text("違和感メモ：質問がいつもより少なかった。")
    assert (note.channel, note.utterances[0].side) == ("memo", "unknown")


def test_customers_and_vendors_are_named_by_the_caller() -> None:
    options = ReadOptions(customers=("Northquay",), vendors=("Theo",))
    text = "Dana (Northquay): Too slow.\nTheo: Sorry.\nOwen (Northquay): We leave."
    assert [part.side for part in read_text(text, options).utterances] == ["customer", "vendor", "customer"]


def test_a_first_line_with_a_customers_words_is_no_header() -> None:
    text = "Customer: We will not renew.\nCSM: I see."
    assert [part.kind for part in read_text(text).utterances] == ["new", "new"]
    text = "お客様：更新しません。\n当社：承知しました。"
    assert [part.kind for part in read_text(text).utterances] == ["new", "new"]


def test_two_lines_of_talk_are_no_header() -> None:
    parts = read_text("先方：遅い\n当方：調査する\n\n次は11月20日です。").utterances
    assert [(part.speaker, part.kind) for part in parts][:2] == [("先方", "new"), ("当方", "new")]


def test_a_pasted_mail() -> None:
    text = (
        "差出人: 田中 一郎 <tanaka@kitazato.example.co.jp>\n宛先: 佐藤\n"
        "送信日時: 2026年11月3日 10:15\n件名: RE: 更新の件\n\n"
        "佐藤様\n\nお世話になっております。\n更新は見送ります。\n\n> ご更新はいかがですか\n"
    )
    mail = read_text(text, ReadOptions(vendors=("佐藤",)))
    assert (mail.channel, mail.title, mail.account) == ("email", "更新の件", "kitazato.example.co.jp")
    assert mail.time == datetime(2026, 11, 3, 10, 15, tzinfo=UTC)
    assert said(mail) == ["更新は見送ります。"]
    assert mail.text == text
    assert [part.side for part in mail.utterances if part.kind == "new"] == ["customer"]


def test_a_mail_pasted_without_its_header_is_known_by_what_it_quotes() -> None:
    mail = read_text(
        "更新は見送ります。\n\nOn Nov 3, 2026, Sato <sato@vendor.example.com> wrote:\n> ご更新は？\n"
    )
    assert (mail.channel, said(mail)) == ("email", ["更新は見送ります。"])


def test_a_survey_answer_is_the_customers() -> None:
    (part,) = read_text("遅い：とにかく遅い", ReadOptions(channel="survey")).utterances
    assert part.side == "customer"


def test_line_ends_of_windows(tmp_path: Path) -> None:
    (note,), _ = read(tmp_path, "n.txt", "遅い。\r\n高い。\r\n".encode("cp932"))
    assert note.text == "遅い。\n高い。\n"


def test_a_point_of_an_abbreviation_ends_no_sentence() -> None:
    note = read_text("Date: 2026-11-03\nCustomer: Pella Foods Inc.\n\nThey want a discount.")
    assert (note.account, [part.kind for part in note.utterances]) == ("Pella Foods Inc.", ["header", "new"])


def test_lines_of_a_note_above_a_field_are_no_header() -> None:
    note = read_text("Ana called\nShe is upset\nStatus: red\n")
    assert [part.kind for part in note.utterances] == ["new"]


def test_a_day_and_a_title_above_the_attendees() -> None:
    note = read_text(
        "Nov 3, 2026\nPella weekly - Transcript\n\nAttendees\nAna Ruiz, Tom Beck\n\nAna Ruiz: Slow.\n"
    )
    assert (note.title, note.time) == ("Pella weekly - Transcript", datetime(2026, 11, 3, tzinfo=UTC))
    assert note.fields["attendees"] == "Ana Ruiz, Tom Beck"


def test_a_date_that_is_none_is_said() -> None:
    note = read_text("日付：来週\n件名：訪問\n\n返信がない。")
    assert (note.time, note.problems[0].code) == (None, "unknown_date")


def test_a_mixed_text_is_mixed() -> None:
    text = (
        "更新の件、社内で検討中です。来週お返事します。\nOur head office asks for the security report first."
    )
    assert read_text(text).language == "mixed"
    assert read_text("Google Workspace と連携できないのが困ります。").language == "ja"


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_no_text_is_an_error(text: str) -> None:
    with pytest.raises(InputError, match="no text"):
        read_text(text)


def test_which_files_are_supported(tmp_path: Path) -> None:
    for name, content, wanted in [
        ("a.csv", b"a,b", True),
        ("a.txt", b"hello", True),
        ("a.eml", b"From: a@example.com", True),
        ("mail", b"Received: x\nMessage-ID: <a>\n\nhello", True),
        ("a.png", b"\x89PNG", False),
        (".DS_Store", b"\x00\x01", False),
        ("a.docx", b"PK", True),
        ("a.html", b"<p>", True),
        ("a.srt", b"1", True),
    ]:
        (tmp_path / name).write_bytes(content)
        assert readers.supported(tmp_path / name) is wanted, name
    assert readers.supported(tmp_path / "missing.txt") is False


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read"):
        list(readers.read(tmp_path / "missing.txt"))


def test_an_unknown_kind_of_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"\x89PNG")
    with pytest.raises(InputError, match="no format voc reads"):
        list(readers.read(tmp_path / "a.png"))


@pytest.mark.parametrize(
    "text",
    [
        "Hi Nadia, we will not renew. It costs too much.",
        "hi nadia,\n\nwe will not renew.",
        "Hello,\n\nYour tool is slow.\n\nBest regards,\nKaren Doyle",
        "佐藤様、お世話になっております。更新は見送ります。",
        "佐藤様\n\nお世話になっております。\n更新は見送ります。",
        "お世話になっております。\n解約の手順を教えてください。\nよろしくお願いいたします。",
    ],
)
def test_a_letter_is_a_mail_also_without_a_header(text: str) -> None:
    document = read_text(text)
    assert (document.channel, document.utterances[0].kind) == ("email", "greeting")
    assert len(said(document)) == 1


def test_a_letter_under_its_subject_alone() -> None:
    document = read_text("件名：解約の件\n\n佐藤様\n\nお世話になっております。\n更新は見送ります。\n")
    assert (document.channel, document.title, said(document)) == ("email", "解約の件", ["更新は見送ります。"])


@pytest.mark.parametrize(
    "text",
    [
        "佐藤様\n\n更新は見送りたいとのこと。",
        "Hello everyone, welcome to the call. Let us begin.",
        "Hi Dana, thanks for joining.\nDana: We want to leave.\nTom: Why?\nDana: The price.",
        "Thanks to Nadia we know why.\nThey leave in March.",
    ],
)
def test_what_greets_is_not_yet_a_mail(text: str) -> None:
    assert read_text(text).channel != "email"
