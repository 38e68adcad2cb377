"""Names, jobs and addresses under a mail; and what only looks like them."""

import pytest

from voc.readers.correspondents import Correspondent, correspondents
from voc.readers.mail_parts import parts_of

KAREN = correspondents('"Doyle, Karen" <karen.doyle@tallgrass.example.com>')[0]
KOBAYASHI = Correspondent("小林 亮", "kobayashi@sirakaba.example.co.jp")
DESK = Correspondent("", "procurement@wexcombe.example.com")
NEW = "We will not renew in March."
SHINKI = "来期の更新は見送ります。"


def kinds(text: str, writer: Correspondent | None = None) -> list[tuple[str, str]]:
    return [(part.kind, text[part.start : part.end]) for part in parts_of(text, writer=writer)]


@pytest.mark.parametrize(
    ("name", "writer"),
    [
        ("Karen", KAREN),
        ("Karen Doyle", KAREN),
        ("- Karen", KAREN),
        ("K. Doyle", KAREN),
        ("KD", KAREN),
        ("K.", KAREN),
        ("Karen Doyle | Head of Finance | Tallgrass", KAREN),
        ("Karen Doyle\nHead of Finance\nTallgrass Farms", KAREN),
        ("Karen", Correspondent("", "karen@tallgrass.example.com")),
        ("Wexcombe Group Procurement", DESK),
        ("Moira Kerr", None),
        ("Thanks, Karen", KAREN),
        ("小林", KOBAYASHI),
        ("小林　亮", KOBAYASHI),
        ("小林＠白樺薬品", KOBAYASHI),
        ("白樺薬品の小林", KOBAYASHI),
        ("（小林）", KOBAYASHI),
        ("小林拝", KOBAYASHI),
        ("小林", Correspondent("小林亮", "k@sirakaba.example.co.jp")),
        ("白樺薬品株式会社\n小林 亮\n03-0000-0000", KOBAYASHI),
        ("佐々木", Correspondent("総務部", "soumu@sirakaba.example.co.jp")),
        ("田中", None),
    ],
)
def test_a_name_alone_under_the_words_signs(name: str, writer: Correspondent | None) -> None:
    said = NEW if name.isascii() else SHINKI
    assert kinds(f"{said}\n\n{name}\n", writer) == [("new", said), ("signature", name)]


def test_a_name_right_under_a_sentence_signs_when_it_is_the_writers() -> None:
    assert kinds(f"{SHINKI}\n小林", KOBAYASHI) == [("new", SHINKI), ("signature", "小林")]
    assert kinds(f"{SHINKI}\n田中", KOBAYASHI) == [("new", f"{SHINKI}\n田中")]


def test_whatever_takes_leave_above_the_name() -> None:
    found = kinds(f"{NEW}\n\nWith real affection,\nKaren", KAREN)
    assert found == [("new", NEW), ("greeting", "With real affection,"), ("signature", "Karen")]


@pytest.mark.parametrize(
    ("text", "writer"),
    [
        (f"{NEW}\n\nUnacceptable", KAREN),
        (f"{NEW}\n\nVery Disappointed", KAREN),
        (f"{NEW}\n\nCall me before Friday", KAREN),
        (f"{NEW}\n\nKaren decides", KAREN),
        (f"{NEW}\n\nPlease ask Karen", KAREN),
        (f"{NEW}\n\nKaren\nis the one who decides", KAREN),
        ("Karen", KAREN),
        ("> Who signs the contract?\n\nKaren", KAREN),
        ("> Who comes?\n\nKaren\n\n> When?\n\nOn Monday.", KAREN),
        (f"{SHINKI}\n\n至急", KOBAYASHI),
        (f"{SHINKI}\n\n小林が決めます", KOBAYASHI),
        (f"{SHINKI}\n\n小林 来週ご連絡します", KOBAYASHI),
        ("> ご担当者はどなたですか。\n\n小林", KOBAYASHI),
    ],
)
def test_words_and_answers_are_no_signature(text: str, writer: Correspondent) -> None:
    assert "signature" not in {kind for kind, _ in kinds(text, writer)}


def test_a_sentence_above_a_signature_is_not_part_of_it() -> None:
    text = f'{NEW}\n\nHer reply, for the record: "got it".\n\nKaren\n\nKaren Doyle\nT +44 20 7946 0118'
    assert kinds(text, KAREN)[0] == ("new", f'{NEW}\n\nHer reply, for the record: "got it".')


def test_a_postscript_below_the_name_is_new() -> None:
    text = f"{NEW}\n\nBest regards,\nKaren\n\nP.S. Tell us before you rename columns."
    assert kinds(text, KAREN) == [
        ("new", NEW),
        ("greeting", "Best regards,"),
        ("signature", "Karen"),
        ("new", "P.S. Tell us before you rename columns."),
    ]
    assert kinds(f"{SHINKI}\n\n小林\n\n追伸　地図が重いです。", KOBAYASHI)[-1] == (
        "new",
        "追伸　地図が重いです。",
    )


def test_whoever_goes_on_below_the_name_says_something_new() -> None:
    text = f"{NEW}\n\nBest regards,\nKaren\n\nPlease note our new address."
    assert [kind for kind, _ in kinds(text, KAREN)] == ["new", "greeting", "signature", "new"]


def test_a_letter_under_its_date_and_sender() -> None:
    text = (
        "2026年11月3日\n\n株式会社ベンダー　御中\n\n白樺薬品株式会社\n総務部　小林 亮\n\n解約のご通知\n\n"
        "謹啓　晩秋の候、貴社ますますご清栄のこととお慶び申し上げます。\n解約いたします。\nまずは書中をもって申し上げます。\n謹言"
    )
    assert [said for kind, said in kinds(text, KOBAYASHI) if kind == "new"] == [
        "解約のご通知",
        "解約いたします。",
    ]


def test_names_asked_for_are_no_signature() -> None:
    text = "以下の3名を追加してください。\n\n田中\n鈴木\n小林\n"
    assert {kind for kind, _ in kinds(text, KOBAYASHI)} == {"new"}


@pytest.mark.parametrize(
    "line",
    [
        "Please consider the environment before printing this email.",
        "CAUTION: This email originated from outside the organization.",
        "【注意】社外からのメールです。",
    ],
)
def test_what_a_mail_server_adds(line: str) -> None:
    assert kinds(f"{line}\n\n{NEW}") == [("disclaimer", line), ("new", NEW)]


def test_a_formal_letter() -> None:
    text = (
        "株式会社ベンダー　御中\n\n拝啓　時下ますますご清祥のこととお慶び申し上げます。\n\n"
        "さて、下記のとおり解約いたします。\n\n敬具\n\n　　　記\n\n1．対象　全契約\n2．日付　12月31日\n\n　　　以上\n\n"
        "白樺薬品株式会社　総務部\nTEL 03-0000-0000"
    )
    assert kinds(text) == [
        ("greeting", "株式会社ベンダー　御中\n\n拝啓　時下ますますご清祥のこととお慶び申し上げます。"),
        ("new", "さて、下記のとおり解約いたします。"),
        ("greeting", "敬具"),
        ("new", "記\n\n1．対象　全契約\n2．日付　12月31日"),
        ("greeting", "以上"),
        ("signature", "白樺薬品株式会社　総務部\nTEL 03-0000-0000"),
    ]


@pytest.mark.parametrize(
    "closing",
    [
        "以上です。",
        "以上となります。",
        "まずは取り急ぎご連絡まで。",
        "ご確認よろしくお願いします。",
        "お忙しいところ恐れ入りますが、よろしくお願いいたします。",
        "Thanks and best regards,",
        "All best,",
        "Looking forward to hearing from you.",
        "Please let me know if you have any questions.",
        "よろしくです。",
    ],
)
def test_closings(closing: str) -> None:
    assert kinds(f"{NEW}\n\n{closing}") == [("new", NEW), ("greeting", closing)]


@pytest.mark.parametrize(
    ("greeting", "apart"),
    [
        ("To whom it may concern,", "\n\n"),
        ("Dear Mr. Ellis,", "\n\n"),
        ("Mark -", "\n\n"),
        ("佐藤様\n\nお疲れ様です、小林です。", "\n\n"),
        ("Hi Nadia, Tom and Priya,", "\n\n"),
        ("Dear Helen, dear Priya,", "\n\n"),
        ("hi nadia,", "\n\n"),
        ("Hi Nadia,", " "),
        ("Hello,", " "),
        ("Good morning Mark -", " "),
        ("佐藤様、いつもお世話になっております。", ""),
    ],
)
def test_greetings_on_a_line_or_before_the_first_sentence(greeting: str, apart: str) -> None:
    text = greeting.replace(", dear", ",\ndear") + apart + NEW
    assert kinds(text) == [("greeting", greeting.replace(", dear", ",\ndear")), ("new", NEW)]


@pytest.mark.parametrize(
    "text", ["Dear customers hate this.", "Hey Support is slow again.", "Hi-res images fail."]
)
def test_what_only_begins_like_a_greeting(text: str) -> None:
    assert kinds(text) == [("new", text)]
